"""The operations of a session fit into its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import within_minutes

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def session_minutes(draft: Draft) -> None:
    """Let the operations of a session take no more than what the facts leave."""
    left = draft.hospital.theatres.left
    within_minutes(draft, lambda slot: slot.session.id, lambda slot: left(slot.session))

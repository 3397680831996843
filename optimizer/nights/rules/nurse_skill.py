"""A nurse has the skill the people in her rooms need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Nurses


@inlined
def missing(nurses: Nurses, nurse: int, need: int) -> int:
    """The skill levels the nurse lacks."""
    return int(max(need - nurses.skill[nurse], 0))

"""People in one room at the same time are of one sex, where the room is shared by sex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import alike
from optimizer.problem import SexRule

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def room_sex(draft: Draft) -> None:
    """Keep the sexes apart; the company of facts is not a choice in the first place."""
    for name, choices in draft.in_room.items():
        if draft.index.rooms[name].sex is SexRule.SAME:
            alike(draft, choices, lambda demand: demand.sex)

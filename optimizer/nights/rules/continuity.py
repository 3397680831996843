"""Few different nurses look after one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Nurses


@inlined
def meet(nurses: Nurses, person: int, nurse: int) -> int:
    """The nurse looks after somebody for one shift more; returns 1 if she is new to the person."""
    before = nurses.seen[person, nurse]
    nurses.seen[person, nurse] = before + 1
    return int(before == 0)


@inlined
def miss(nurses: Nurses, person: int, nurse: int) -> int:
    """The nurse looks after somebody for one shift less; returns 1 if the person sees her no more."""
    after = nurses.seen[person, nurse] - 1
    nurses.seen[person, nurse] = after
    return int(after == 0)

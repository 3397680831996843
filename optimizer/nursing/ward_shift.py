"""One ward in one shift: which nurse is responsible for which room, exactly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SKILL: Final = 100
"""Price of a level of skill that the nurse lacks for somebody in her room."""
ABOVE: Final = 20
"""Price of a unit of load above a nurse's limit."""
STRANGER: Final = 4
"""Price of a patient whom the nurse has not looked after before."""
SPREAD: Final = 3
"""Price of a unit of load between the nurse with most and the one with least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a room: the load they cause, the skill they need, the nurses who know them."""

    load: int
    skill: int
    known_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCare:
    """A room with the people in it; ``nurse``: whose it is already, which stays so."""

    id: str
    people: tuple[Person, ...]
    nurse: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """A nurse who works in the shift."""

    id: str
    skill: int
    max_load: int


@dataclass(frozen=True)
class WardShift:
    """The question. Rooms without a nurse of their own are to be given one.

    Raises:
        ValueError: a room belongs to somebody who is not on duty.
    """

    rooms: tuple[RoomCare, ...]
    nurses: tuple[OnDuty, ...]

    def __post_init__(self) -> None:
        strangers = {room.nurse for room in self.rooms} - {nurse.id for nurse in self.nurses} - {None}
        if strangers:
            message = f"{', '.join(sorted(map(str, strangers)))}: has a room but is not on duty; leave the room open."
            raise ValueError(message)


class ShiftCost(NamedTuple):
    """What an answer costs, in units: missing skill, load above limits, strangers, difference of loads."""

    skill: int
    above: int
    strangers: int
    spread: int

    @property
    def total(self) -> int:
        """All of it, priced."""
        return self.skill * SKILL + self.above * ABOVE + self.strangers * STRANGER + self.spread * SPREAD


def missing_skill(room: RoomCare, nurse: OnDuty) -> int:
    """The levels of skill the nurse lacks, added up over the people in the room."""
    return sum(max(0, person.skill - nurse.skill) for person in room.people)


def strangers(room: RoomCare, nurse: OnDuty) -> int:
    """How many of the people in the room the nurse does not know."""
    return sum(nurse.id not in person.known_to for person in room.people)


def load(room: RoomCare) -> int:
    """What the people in the room ask of a nurse together."""
    return sum(person.load for person in room.people)


def cost(asked: WardShift, given: Mapping[str, str]) -> ShiftCost:
    """The cost of nurses by room, from the question alone.

    Raises:
        ValueError: a room has none, or not the one it had already.
    """
    wrong = [room.id for room in asked.rooms if room.id not in given or room.nurse not in {None, given[room.id]}]
    if wrong:
        message = f"{', '.join(wrong)}: no nurse, or another than its own"
        raise ValueError(message)
    nurses = {nurse.id: nurse for nurse in asked.nurses}
    loads: Counter[str] = Counter(dict.fromkeys(nurses, 0))
    for room in asked.rooms:
        loads[given[room.id]] += load(room)
    pairs = [(room, nurses[given[room.id]]) for room in asked.rooms]
    return ShiftCost(
        skill=sum(missing_skill(*pair) for pair in pairs),
        above=sum(max(0, loads[nurse.id] - nurse.max_load) for nurse in asked.nurses),
        strangers=sum(strangers(*pair) for pair in pairs),
        spread=max(loads.values(), default=0) - min(loads.values(), default=0),
    )

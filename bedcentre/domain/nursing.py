"""Who nurses whom (责任制整体护理): nurses, their rota, levels of care, the nurse of a room in a shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bedcentre.domain.people import Encounter
from bedcentre.domain.places import Ward
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Certainty, Feature, NursingLevel, Shift, WardKind

FREE = "-"
LETTERS = {"N": Shift.NIGHT, "D": Shift.DAY, "E": Shift.EVENING}
"""What stands in a rota, besides a day off."""

DAYS_KNOWN = timedelta(days=3)
"""How long a nurse who had somebody's room counts as knowing them (assumption)."""

WATCHED = frozenset({Feature.TELEMETRY, Feature.VENTILATOR, Feature.NEGATIVE_PRESSURE})
"""Needs of a bed that ask for level-one nursing (assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nurse:
    """A nurse of a ward. ``level``: 1 to 4 (N1–N4). ``rota``: D, E, N or - for each day from a Monday, repeated."""

    id: int
    code: str
    name: str
    ward_id: int
    level: int
    rota: str

    def works(self, shift: NursingShift) -> bool:
        """Whether the shift is one of hers."""
        letter = self.rota[(shift.day - 1) % len(self.rota)]
        return LETTERS.get(letter) is shift.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class NursingShift:
    """One shift: [``start``, ``end``). ``day``: the local date it begins on; Mondays are 1, 8, 15 …."""

    kind: Shift
    start: datetime
    end: datetime
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNurse:
    """Whose a room is in a shift.

    ``proposed``: as the engine proposed; otherwise somebody decided so, with a ``reason`` if a rule spoke against.
    """

    shift: datetime
    ward_id: int
    room_id: int
    nurse_id: int
    proposed: bool
    reason: str
    given_at: datetime
    given_by: int
    policy_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A nurse who does not come to a shift of hers."""

    nurse_id: int
    shift: datetime
    reason: str
    said_at: datetime
    said_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLevel:
    """The level of nursing that somebody ordered for an encounter."""

    encounter_id: int
    level: NursingLevel
    said_at: datetime
    said_by: int


def shifts_at(now: datetime, zone: ZoneInfo, policy: Policy) -> tuple[NursingShift, NursingShift]:
    """The shift that runs at ``now``, and the one after it."""
    around = list(_around(now, zone, policy))
    current = max((each for each in around if each.start <= now), key=lambda each: each.start)
    return current, min((each for each in around if each.start > now), key=lambda each: each.start)


def _around(now: datetime, zone: ZoneInfo, policy: Policy) -> Iterator[NursingShift]:
    """The shifts of yesterday, today and tomorrow."""
    today = now.astimezone(zone).date()
    starts = sorted(
        (datetime.combine(today + timedelta(days=days), time(hour), zone), kind)
        for days in range(-1, 3)
        for kind, hour in policy.shift_starts.items()
    )
    for (start, kind), (end, _) in pairwise(starts):
        tz = now.tzinfo
        yield NursingShift(kind=kind, start=start.astimezone(tz), end=end.astimezone(tz), day=start.toordinal())


def usual_level(encounter: Encounter, ward: Ward) -> NursingLevel:
    """The level of nursing as long as nobody ordered another (assumption): by ward, severity, needs and leaving."""
    if ward.kind is WardKind.ICU:
        return NursingLevel.SPECIAL
    if encounter.severe or ward.kind is WardKind.HDU or encounter.needs & WATCHED:
        return NursingLevel.FIRST
    if encounter.certainty is Certainty.CONFIRMED:
        return NursingLevel.THIRD
    return NursingLevel.SECOND

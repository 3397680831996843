"""All wards' shifts at a glance, and the share of wards that nurse by responsibility (indicator 18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.nursing import NursingShift, shifts_at
from bedcentre.usecases.nursing.shift import WardShift, ward_shift
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    covered: int
    wards: int

    @property
    def percent(self) -> int:
        """In hundredths, rounded down: not quite all is not all."""
        return 100 * self.covered // self.wards if self.wards else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseShift:
    """The wards with patients in the shift that runs, most open rooms first.

    ``now``: wards without an open room. ``month``: of the shifts of wards in the local month since the first one with
    a nurse for a room, those in which the ward's rooms were given to nurses.
    """

    shift: NursingShift
    wards: tuple[WardShift, ...]
    now: Share
    month: Share


def house_shift(reader: Reader) -> HouseShift:
    """The whole house now."""
    current = shifts_at(reader.now, reader.zone, reader.policy)[0]
    drawn = (ward_shift(reader, ward, current) for ward in reader.wards())
    wards = sorted((each for each in drawn if any(room.people for room in each.rooms)), key=_open_first)
    covered = sum(not each.uncovered for each in wards)
    return HouseShift(
        shift=current,
        wards=tuple(wards),
        now=Share(covered=covered, wards=len(wards)),
        month=_month(reader, current),
    )


def responsible(reader: Reader) -> dict[int, str]:
    """The name of the nurse who is responsible now, by the room's id."""
    start = shifts_at(reader.now, reader.zone, reader.policy)[0].start
    given = reader.room_nurses(start, start + timedelta(microseconds=1))
    return {each.room_id: reader.nurse(each.nurse_id).name for each in given}


def _open_first(it: WardShift) -> tuple[int, int]:
    return -len(it.uncovered), it.ward.order


def _month(reader: Reader, current: NursingShift) -> Share:
    first = reader.now.astimezone(reader.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    given = reader.room_nurses(first.astimezone(reader.now.tzinfo), current.end)
    past = [each for each in given if each.shift <= current.start]
    if not past:
        return Share(covered=0, wards=0)
    wards = sum(bool(reader.nurses(ward.id)) for ward in reader.wards())
    shifts = sum(1 for _ in _shifts(reader, past[0].shift, current.start))
    return Share(covered=len({(each.ward_id, each.shift) for each in past}), wards=wards * shifts)


def _shifts(reader: Reader, start: datetime, last: datetime) -> Iterator[datetime]:
    while start <= last:
        yield start
        start = shifts_at(start, reader.zone, reader.policy)[1].start

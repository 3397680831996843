"""The borrow ledger once more, by double entry: what beds lent, what patients borrowed, what the statements say.

Nothing of the ledger's own code is used: nights are counted anew from where the journal says that people lay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bedcentre.domain.events import Event, NightMarked, PolicyChanged
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Bed
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import ActualKind, CreditPart, NightMark
from bedcentre.simulation.audit.fabric import Fabric
from bedcentre.simulation.audit.places import Places
from bedcentre.usecases.borrowing.statement import PairStatement

DAY = timedelta(days=1)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Bed-nights lent and borrowed, by department; both come to the same in all."""

    lent: Counter[str]
    borrowed: Counter[str]


@dataclass(slots=True)
class _Line:
    """What one pair's line of a statement must say; credits in hundredths of a night."""

    nights: int = 0
    floating: int = 0
    outside_pool: int = 0
    waived: int = 0
    disputed: int = 0
    counted: int = 0
    to_house: int = 0


class Nights:
    """Counts borrowed nights from ``places``."""

    def __init__(self, fabric: Fabric, places: Places) -> None:
        self._fabric = fabric
        self._places = places
        self._policies: list[tuple[datetime, Policy]] = []
        self._marks: dict[tuple[int, date], NightMark] = {}

    def enter(self, event: Event, at: datetime) -> None:
        """Follow one event of then."""
        match event:
            case PolicyChanged(version=version):
                self._policies.append((at, version.policy))
            case NightMarked(marked=marked):
                self._marks[marked.encounter_id, marked.night] = marked.mark
            case _:
                pass

    def balance(self, first: date, last: date, now: datetime) -> Balance:
        """What was lent, from bed to bed, and what was borrowed, from patient to patient, in these nights."""
        lent, borrowed = Counter[str](), Counter[str]()
        moments = list(self._moments(first, last, now))
        for bed_id, past in self._places.of_bed.items():
            lender = self._fabric.wards[self._fabric.beds[bed_id].ward_id].specialty
            for _, at, _ in moments:
                lent[lender] += any(self._borrowed(each) for each in past if _lasts(each, at))
        for stays in self._stays_by_patient().values():
            for _, at, _ in moments:
                borrowed.update({self._places.treats[each.id] for each in stays if _lasts(each, at)})
        return Balance(lent=+lent, borrowed=borrowed)

    def compare(self, first: date, after: date, pairs: Sequence[PairStatement], now: datetime) -> Iterator[Message]:
        """Where the statement of the month from ``first`` up to ``after`` says something else."""
        mine = self._lines(first, after - DAY, now)
        theirs = {(each.lender, each.borrower): each for each in pairs}
        for pair in sorted(mine.keys() | theirs.keys()):
            expected, said = mine.get(pair, _Line()), theirs.get(pair, PairStatement(lender=pair[0], borrower=pair[1]))
            for name in _Line.__dataclass_fields__:
                counted, stated = getattr(expected, name), getattr(said, name)
                if counted != stated:
                    what = {"lender": pair[0], "borrower": pair[1], "line": name, "month": f"{first:%Y-%m}"}
                    yield Message("month.statement_differs", {**what, "counted": counted, "stated": stated})

    def _lines(self, first: date, last: date, now: datetime) -> dict[Pair, _Line]:
        lines: defaultdict[Pair, _Line] = defaultdict(_Line)
        for night, at, policy in self._moments(first, last, now):
            for bed_id, past in self._places.of_bed.items():
                for stay in past:
                    if _lasts(stay, at) and self._borrowed(stay):
                        bed = self._fabric.beds[bed_id]
                        pair = self._fabric.wards[bed.ward_id].specialty, self._places.treats[stay.id]
                        self._write(lines[pair], bed, self._marks.get((stay.encounter_id or 0, night)), policy)
        return dict(lines)

    def _write(self, line: _Line, bed: Bed, mark: NightMark | None, policy: Policy) -> None:
        line.nights += 1
        line.floating += bed.floating
        line.outside_pool += not self._fabric.wards[bed.ward_id].in_pool
        line.waived += mark is NightMark.WAIVED
        line.disputed += mark is NightMark.DISPUTED
        if mark in {None, NightMark.COUNTED}:
            line.counted += policy.borrow_credit[CreditPart.NURSING]
            share = policy.borrow_credit[CreditPart.BED]
            line.to_house += share if bed.floating else 0
            line.counted += 0 if bed.floating else share

    def _borrowed(self, stay: ActualInterval) -> bool:
        """Whether the ward is not one of those that work for the specialty that treats."""
        if stay.kind is not ActualKind.OCCUPIED:
            return False
        return self._fabric.tiers.get((self._places.treats[stay.id], self._fabric.beds[stay.bed_id].ward_id)) != 0

    def _stays_by_patient(self) -> dict[int, list[ActualInterval]]:
        stays: defaultdict[int, list[ActualInterval]] = defaultdict(list)
        for past in self._places.of_bed.values():
            for each in past:
                if self._borrowed(each):
                    stays[self._places.encounters[each.encounter_id or 0].patient_id].append(each)
        return dict(stays)

    def _moments(self, first: date, last: date, now: datetime) -> Iterator[tuple[date, datetime, Policy]]:
        """Each night, when it is counted (before noon: the morning after), and the policy that held at noon before."""
        for night in (first + DAY * number for number in range((last - first).days + 1)):
            noon = datetime.combine(night, time(12), self._fabric.zone)
            policy = next((each for since, each in reversed(self._policies) if since <= noon), self._fabric.policy)
            hour = policy.borrow_night_hour
            morning_after = night + DAY if hour < noon.hour else night
            at = datetime.combine(morning_after, time(hour), self._fabric.zone).astimezone(UTC)
            if at <= now:
                yield night, at, policy


def _lasts(interval: ActualInterval, at: datetime) -> bool:
    return interval.start <= at and (interval.end is None or at < interval.end)

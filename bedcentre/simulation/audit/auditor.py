"""All auditors together: what simulated days came to, and everything about them that must not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bedcentre.domain.events import PlanProposed, Recorded
from bedcentre.domain.messages import Message
from bedcentre.simulation.audit.clocks import Clocks, Lapse
from bedcentre.simulation.audit.fabric import Fabric
from bedcentre.simulation.audit.milestones import Done, Milestones
from bedcentre.simulation.audit.nights import Balance, Nights
from bedcentre.simulation.audit.places import Places
from bedcentre.simulation.audit.promises import Kept, Promises
from bedcentre.simulation.audit.requests import Requests, Waits
from bedcentre.simulation.audit.standby import AtHome, Standby
from bedcentre.simulation.audit.ways import Ways
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.borrowing.statement import month_of, next_month
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the journal came to. ``violations`` must be empty; ``events`` are all that happened but the plans.

    ``encounters`` are all who ever lay here: in ``beds``, in the ``lounge`` or ``gone``.
    """

    events: int
    encounters: int
    beds: int
    lounge: int
    gone: int
    requests: Mapping[str, Waits]
    promises: Kept
    milestones: Mapping[str, Done]
    clocks: Mapping[str, int]
    lapses: Counter[Lapse]
    at_home: Mapping[str, AtHome]
    nights: Balance
    ways: Mapping[str, Counter[str]]
    violations: tuple[Message, ...]


class Auditor:
    """Follows the journal from its first row, and compares what it adds up to with what the hospital says."""

    def __init__(self, fabric: Fabric) -> None:
        self._fabric = fabric
        self._places = Places(fabric)
        self._requests = Requests()
        self._promises = Promises(fabric, self._places, self._requests)
        self._milestones = Milestones()
        self._clocks = Clocks(self._requests)
        self._standby = Standby()
        self._nights = Nights(fabric, self._places)
        self._ways = Ways()
        self._events = 0
        self._began: datetime | None = None

    def follow(self, rows: Iterable[Recorded]) -> None:
        """Enter journal rows, oldest first."""
        for row in rows:
            self._began = self._began or row.at
            self._events += not isinstance(row.event, PlanProposed)
            self._places.enter(row.event)
            self._requests.enter(row.event, row.at)
            self._promises.enter(row)
            self._milestones.enter(row.event)
            self._clocks.enter(row.event)
            self._standby.enter(row)
            self._nights.enter(row.event, row.at)
            self._ways.enter(row.event)

    def report(self, reader: Reader) -> Audit:
        """What it came to by the reader's instant."""
        first, last = self._days(reader.now)
        balance = self._nights.balance(first, last, reader.now)
        known = self._places.encounters.keys()
        return Audit(
            events=self._events,
            encounters=len(known),
            beds=len(known - self._places.gone - self._places.lounge),
            lounge=len(self._places.lounge),
            gone=len(self._places.gone),
            requests=self._requests.counted(reader.now),
            promises=self._promises.counted(),
            milestones=self._milestones.counted(),
            clocks=self._clocks.counted(),
            lapses=self._clocks.lapses,
            at_home=self._standby.counted(),
            nights=balance,
            ways=self._ways.counted(),
            violations=tuple(self._violations(reader, balance)),
        )

    def _violations(self, reader: Reader, balance: Balance) -> Iterator[Message]:
        picture = take(reader)
        lounge = {each.id for each in reader.in_lounge()}
        yield from self._places.violations
        yield from self._places.compare(picture, lounge)
        yield from self._requests.violations
        yield from self._requests.silent()
        yield from self._requests.compare(picture)
        yield from self._promises.violations
        yield from self._promises.compare(reader.now)
        yield from self._milestones.compare(self._places, self._requests, reader.now)
        yield from self._standby.violations
        yield from self._standby.compare(reader.now)
        if balance.lent.total() != balance.borrowed.total():
            totals = {"lent": balance.lent.total(), "borrowed": balance.borrowed.total()}
            yield Message("month.unbalanced", totals)
        first, last = self._days(reader.now)
        month = first.replace(day=1)
        while month <= last:
            following = next_month(month)
            yield from self._nights.compare(month, following, month_of(reader, month).pairs, reader.now)
            month = following

    def _days(self, now: datetime) -> tuple[date, date]:
        began = self._began or now
        return began.astimezone(self._fabric.zone).date(), now.astimezone(self._fabric.zone).date()

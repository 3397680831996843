"""A bed's time as bars: what it is above, what it is meant for below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation, clean_by
from bedcentre.domain.vocabulary import ActualKind, PlannedKind
from bedcentre.usecases.board.moment import Moment
from bedcentre.usecases.board.names import Names

BEFORE = timedelta(hours=6)
TICK = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One interval. ``left`` and ``width`` are shares (0 to 1) of the shown time; a ``guess`` ends when expected."""

    kind: ActualKind | PlannedKind
    start: datetime
    end: datetime
    left: float
    width: float
    guess: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the time axis."""

    at: datetime
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Six hours back to the end of the operational plan; ``now_at`` is the share at which now is."""

    actual: tuple[Bar, ...]
    planned: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    now_at: float


@dataclass(frozen=True, slots=True)
class Window:
    """The shown stretch of time."""

    begin: datetime
    end: datetime

    def share(self, at: datetime) -> float:
        """Where an instant lies, 0 at the left edge and 1 at the right."""
        return round(min(1.0, max(0.0, (at - self.begin) / (self.end - self.begin))), 4)

    def bar(self, kind: ActualKind | PlannedKind, start: datetime, end: datetime, label: str, *, guess: bool) -> Bar:
        """One interval, cut to the window."""
        left = self.share(start)
        width = round(self.share(end) - left, 4)
        return Bar(kind=kind, start=start, end=end, left=left, width=width, guess=guess, label=label)


def time_line(situation: BedSituation, moment: Moment, names: Names) -> TimeLine:
    """Draw one bed's time."""
    window = Window(moment.now - BEFORE, moment.now + timedelta(hours=moment.policy.operational_hours))
    return TimeLine(
        actual=tuple(_actual(situation, moment, names, window)),
        planned=tuple(_planned(situation, names, window)),
        ticks=tuple(Tick(at=at, left=window.share(at)) for at in _ticks(window, moment)),
        now_at=window.share(moment.now),
    )


def _actual(situation: BedSituation, moment: Moment, names: Names, window: Window) -> Iterator[Bar]:
    """What the bed is now, and the cleaning that follows when a patient leaves."""
    actual, encounter, turnaround = situation.actual, situation.encounter, moment.policy.turnaround
    if actual is None:
        return
    if encounter is not None and situation.patient is not None:
        leaves = max(moment.now, encounter.expected_discharge)
        yield window.bar(actual.kind, actual.start, leaves, names.of(situation.patient), guess=True)
        if leaves < window.end:
            yield window.bar(ActualKind.CLEANING, leaves, leaves + turnaround, "", guess=True)
    elif actual.kind is ActualKind.BLOCKED:
        yield window.bar(actual.kind, actual.start, actual.until or window.end, actual.reason or "", guess=True)
    else:
        end = max(moment.now, clean_by(actual, turnaround))
        yield window.bar(actual.kind, actual.start, end, "", guess=True)


def _planned(situation: BedSituation, names: Names, window: Window) -> Iterator[Bar]:
    for claim in situation.claims:
        interval = claim.interval
        if interval.start < window.end:
            label = names.of(claim.patient) if claim.patient else interval.reason or ""
            yield window.bar(interval.kind, interval.start, interval.end, label, guess=False)


def _ticks(window: Window, moment: Moment) -> Iterator[datetime]:
    local = window.begin.astimezone(moment.zone).replace(minute=0, second=0)
    at = local.replace(hour=local.hour - local.hour % 6) + TICK
    while at < window.end:
        yield at
        at += TICK

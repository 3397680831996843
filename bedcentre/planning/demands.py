"""Waiting demands as the engine is asked about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.people import Patient
from bedcentre.domain.policy import Policy
from bedcentre.domain.requests import ADMISSION_FROM, ADMISSION_UNTIL, Demand
from bedcentre.domain.special_groups import counted_wait, groups_of, suiting
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import DemandKind
from bedcentre.planning.grid import MinuteGrid
from bedcentre.planning.matching import asks, wishes
from bedcentre.planning.prices import EMERGENCY_LEVEL, PROMISE_LEVEL, patience, urgency
from bedcentre.planning.theatre_suite import surgery_of
from bedcentre.planning.tiers import tier_group
from optimizer import problem as engine

FROM_HOME = frozenset({DemandKind.PLANNED, DemandKind.REFERRAL_IN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What turning a demand into the engine's words takes besides the demand itself.

    ``homes``: specialties with ordinary beds of their own. ``refused``: per demand the places a coordinator said
    no to, or that the patient lies in now. ``proposed``: the bed of each demand's open proposal. ``tests``: until when
    the tests of a pre-admission take.
    """

    grid: MinuteGrid
    now: datetime
    zone: ZoneInfo
    policy: Policy
    places: Collection[str]
    homes: Collection[str]
    patients: Mapping[int, Patient]
    procedures: Mapping[str, Procedure]
    refused: Mapping[int, frozenset[int]]
    proposed: Mapping[int, int]
    tests: Mapping[int, datetime]

    def demand(self, demand: Demand) -> engine.Demand | None:
        """The engine's demand; None if it cannot start in the window."""
        release, due = self._release(demand), self._due(demand)
        surgery = self._surgery(demand)
        if release > due or (demand.kind is DemandKind.DAY_SURGERY and surgery is None):
            return None
        return self._asked(demand, release, due, surgery)

    def _asked(self, demand: Demand, release: int, due: int, surgery: engine.Surgery | None) -> engine.Demand:
        patient = self.patients[demand.patient_id]
        groups = groups_of(patient, self._last_day())
        waited = counted_wait(groups, self.now - demand.raised_at, self._ahead(demand))
        limit = self.policy.boarding_limit[demand.triage] if demand.triage is not None else None
        return engine.Demand(
            id=str(demand.id),
            kind=engine.DemandKind(demand.kind.value),
            release=release,
            due=due,
            length=demand.stay_minutes,
            sex=engine.Sex(patient.sex.value),
            wanted=self._wanted(demand, release),
            urgency=urgency(demand, waited, limit),
            waiting_level=EMERGENCY_LEVEL if demand.triage is not None else None,
            specialty=tier_group(demand.specialty, severe=demand.severe),
            needs=asks(demand, patient, self._last_day(), self.homes),
            prefers=wishes(demand, suiting(groups, self.policy.group_prefers)),
            organism=demand.organism,
            refuses=frozenset(map(str, self.refused.get(demand.id, ()))) & frozenset(self.places),
            surgery=surgery,
            previous=self._previous(demand),
            expires=self._expires(demand),
        )

    def again(self, demand: Demand, told: PlannedInterval) -> engine.Demand:
        """The engine's demand for a promise in danger that begins in the window, to be kept as nearly as can be.

        An operation stands: its patient needs another bay at the same time. Everybody else may come later; only
        emergencies, whose clock runs on, also sooner.
        """
        start, last = self.grid.from_tick(told.start), self.grid.window - 1
        waiting = demand.triage is not None
        operated = demand.kind is DemandKind.DAY_SURGERY
        place = str(told.bed_id)
        plain = self._asked(demand, 0 if waiting else start, start if operated else last, None)
        return replace(
            plain,
            wanted=plain.wanted if waiting else plain.due,
            waiting_level=EMERGENCY_LEVEL if waiting else PROMISE_LEVEL,
            promise=engine.Promise(place=place if place in self.places else None, start=start),
        )

    def _ahead(self, demand: Demand) -> timedelta:
        """How much earlier a special group's demand counts as raised; triage alone ranks emergencies."""
        return self.policy.group_ahead if demand.triage is None else timedelta()

    def _release(self, demand: Demand) -> int:
        wanted = max(demand.wanted_from, self.grid.origin, self.tests.get(demand.id, self.grid.origin))
        if demand.kind in FROM_HOME:
            wanted = self._by_day(wanted.astimezone(self.zone)).astimezone(demand.wanted_from.tzinfo)
        return self.grid.to_tick(wanted)

    def _due(self, demand: Demand) -> int:
        """The last tick to start on. A missed latest start is history: as soon as possible from now on.

        Only day surgery, whose days the surgeon and the patient agreed on, is not put on another day.
        """
        last = self.grid.window - 1
        if demand.latest >= self.grid.origin:
            due = self.grid.from_tick(demand.latest)
            return min(due, last) if demand.kind is not DemandKind.EMERGENCY else last
        return -1 if demand.kind is DemandKind.DAY_SURGERY else last

    def _by_day(self, wanted: datetime) -> datetime:
        if wanted.time() >= ADMISSION_UNTIL:
            return datetime.combine(wanted.date() + timedelta(days=1), ADMISSION_FROM, self.zone)
        return max(wanted, datetime.combine(wanted.date(), ADMISSION_FROM, self.zone))

    def _wanted(self, demand: Demand, release: int) -> int:
        """Until when waiting costs nothing: an emergency's clock runs from the decision to admit."""
        since = demand.raised_at if demand.triage is not None else self.grid.instant(release)
        return max(release, self.grid.to_tick(since + patience(demand)))

    def _surgery(self, demand: Demand) -> engine.Surgery | None:
        if demand.procedure is None or demand.surgeon is None:
            return None
        return surgery_of(self.procedures[demand.procedure], demand.surgeon)

    def _expires(self, demand: Demand) -> int | None:
        """The tick a clock runs out at, if that can still be helped within the window."""
        if demand.expires_at is None or not self.grid.origin < demand.expires_at <= self.grid.instant(self.grid.window):
            return None
        return self.grid.from_tick(demand.expires_at)

    def _previous(self, demand: Demand) -> str | None:
        proposed = str(self.proposed.get(demand.id))
        return proposed if proposed in self.places else None

    def _last_day(self) -> date:
        return self.grid.instant(self.grid.window).astimezone(self.zone).date()

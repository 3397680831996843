"""Demands of people who come from outside: emergencies, planned admissions, referrals from other hospitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.occupants import Sleeper
from bedcentre.seeding.records import Demand, Patient
from bedcentre.seeding.rows import OrganismRow
from bedcentre.seeding.stays import Cases, Stream
from bedcentre.seeding.streams import arrivals
from bedcentre.seeding.timeline import DAY, Minutes

BOARDERS_PER_BED = 0.012
"""Emergency patients waiting in the observation ward at the start, per bed of the house (assumption)."""
MEAN_BOARDING, LONGEST_BOARDING = 150, 540
"""Minutes they have waited so far (assumption)."""
MEAN_LEAD_DAYS, LONGEST_LEAD_DAYS = 6.0, 24
"""How long ahead planned admissions are booked (assumption)."""
OVERDUE_DAYS, OVERDUE_SHARE = 4, 0.12
"""Of the planned admissions wanted in the last days, the share still waiting (assumption)."""
PREADMITTED_SHARE = 0.75
"""Share of planned operations whose tests are done before the admission, on an insurance clock (assumption)."""
PREADMITTED_AHEAD = 3 * DAY
"""How long before the wanted day a pre-admission begins (assumption)."""
PREADMISSION = 5 * DAY
"""How long a pre-admission lasts: locally five days."""
PLANNED_PATIENCE, REFERRAL_PATIENCE = 7 * DAY, 2 * DAY
"""How long after the wanted time the stay may begin (assumption)."""
CRITICAL_GRADES = 2
"""Who needs intensive care has one of the two most urgent grades."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A demand with the minutes it was made from: when the stay should begin, and how it ends if it does."""

    demand: Demand
    level: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Minutes: when the house learns of a demand, and between which the stay should begin."""

    raised: int
    begins: int
    latest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coming:
    """The patients of a stream, with the minutes at which their stays would begin and end."""

    stream: Stream
    cases: Cases
    begins: Minutes
    ends: Minutes


class Arriving:
    """Makes the demands of people from outside."""

    def __init__(self, kit: Kit) -> None:
        self._tables = kit.tables
        self._beds = kit.structure.beds
        self._days = kit.days
        self._timeline = kit.timeline
        self._stays = kit.stays
        self._needs = kit.needs
        self._people = kit.people
        self._rng = kit.dice("arriving")
        self._grades = tuple(sorted(kit.tables.triage, key=lambda row: row.grade))

    def emergencies(self, streams: tuple[Stream, ...]) -> Iterator[Arrival]:
        """Decisions to admit from the start on."""
        for stream in streams:
            if stream.kind == "emergency":
                begins = arrivals(self._rng, self._timeline, stream, 0, self._days)
                begins = begins[begins > self._timeline.now]
                coming = self._draw(stream, begins)
                for place, minute in enumerate(begins.tolist()):
                    yield self._emergency(coming, place, minute, None)

    def boarders(self, streams: tuple[Stream, ...], sleepers: tuple[Sleeper, ...]) -> Iterator[Arrival]:
        """Emergency patients who lie in the observation ward at the start and wait for a bed in a ward."""
        observed = [sleeper for sleeper in sleepers if sleeper.level == "observation"]
        wanted = min(len(observed), max(1, round(BOARDERS_PER_BED * self._beds)))
        for place in sorted(self._rng.permutation(len(observed))[:wanted].tolist()):
            sleeper = observed[place]
            stream = self._stream_for(streams, sleeper.occupant.patient)
            waited = min(int(self._rng.exponential(MEAN_BOARDING)) + 5, LONGEST_BOARDING)
            raised = max(self._timeline.now - waited, (sleeper.begun + self._timeline.now) // 2)
            arrival = self._emergency(self._draw(stream, np.array([raised])), 0, raised, sleeper.occupant.patient)
            yield replace(arrival, demand=replace(arrival.demand, current_bed=sleeper.occupant.bed))

    def planned(self, streams: tuple[Stream, ...], surgeons: dict[str, tuple[str, ...]]) -> Iterator[Arrival]:
        """Booked admissions, those already waiting at the start among them."""
        days = OVERDUE_DAYS + self._days + LONGEST_LEAD_DAYS
        for stream in streams:
            if stream.kind != "planned":
                continue
            begins = arrivals(self._rng, self._timeline, stream, -OVERDUE_DAYS, days)
            waits = (begins > self._timeline.now) | (self._rng.random(len(begins)) < OVERDUE_SHARE)
            begins = begins[waits]
            coming = self._draw(stream, begins)
            for place, minute in enumerate(begins.tolist()):
                window = self._booked(minute)
                if window.raised < self._days * DAY:
                    yield self._planned(coming, place, window, surgeons)

    def referrals(self, streams: tuple[Stream, ...]) -> Iterator[Arrival]:
        """Patients other hospitals send."""
        for stream in streams:
            if stream.kind == "referral_in":
                begins = arrivals(self._rng, self._timeline, stream, 0, self._days + 1)
                begins = begins[begins > self._timeline.now]
                coming = self._draw(stream, begins)
                for place, minute in enumerate(begins.tolist()):
                    raised = minute - int(self._rng.integers(4 * 60, 30 * 60))
                    if raised < self._days * DAY:
                        window = Window(raised=raised, begins=minute, latest=minute + REFERRAL_PATIENCE)
                        yield self._arrival(coming, place, window, None)

    def _draw(self, stream: Stream, begins: Minutes) -> _Coming:
        begun = np.maximum(begins, self._timeline.now)
        cases = self._stays.draw(self._rng, stream, len(begins))
        ends = self._stays.settle(self._rng, begun, begun + cases.stay, stream.level)
        return _Coming(stream=stream, cases=cases, begins=begun, ends=ends)

    def _emergency(self, coming: _Coming, place: int, minute: int, patient: Patient | None) -> Arrival:
        shares = np.array([row.share for row in self._grades], dtype=float)
        if coming.stream.level == "icu":
            shares[CRITICAL_GRADES:] = 0
        grade = self._grades[self._rng.choice(len(shares), p=shares / shares.sum())]
        window = Window(raised=minute, begins=minute, latest=minute + grade.latest_minutes)
        arrival = self._arrival(coming, place, window, patient)
        return replace(arrival, demand=replace(arrival.demand, triage=grade.grade))

    def _stream_for(self, streams: tuple[Stream, ...], patient: Patient) -> Stream:
        """A ward stream that treats people of the patient's sex and age."""
        age = (self._timeline.date(0) - patient.birth_date).days / 365.2425
        fitting = [
            stream
            for stream in streams
            if stream.kind == "emergency"
            and stream.level == "ward"
            and self._treats(stream.specialty, patient.sex, age)
        ]
        rates = np.array([stream.per_day for stream in fitting])
        return fitting[self._rng.choice(len(fitting), p=rates / rates.sum())]

    def _treats(self, specialty: str, sex: str, age: float) -> bool:
        row = self._tables.specialty(specialty)
        return row.sex in {"any", sex} and row.age_min <= age < row.age_max + 1

    def _booked(self, minute: int) -> Window:
        lead = min(1 + int(self._rng.exponential(MEAN_LEAD_DAYS)), LONGEST_LEAD_DAYS)
        raised = (minute // DAY - lead) * DAY + int(self._rng.integers(8 * 60, 18 * 60))
        return Window(raised=raised, begins=minute, latest=minute + PLANNED_PATIENCE)

    def _planned(self, coming: _Coming, place: int, window: Window, surgeons: dict[str, tuple[str, ...]]) -> Arrival:
        arrival = self._arrival(coming, place, window, None)
        demand = arrival.demand
        goes_ahead = self._rng.random() < PREADMITTED_SHARE
        expires = window.begins - PREADMITTED_AHEAD + PREADMISSION
        row = self._tables.specialty(coming.stream.specialty)
        if self._rng.random() * 100 < row.operation_share:
            minutes = row.operation_minutes * self._rng.lognormal(0, 0.3)
            team = surgeons[row.code]
            demand = replace(
                demand,
                operation_minutes=max(15, round(minutes / 5) * 5),
                surgeon=team[self._rng.integers(len(team))],
                expires_at=self._timeline.moment(expires) if goes_ahead and expires > self._timeline.now else None,
            )
        return replace(arrival, demand=demand)

    def _arrival(self, coming: _Coming, place: int, window: Window, patient: Patient | None) -> Arrival:
        stream, cases = coming.stream, coming.cases
        row = self._tables.specialty(stream.specialty)
        who = patient or self._people.patient(
            "M" if cases.male[place] else "F", float(cases.age[place]), stream.specialty
        )
        organism: OrganismRow | None = None
        if patient is None:
            organism = self._needs.treatable_organism(stream.specialty, stream.level)
        needs = self._needs.of_demand(stream.specialty, stream.level, organism)
        begins, ends = coming.begins[place].item(), coming.ends[place].item()
        moment = self._timeline.moment
        demand = Demand(
            code="",
            kind=stream.kind,
            patient=who,
            specialty=stream.specialty,
            diagnosis=self._stays.diagnoses(stream.specialty)[cases.diagnosis[place]].icd10,
            raised_at=moment(window.raised),
            wanted_from=moment(window.begins),
            latest=moment(window.latest),
            expected_minutes=max(60, cases.typical[place].item()),
            true_minutes=ends - begins,
            severe=stream.level == "icu" or self._rng.random() * 100 < row.severe_share,
            needs=needs,
            prefers=self._people.preferences(who) - needs,
            organism=organism.code if organism else None,
        )
        return Arrival(demand=demand, level=stream.level, begins=begins, ends=ends)

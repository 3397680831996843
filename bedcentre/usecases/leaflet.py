"""What a patient should know, in plain words: what happens next, when, where, and whom to ask. No patient's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.exams import Exam
from bedcentre.domain.people import Encounter
from bedcentre.domain.places import Ward
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Certainty, DemandState, DischargeStep, MilestoneState
from bedcentre.usecases.nursing.house import responsible
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence ``leaflet.<key>``: ``what`` is a ward or test by name, ``place`` a bed or a room."""

    key: str
    at: datetime | None = None
    what: Ward | Exam | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """``state`` names the title; then what happens, and whom to ask."""

    state: str
    lines: tuple[Line, ...]
    ask: Line


def of_demand(reader: Reader, demand_id: int) -> Leaflet:
    """For somebody who needs a bed: tests, admission, transfer, or waiting."""
    demand = reader.demand(demand_id)
    claim = next(iter(reader.claims_of(demand.id)), None)
    situation = reader.bed(claim.bed_id) if claim is not None else None
    if not demand.is_open:
        state = "placed" if demand.state is DemandState.PLACED else "cancelled"
        return Leaflet(state=state, lines=(Line(key=f"is_{state}"),), ask=Line(key="ask_centre"))
    lines: tuple[Line, ...]
    if claim is None or situation is None:
        lines = (Line(key="waiting", at=demand.wanted_from), Line(key="waiting_stay"))
    else:
        lines = tuple(_bed(demand, situation, claim.start))
    tests = tuple(_tests(reader, demand))
    state = "transfer" if demand.encounter_id is not None else "tests" if tests else "admission"
    return Leaflet(state=state, lines=(*tests, *lines), ask=_ask(reader, demand.encounter_id))


def of_stay(reader: Reader, encounter_id: int) -> Leaflet:
    """For somebody who lies in the house: staying, moving, going home."""
    encounter = reader.encounter(encounter_id)
    if encounter.left_at is not None:
        return Leaflet(state="gone", lines=(Line(key="is_gone"),), ask=Line(key="ask_centre"))
    moving = next((each for each in reader.open_demands_of(encounter.patient_id) if reader.claims_of(each.id)), None)
    if moving is not None and moving.encounter_id == encounter.id:
        return of_demand(reader, moving.id)
    ask = _ask(reader, encounter.id)
    if encounter.lounge_since is not None:
        return Leaflet(state="discharge", lines=(Line(key="lounge"), *_still(reader, encounter)), ask=ask)
    if encounter.certainty is Certainty.GUESSED:
        return Leaflet(state="stay", lines=(Line(key="stay", at=encounter.expected_discharge),), ask=ask)
    home = Line(key="home", at=encounter.expected_discharge)
    return Leaflet(state="discharge", lines=(home, *_still(reader, encounter)), ask=ask)


def _bed(demand: Demand, situation: BedSituation, at: datetime) -> Iterator[Line]:
    key = "transfer" if demand.encounter_id is not None else "admission"
    yield Line(key=key, at=at, what=situation.ward, place=situation.bed.label)
    yield Line(key=f"{key}_bring")


def _tests(reader: Reader, demand: Demand) -> Iterator[Line]:
    exams = {exam.code: exam for exam in reader.exams()}
    devices = {device.id: device for device in reader.exam_devices()}
    for booking in reader.exam_bookings_of([demand.id]):
        if booking.start > reader.now:
            yield Line(key="test", at=booking.start, what=exams[booking.exam], place=devices[booking.device_id].place)


def _still(reader: Reader, encounter: Encounter) -> Iterator[Line]:
    open_steps = {
        each.step for each in reader.milestones_of_encounter(encounter.id) if each.state is MilestoneState.OPEN
    }
    for step in (DischargeStep.DRUGS, DischargeStep.SUMMARY, DischargeStep.SETTLEMENT, DischargeStep.TRANSPORT):
        if step.value in open_steps:
            yield Line(key=f"still_{step.value}")


def _ask(reader: Reader, encounter_id: int | None) -> Line:
    situation = reader.bed_of(encounter_id) if encounter_id is not None else None
    nurse = responsible(reader).get(situation.room.id) if situation is not None else None
    if nurse is not None:
        return Line(key="ask_nurse", place=nurse)
    return Line(key="ask_ward" if situation is not None else "ask_centre")

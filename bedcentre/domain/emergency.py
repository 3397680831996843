"""The emergency department: ambulances on their way, what is known of its patients, and waits that go on too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import (
    AmbulanceState,
    Centre,
    DayPart,
    Deposit,
    EscalationLevel,
    Feature,
    Route,
    Sex,
    Triage,
    WardGroup,
)

QUARTER_DAY = 6
"""Hours of a part of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambulance:
    """A patient announced by an ambulance (三通三联), expected at ``eta``: nobody's demand until arrival.

    ``bed_id`` is kept for them by the hold ``hold_id`` (None: no bed was to be had). Who does not come until ``until``
    lapses. ``demand_id`` is what became of an arrival, ``reason`` why it was called off.
    """

    id: int
    told_at: datetime
    told_by: int
    eta: datetime
    until: datetime
    sex: Sex
    age: int
    specialty: str
    triage: Triage
    stay_minutes: int
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    centre: Centre | None = None
    route: Route = Route.EMERGENCY_ROOM
    report: str = ""
    state: AmbulanceState = AmbulanceState.COMING
    changed_at: datetime
    hold_id: int | None = None
    bed_id: int | None = None
    demand_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyCare:
    """What is known of a demand besides the bed: its centre, the way past the emergency room, deposit, recovery room.

    ``recovering_since``: since when the patient is out of the operation and only waits for the bed (PACU).
    """

    demand_id: int
    centre: Centre | None = None
    route: Route = Route.EMERGENCY_ROOM
    deposit: Deposit = Deposit.UNPAID
    recovering_since: datetime | None = None


def levels_reached(policy: Policy, triage: Triage, waited: timedelta) -> Iterator[EscalationLevel]:
    """How far a wait of that length is carried up, lowest first."""
    for level in EscalationLevel:
        if waited >= escalates_after(policy, level)[triage]:
            yield level


def escalates_after(policy: Policy, level: EscalationLevel) -> dict[Triage, timedelta]:
    """By triage, the wait after which the level is reached."""
    return {
        EscalationLevel.FIRST: policy.escalate_first,
        EscalationLevel.SECOND: policy.escalate_second,
        EscalationLevel.THIRD: policy.escalate_third,
    }[level]


def reserve_at(policy: Policy, reserve_beds: int, group: WardGroup | None, hour: int) -> int:
    """How many of a ward's emergency beds are kept at a local hour of the day; half a bed is a bed.

    A ward of no ``group`` (observation, day surgery) keeps them day and night.
    """
    if group is None:
        return reserve_beds
    shares = {
        DayPart.NIGHT: policy.reserve_night,
        DayPart.MORNING: policy.reserve_morning,
        DayPart.AFTERNOON: policy.reserve_afternoon,
        DayPart.EVENING: policy.reserve_evening,
    }[day_part(hour)]
    return (reserve_beds * shares[group] + 50) // 100


def day_part(hour: int) -> DayPart:
    """The quarter of the day that a local hour belongs to."""
    return tuple(DayPart)[hour // QUARTER_DAY]

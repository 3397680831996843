"""A patient's way out of the house: what is to be done before leaving and after it, and who has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Certainty, DischargeStep

ESCORTED = frozenset({"dementia", "wandering", "disabled", "falls_risk"})
"""Flags of patients whom somebody takes home, whatever their age."""

STILL_MATTERS = frozenset(
    {
        DischargeStep.DRUGS,
        DischargeStep.SUMMARY,
        DischargeStep.INSURANCE,
        DischargeStep.SETTLEMENT,
        DischargeStep.FOLLOW_UP,
    }
)
"""What has to be done also when the patient is gone; everything else is then moot."""

AT_REQUEST = frozenset({DischargeStep.TRANSPORT, DischargeStep.FOLLOW_UP})
"""What no checklist begins with: transport is asked for, and the follow-up begins with leaving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Somebody who left the house, and when the bill was settled and the follow-up made (None: not, or not needed).

    Indicators 19 (当日结算率) and 21 (随访比例) are counted from these.
    """

    encounter_id: int
    left_at: datetime
    settled_at: datetime | None
    followed_up_at: datetime | None

    def settled_same_day(self, zone: ZoneInfo) -> bool:
        """Whether the bill was settled by the end of the local day of leaving."""
        return self.settled_at is not None and _day(self.settled_at, zone) <= _day(self.left_at, zone)


def is_due(encounter: Encounter, now: datetime, policy: Policy) -> bool:
    """Whether the checklist of leaving should be under way: somebody said, or predicted, that it is soon."""
    return encounter.certainty is not Certainty.GUESSED and encounter.expected_discharge <= now + policy.discharge_ahead


def first_steps(patient: Patient, today: date, policy: Policy) -> tuple[DischargeStep, ...]:
    """What a leaving patient's checklist begins with."""
    age = patient.age_on(today)
    taken_home = age < policy.escort_below_age or age >= policy.escort_from_age or patient.flags & ESCORTED
    left_out = AT_REQUEST if taken_home else AT_REQUEST | {DischargeStep.ESCORT}
    return tuple(step for step in DischargeStep if step not in left_out)


def due_at(expected: datetime, now: datetime, lead: timedelta) -> datetime:
    """Until when something should be done that needs ``lead`` before leaving; of a short time, half is left for it."""
    left = max(expected - now, timedelta(0))
    return now + left - min(lead, left / 2)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()

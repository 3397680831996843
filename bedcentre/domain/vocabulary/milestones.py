"""Checklists and the states of what is on them."""

from __future__ import annotations

from enum import StrEnum


class Checklist(StrEnum):
    """The ways along which somebody has things to be done before they can go on."""

    PRE_ADMISSION = "pre_admission"
    DAY_SURGERY = "day_surgery"
    DISCHARGE = "discharge"
    REFERRAL_OUT = "referral_out"
    EARLIER = "earlier"
    ESCALATION = "escalation"
    REVIEW = "review"


class MilestoneState(StrEnum):
    """Whether a milestone is still to be reached, was reached, or is not needed for this patient."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"

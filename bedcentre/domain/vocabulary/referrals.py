"""Two-way referral in the network."""

from __future__ import annotations

from enum import StrEnum


class Destination(StrEnum):
    """Where a patient goes on to in the network: a primary hospital, rehabilitation, a hospice, a bed at home."""

    PRIMARY = "primary"
    REHABILITATION = "rehabilitation"
    HOSPICE = "hospice"
    HOME_BED = "home_bed"


class CareSetting(StrEnum):
    """Where a referred patient was treated (门急诊 / 住院), as indicator 20 tells them apart."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"


class ReferralUrgency(StrEnum):
    """How soon a partner needs the bed."""

    URGENT = "urgent"
    SOON = "soon"
    ROUTINE = "routine"

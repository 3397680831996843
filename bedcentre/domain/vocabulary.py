"""The closed lists of the ward's vocabulary; the glossary in README explains each in both languages."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """Administrative sex, as rooms are shared by it."""

    FEMALE = "F"
    MALE = "M"


class SexPolicy(StrEnum):
    """Who may share a room: anybody (ICU), one sex at a time, or always the named sex."""

    ANY = "any"
    SAME = "same"
    FEMALE = "F"
    MALE = "M"


class WardKind(StrEnum):
    """What a ward is for."""

    GENERAL = "general"
    ICU = "icu"
    HDU = "hdu"
    OBSERVATION = "observation"
    PAEDIATRIC = "paediatric"
    OBSTETRIC = "obstetric"
    INFECTIOUS = "infectious"
    REHABILITATION = "rehabilitation"
    HOSPICE = "hospice"
    DAY_SURGERY = "day_surgery"


class BedKind(StrEnum):
    """What a bed is."""

    WARD = "ward"
    ICU = "icu"
    HDU = "hdu"
    OBSERVATION = "observation"
    BAY = "bay"
    CHAIR = "chair"


class Feature(StrEnum):
    """What a bed offers and a patient may need or prefer."""

    OXYGEN = "oxygen"
    SUCTION = "suction"
    TELEMETRY = "telemetry"
    VENTILATOR = "ventilator"
    NEGATIVE_PRESSURE = "negative_pressure"
    ISOLATION = "isolation"
    ICU = "icu"
    HDU = "hdu"
    SINGLE = "single"
    HIGH_VISIBILITY = "high_visibility"
    BARIATRIC = "bariatric"
    ACCESSIBLE = "accessible"
    DAY_BAY = "day_bay"


class Role(StrEnum):
    """Who signs in, and so what they may do."""

    COORDINATOR = "coordinator"
    NURSE = "nurse"
    SURGEON = "surgeon"
    CLEANER = "cleaner"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class ActualKind(StrEnum):
    """What a bed really is, from the moment somebody saw it; these intervals never overlap on one bed."""

    OCCUPIED = "occupied"
    VACATED = "vacated"
    CLEANING = "cleaning"
    BLOCKED = "blocked"


class PlannedKind(StrEnum):
    """What a bed is meant for: a hold ends by itself, a reservation is a promise to a patient."""

    HOLD = "hold"
    RESERVATION = "reservation"


class BedState(StrEnum):
    """What a tile shows; always derived from the two layers of intervals, never stored."""

    FREE = "free"
    HELD = "held"
    RESERVED = "reserved"
    OCCUPIED = "occupied"
    LEAVING = "leaving"
    VACATED = "vacated"
    CLEANING = "cleaning"
    BLOCKED = "blocked"


class DemandKind(StrEnum):
    """The six ways to a bed."""

    PLANNED = "planned"
    DAY_SURGERY = "day_surgery"
    EMERGENCY = "emergency"
    STEP_DOWN = "step_down"
    TRANSFER = "transfer"
    REFERRAL_IN = "referral_in"


class DemandState(StrEnum):
    """Where a demand stands: waiting → promised (a bed is reserved) → placed, or cancelled."""

    WAITING = "waiting"
    PROMISED = "promised"
    PLACED = "placed"
    CANCELLED = "cancelled"


class Triage(StrEnum):
    """Emergency grades 濒危 / 危重 / 急症 / 非急症, most urgent first."""

    DYING = "1"
    CRITICAL = "2"
    ACUTE = "3"
    NON_ACUTE = "4"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Checklist(StrEnum):
    """The ways along which somebody has things to be done before they can go on."""

    PRE_ADMISSION = "pre_admission"
    DAY_SURGERY = "day_surgery"
    DISCHARGE = "discharge"
    REFERRAL_OUT = "referral_out"


class DischargeStep(StrEnum):
    """What has to be done before a patient leaves, and the follow-up (随访) afterwards; each names its milestone."""

    ORDERS = "discharge_orders"
    DRUGS = "take_home_drugs"
    SUMMARY = "discharge_summary"
    INSURANCE = "insurance_review"
    SETTLEMENT = "settlement"
    TRANSPORT = "transport"
    ESCORT = "escort"
    FOLLOW_UP_PLAN = "follow_up_plan"
    FOLLOW_UP = "follow_up"


class SettlementWay(StrEnum):
    """Where a bill was settled."""

    BEDSIDE = "bedside"
    DESK = "desk"
    SELF_SERVICE = "self_service"


class MilestoneState(StrEnum):
    """Whether a milestone is still to be reached, was reached, or is not needed for this patient."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


class CreditPart(StrEnum):
    """What a borrowed bed's night is made of: the nursing, and the bed itself."""

    NURSING = "nursing"
    BED = "bed"


class NightMark(StrEnum):
    """What the departments say of a borrowed night: it counts, its lender waives it, or it is disputed."""

    COUNTED = "counted"
    WAIVED = "waived"
    DISPUTED = "disputed"


class Certainty(StrEnum):
    """How sure an expected discharge is."""

    GUESSED = "guessed"
    PREDICTED = "predicted"
    CONFIRMED = "confirmed"

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
    LOW_BED = "low_bed"
    RAILS = "rails"


class Role(StrEnum):
    """Who signs in, and so what they may do."""

    COORDINATOR = "coordinator"
    NURSE = "nurse"
    SURGEON = "surgeon"
    CLEANER = "cleaner"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"
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
    EARLIER = "earlier"
    ESCALATION = "escalation"
    REVIEW = "review"


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


class WardGroup(StrEnum):
    """The groups of wards that a director thinks in, in the order in which they are shown."""

    INTENSIVE = "intensive"
    MEDICAL = "medical"
    SURGICAL = "surgical"
    FAMILY = "family"
    INFECTIOUS = "infectious"
    LONG_TERM = "long_term"


class Centre(StrEnum):
    """The six emergency centres (六大中心): a demand's flag, and whose wards' beds belong to it."""

    CHEST_PAIN = "chest_pain"
    STROKE = "stroke"
    TRAUMA = "trauma"
    HAEMOPTYSIS = "haemoptysis"
    MATERNAL = "maternal"
    CHILD = "child"


class Route(StrEnum):
    """Where an emergency patient goes first: the emergency room, or past it (绕行急诊)."""

    EMERGENCY_ROOM = "emergency_room"
    CATH_LAB = "cath_lab"
    THEATRE = "theatre"
    ICU = "icu"


class Deposit(StrEnum):
    """Whether a deposit was paid. It is counted (先诊疗后付费) and never asked about before a bed is given."""

    UNPAID = "unpaid"
    PAID = "paid"


class AmbulanceState(StrEnum):
    """What became of an announced ambulance."""

    COMING = "coming"
    ARRIVED = "arrived"
    LAPSED = "lapsed"
    CALLED_OFF = "called_off"


class EscalationLevel(StrEnum):
    """How far a long wait in the emergency department was carried up; each names its milestone."""

    FIRST = "escalation_1"
    SECOND = "escalation_2"
    THIRD = "escalation_3"


class WayOut(StrEnum):
    """What is offered for somebody who waits too long."""

    SISTER_WARD = "sister_ward"
    FLOATING_BED = "floating_bed"
    OBSERVATION = "observation"
    GIVE_BACK = "give_back"
    EARLY_DISCHARGE = "early_discharge"


class ReviewAction(StrEnum):
    """What the daily review proposes for tomorrow."""

    OPEN_FLOATING = "open_floating"
    EARLY_DISCHARGE = "early_discharge"
    CALL_STANDBY = "call_standby"
    HOLD_EMERGENCY = "hold_emergency"
    MORE_SLOTS = "more_slots"


class DayPart(StrEnum):
    """A quarter of the day: 0–6, 6–12, 12–18 and 18–24 o'clock."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class AppointmentKind(StrEnum):
    """What somebody who is at home is expected for: tests, day surgery, or a planned admission."""

    EXAM = "exam"
    DAY_SURGERY = "day_surgery"
    ADMISSION = "admission"


class Refill(StrEnum):
    """Whether a freed slot is offered to the next on the stand-by list by the machine, or by a coordinator's click."""

    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"


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


class CaseState(StrEnum):
    """Where a day-surgery patient stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_THEATRE = "in_theatre"
    RECOVERING = "recovering"
    GONE_HOME = "gone_home"
    CONVERTED = "converted"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class CaseCause(StrEnum):
    """Why a day case was cancelled."""

    PATIENT = "patient"
    UNFIT = "unfit"
    NOT_FASTED = "not_fasted"
    NO_ESCORT = "no_escort"
    SURGEON = "surgeon"
    THEATRE = "theatre"
    OTHER = "other"


class DayCheck(StrEnum):
    """What must be confirmed before a day-surgery operation starts; each names its milestone."""

    CONSENT = "consent"
    FIT = "fit_for_anaesthesia"
    FASTING = "fasting"
    ESCORT = "escort_named"


class ListGroup(StrEnum):
    """Who is operated when within a session, first to last."""

    LATEX = "latex"
    CHILD = "child"
    ORDINARY = "ordinary"
    INFECTED = "infected"


class Shift(StrEnum):
    """The three shifts of a nursing day."""

    NIGHT = "night"
    DAY = "day"
    EVENING = "evening"


class NursingLevel(StrEnum):
    """How closely a patient is nursed (分级护理: 特级, 一级, 二级, 三级), closest first."""

    SPECIAL = "special"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"

"""Emergencies: centres, ambulances, and waits that are carried up."""

from __future__ import annotations

from enum import StrEnum


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


class EscalationWay(StrEnum):
    """What is offered for somebody who waits too long."""

    SISTER_WARD = "sister_ward"
    FLOATING_BED = "floating_bed"
    OBSERVATION = "observation"
    GIVE_BACK = "give_back"
    EARLY_DISCHARGE = "early_discharge"

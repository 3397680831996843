"""What wards and beds are."""

from __future__ import annotations

from enum import StrEnum


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


class WardGroup(StrEnum):
    """The groups of wards that a director thinks in, in the order in which they are shown."""

    INTENSIVE = "intensive"
    MEDICAL = "medical"
    SURGICAL = "surgical"
    FAMILY = "family"
    INFECTIOUS = "infectious"
    LONG_TERM = "long_term"


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

"""The day of a day-surgery patient."""

from __future__ import annotations

from enum import StrEnum


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

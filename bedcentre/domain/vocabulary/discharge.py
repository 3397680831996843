"""Leaving: its steps and the bill."""

from __future__ import annotations

from enum import StrEnum


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

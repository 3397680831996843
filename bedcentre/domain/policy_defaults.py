"""The policy's defaults that are tables: assumptions, every one documented in docs/operations.md."""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.vocabulary import (
    AppointmentKind,
    Centre,
    Certainty,
    CreditPart,
    DayCheck,
    DischargeStep,
    EscalationLevel,
    EscalationWay,
    NursingLevel,
    ReferralUrgency,
    Role,
    Route,
    Shift,
    Triage,
    WardGroup,
)


def boarding_limits() -> dict[Triage, timedelta]:
    """The usual ``boarding_limits``."""
    return {
        Triage.DYING: timedelta(minutes=30),
        Triage.CRITICAL: timedelta(hours=1),
        Triage.ACUTE: timedelta(hours=4),
        Triage.NON_ACUTE: timedelta(hours=8),
    }


def word_kept() -> dict[Certainty, int]:
    """The usual ``word_kept``."""
    return {Certainty.GUESSED: 50, Certainty.PREDICTED: 60, Certainty.CONFIRMED: 70}


def word_late() -> dict[Certainty, timedelta]:
    """The usual ``word_late``."""
    return {
        Certainty.GUESSED: timedelta(hours=12),
        Certainty.PREDICTED: timedelta(hours=4),
        Certainty.CONFIRMED: timedelta(minutes=90),
    }


def discharge_lead() -> dict[DischargeStep, timedelta]:
    """The usual ``discharge_lead``."""
    return {
        DischargeStep.ORDERS: timedelta(hours=2),
        DischargeStep.DRUGS: timedelta(hours=1),
        DischargeStep.SUMMARY: timedelta(hours=1),
        DischargeStep.INSURANCE: timedelta(hours=2),
        DischargeStep.SETTLEMENT: timedelta(minutes=30),
        DischargeStep.TRANSPORT: timedelta(0),
        DischargeStep.ESCORT: timedelta(hours=1),
        DischargeStep.FOLLOW_UP_PLAN: timedelta(minutes=30),
        DischargeStep.FOLLOW_UP: timedelta(days=7),
    }


def discharge_owner() -> dict[DischargeStep, Role]:
    """The usual ``discharge_owner``."""
    centre = (DischargeStep.INSURANCE, DischargeStep.SETTLEMENT, DischargeStep.TRANSPORT, DischargeStep.FOLLOW_UP)
    return {step: Role.COORDINATOR if step in centre else Role.NURSE for step in DischargeStep}


def borrow_credit() -> dict[CreditPart, int]:
    """The usual ``borrow_credit``."""
    return {CreditPart.NURSING: 60, CreditPart.BED: 40}


def hours_by_triage(*hours: float) -> dict[Triage, timedelta]:
    """The usual ``hours_by_triage``."""
    return {grade: timedelta(hours=wait) for grade, wait in zip(Triage, hours, strict=True)}


def escalation_told() -> dict[EscalationLevel, Role]:
    """The usual ``escalation_told``."""
    return {
        EscalationLevel.FIRST: Role.COORDINATOR,
        EscalationLevel.SECOND: Role.DIRECTOR,
        EscalationLevel.THIRD: Role.DIRECTOR,
    }


def escalation_offers() -> dict[EscalationWay, EscalationLevel]:
    """The usual ``escalation_offers``."""
    return {
        EscalationWay.SISTER_WARD: EscalationLevel.FIRST,
        EscalationWay.FLOATING_BED: EscalationLevel.FIRST,
        EscalationWay.OBSERVATION: EscalationLevel.SECOND,
        EscalationWay.GIVE_BACK: EscalationLevel.SECOND,
        EscalationWay.EARLY_DISCHARGE: EscalationLevel.THIRD,
    }


def bypass_time() -> dict[Route, timedelta]:
    """The usual ``bypass_time``."""
    return {
        Route.EMERGENCY_ROOM: timedelta(0),
        Route.CATH_LAB: timedelta(minutes=90),
        Route.THEATRE: timedelta(hours=3),
        Route.ICU: timedelta(0),
    }


def day_check_owner() -> dict[DayCheck, Role]:
    """The usual ``day_check_owner``."""
    return {check: Role.SURGEON if check is DayCheck.CONSENT else Role.NURSE for check in DayCheck}


def day_check_lead() -> dict[DayCheck, timedelta]:
    """The usual ``day_check_lead``."""
    return {
        DayCheck.CONSENT: timedelta(hours=24),
        DayCheck.FIT: timedelta(hours=24),
        DayCheck.FASTING: timedelta(minutes=30),
        DayCheck.ESCORT: timedelta(minutes=30),
    }


def centre_specialties() -> dict[Centre, str]:
    """The usual ``centre_specialties``."""
    return {
        Centre.CHEST_PAIN: "CARD THOR",
        Centre.STROKE: "NEUR NSUR",
        Centre.TRAUMA: "ORTR NSUR",
        Centre.HAEMOPTYSIS: "RESP",
        Centre.MATERNAL: "OBST",
        Centre.CHILD: "PAED NEON",
    }


def reminders() -> dict[AppointmentKind, timedelta]:
    """The usual ``reminders``."""
    return dict.fromkeys(AppointmentKind, timedelta(hours=2))


def no_show_grace() -> dict[AppointmentKind, timedelta]:
    """The usual ``no_show_grace``."""
    return {
        AppointmentKind.EXAM: timedelta(0),
        AppointmentKind.DAY_SURGERY: timedelta(hours=1),
        AppointmentKind.ADMISSION: timedelta(hours=2),
    }


def referral_answer() -> dict[ReferralUrgency, timedelta]:
    """The usual ``referral_answer``."""
    return {
        ReferralUrgency.URGENT: timedelta(hours=1),
        ReferralUrgency.SOON: timedelta(hours=4),
        ReferralUrgency.ROUTINE: timedelta(hours=24),
    }


def referral_within() -> dict[ReferralUrgency, timedelta]:
    """The usual ``referral_within``."""
    return {
        ReferralUrgency.URGENT: timedelta(days=1),
        ReferralUrgency.SOON: timedelta(days=3),
        ReferralUrgency.ROUTINE: timedelta(days=7),
    }


def shift_starts() -> dict[Shift, int]:
    """The usual ``shift_starts``."""
    return {Shift.NIGHT: 0, Shift.DAY: 8, Shift.EVENING: 16}


def by_level(*figures: int) -> dict[NursingLevel, int]:
    """The usual ``by_level``."""
    return dict(zip(NursingLevel, figures, strict=True))


def nursing_limit() -> dict[Shift, int]:
    """The usual ``nursing_limit``."""
    return {Shift.NIGHT: 30, Shift.DAY: 20, Shift.EVENING: 24}


def whole_reserve() -> dict[WardGroup, int]:
    """The usual ``whole_reserve``."""
    return dict.fromkeys(WardGroup, 100)

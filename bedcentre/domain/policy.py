"""What differs by hospital: times and limits, read from the documented policy file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bedcentre.domain import policy_defaults as defaults
from bedcentre.domain.special_groups import SpecialGroup, default_prefers, unknown_features
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
    Refill,
    Role,
    Route,
    Shift,
    Triage,
    WardGroup,
)

ALL = 100
"""Percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The hospital's own times and limits.

    ``turnaround``: usual vacated → ready. ``cleaning_overdue``: after which a vacated or cleaning bed is late.
    ``stale_after``: after which what is known of a bed is shown as old. ``hold``: how long a hold lasts.
    ``promise_slack``: how much later than promised a bed may come before the promise counts as in danger.
    ``bed_free_sure``: how sure, in percent, the plan on minutes is of the time at which it counts an occupied bed as
    free; from what was said of leaving, ``word_kept`` is by certainty the share, in percent, that left no later, and
    ``word_late`` how much later the others did, on average.
    ``undo_within``: how long a tap may be taken back. ``boarding_limit``: by triage, the longest an emergency
    patient should wait for a bed. ``tactical_days``/``operational_hours``: how far the two plans look.

    Leaving: a checklist begins ``discharge_ahead`` of the expected discharge. ``discharge_lead``: by step, how long
    before leaving it should be done (the follow-up: how long after). ``discharge_owner``: by step, who says it is done.
    Patients below ``escort_below_age`` or from ``escort_from_age`` on are taken home by somebody. The discharge lounge
    has ``lounge_places``, and nobody should wait there longer than ``lounge_limit``.

    Pre-admission: the insurance's clock is ``preadmission_clock``, with an approval ``preadmission_lengthened``; the
    last ``preadmission_warning`` of it is pressing. A bed is planned for after the tests; one without a slot is counted
    on ``preadmission_tests`` from now.

    Borrowed beds: ``borrow_night_hour``: the local hour a night is counted at (before noon: the morning after).
    ``borrow_credit``: what a borrowed night is worth, in hundredths. ``give_back_within``: when a bed is due back if
    nothing was agreed. A way back is proposed for patients who stay ``give_back_least_stay`` longer, into a bed free
    within ``give_back_ahead``, between the hours ``give_back_from`` and ``give_back_to``; after a refusal not before
    ``give_back_again`` is over.

    Emergencies: an announced ambulance lapses ``ambulance_slack`` after its time; ``bypass_time``: how long a patient
    who goes past the emergency room is elsewhere before needing the bed. ``escalate_first``, ``_second``, ``_third``:
    by triage, the wait for a bed after which somebody is told; ``escalation_told``: who; ``escalation_answer``: the
    time to answer; ``escalation_offers``: from which level on a way out is offered. ``step_down_limit``,
    ``pacu_limit``: the longest waits for a bed outside intensive care and the recovery room. ``reserve_night`` and the
    others: by group of wards, how many hundredths of their emergency beds are kept in that quarter of the day.
    ``centre_specialties``: the specialties whose beds belong to an emergency centre.

    The daily review looks at tomorrow at ``review_hour``; a group booked above ``review_booked`` hundredths is flagged,
    and ``review_more_slots`` hundredths more day surgery are proposed where there is room.

    People at home are reminded ``remind_ahead`` of an appointment (0: not), by telephone from ``telephone_from_age``
    on. Who has not come ``no_show_grace`` after it did not come at all (0: only staff say so); after ``no_show_limit``
    times (0: never) within ``no_show_window`` nothing new may be asked for them during ``no_show_block``. A freed slot
    is offered, as ``standby_refill`` says, to those on the stand-by list who have ``standby_notice`` until they must be
    there; they answer within ``standby_answer``.

    Referrals: by urgency, a partner's request is answered within ``referral_answer``, and its patient received within
    ``referral_within`` of the wanted time. A partner answers about a patient it is to take over within
    ``onward_answer``; the summary for it should be done ``handover_lead`` before the patient leaves.

    ``day_check_owner``: who confirms each check before a day-surgery operation; ``day_check_lead``: how long before it
    begins. A day case stands out as late after ``day_late_after``. Who must stay overnight is asked a bed for
    ``day_overnight``. Patients below ``list_child_below_age`` are operated early in the list. What a surgeon has not
    booked of a session is given back to the specialty ``session_give_back`` before it begins.

    Nursing: ``shift_starts``: the local hours at which shifts begin. ``nursing_load``: what a patient of a level asks
    of a nurse; ``nursing_skill``: the nurse's level (1 to 4) it needs; ``nursing_limit``: by shift, the load that one
    nurse carries.

    Special groups: ``group_prefers``: the features of beds that suit each; ``group_ahead``: so much earlier the plan
    counts them as having asked, emergencies apart.
    """

    turnaround: timedelta = timedelta(minutes=60)
    cleaning_overdue: timedelta = timedelta(minutes=30)
    stale_after: timedelta = timedelta(hours=8)
    hold: timedelta = timedelta(minutes=30)
    promise_slack: timedelta = timedelta(minutes=30)
    bed_free_sure: int = 90
    word_kept: dict[Certainty, int] = field(default_factory=defaults.word_kept)
    word_late: dict[Certainty, timedelta] = field(default_factory=defaults.word_late)
    undo_within: timedelta = timedelta(minutes=10)
    boarding_limit: dict[Triage, timedelta] = field(default_factory=defaults.boarding_limits)
    operational_hours: int = 36
    tactical_days: int = 14
    discharge_ahead: timedelta = timedelta(hours=36)
    discharge_lead: dict[DischargeStep, timedelta] = field(default_factory=defaults.discharge_lead)
    discharge_owner: dict[DischargeStep, Role] = field(default_factory=defaults.discharge_owner)
    escort_below_age: int = 18
    escort_from_age: int = 70
    lounge_places: int = 12
    lounge_limit: timedelta = timedelta(hours=4)
    preadmission_clock: timedelta = timedelta(days=5)
    preadmission_lengthened: timedelta = timedelta(days=7)
    preadmission_warning: timedelta = timedelta(hours=24)
    preadmission_tests: timedelta = timedelta(hours=24)
    borrow_night_hour: int = 0
    borrow_credit: dict[CreditPart, int] = field(default_factory=defaults.borrow_credit)
    give_back_within: timedelta = timedelta(days=3)
    give_back_least_stay: timedelta = timedelta(hours=24)
    give_back_ahead: timedelta = timedelta(hours=12)
    give_back_from: int = 8
    give_back_to: int = 20
    give_back_again: timedelta = timedelta(hours=24)
    ambulance_slack: timedelta = timedelta(minutes=30)
    bypass_time: dict[Route, timedelta] = field(default_factory=defaults.bypass_time)
    escalate_first: dict[Triage, timedelta] = field(default_factory=lambda: defaults.hours_by_triage(0.5, 1, 1, 2))
    escalate_second: dict[Triage, timedelta] = field(default_factory=lambda: defaults.hours_by_triage(1, 2, 2, 4))
    escalate_third: dict[Triage, timedelta] = field(default_factory=lambda: defaults.hours_by_triage(2, 4, 4, 8))
    escalation_told: dict[EscalationLevel, Role] = field(default_factory=defaults.escalation_told)
    escalation_answer: timedelta = timedelta(minutes=15)
    escalation_offers: dict[EscalationWay, EscalationLevel] = field(default_factory=defaults.escalation_offers)
    step_down_limit: timedelta = timedelta(hours=4)
    pacu_limit: timedelta = timedelta(hours=1)
    reserve_night: dict[WardGroup, int] = field(default_factory=defaults.whole_reserve)
    reserve_morning: dict[WardGroup, int] = field(default_factory=defaults.whole_reserve)
    reserve_afternoon: dict[WardGroup, int] = field(default_factory=defaults.whole_reserve)
    reserve_evening: dict[WardGroup, int] = field(default_factory=defaults.whole_reserve)
    centre_specialties: dict[Centre, str] = field(default_factory=defaults.centre_specialties)
    review_hour: int = 16
    review_booked: int = 80
    review_more_slots: int = 10
    remind_ahead: dict[AppointmentKind, timedelta] = field(default_factory=defaults.reminders)
    telephone_from_age: int = 70
    no_show_grace: dict[AppointmentKind, timedelta] = field(default_factory=defaults.no_show_grace)
    no_show_limit: int = 3
    no_show_window: timedelta = timedelta(days=180)
    no_show_block: timedelta = timedelta(days=7)
    standby_refill: Refill = Refill.AUTOMATIC
    standby_notice: timedelta = timedelta(hours=2)
    standby_answer: timedelta = timedelta(minutes=30)
    referral_answer: dict[ReferralUrgency, timedelta] = field(default_factory=defaults.referral_answer)
    referral_within: dict[ReferralUrgency, timedelta] = field(default_factory=defaults.referral_within)
    onward_answer: timedelta = timedelta(hours=4)
    handover_lead: timedelta = timedelta(hours=2)
    day_check_owner: dict[DayCheck, Role] = field(default_factory=defaults.day_check_owner)
    day_check_lead: dict[DayCheck, timedelta] = field(default_factory=defaults.day_check_lead)
    day_late_after: timedelta = timedelta(minutes=15)
    day_overnight: timedelta = timedelta(hours=24)
    list_child_below_age: int = 14
    session_give_back: timedelta = timedelta(hours=48)
    shift_starts: dict[Shift, int] = field(default_factory=defaults.shift_starts)
    nursing_load: dict[NursingLevel, int] = field(default_factory=lambda: defaults.by_level(8, 4, 2, 1))
    nursing_skill: dict[NursingLevel, int] = field(default_factory=lambda: defaults.by_level(3, 2, 1, 1))
    nursing_limit: dict[Shift, int] = field(default_factory=defaults.nursing_limit)
    group_prefers: dict[SpecialGroup, str] = field(default_factory=default_prefers)
    group_ahead: timedelta = timedelta(days=1)

    def __post_init__(self) -> None:
        missing = [grade.value for grade in Triage if grade not in self.boarding_limit]
        if missing:
            message = f"boarding_limit needs a limit for every triage grade, {', '.join(missing)} missing"
            raise ValueError(message)
        self._check_leaving()
        self._check_discharge()
        self._check_borrowing()
        self._check_tables()
        self._check_appointments()
        self._check_day_surgery()
        negative = [name for name, value in _leaves(asdict(self)) if value < type(value)()]
        if negative:
            message = f"{', '.join(negative)}: must not be negative"
            raise ValueError(message)

    def _check_leaving(self) -> None:
        unsaid = [each.value for each in Certainty if each not in self.word_kept.keys() & self.word_late.keys()]
        if unsaid:
            message = f"word_kept and word_late need every certainty, {', '.join(unsaid)} missing"
            raise ValueError(message)
        if self.bed_free_sure >= ALL or max(self.word_kept.values()) > ALL:
            message = f"bed_free_sure must be below {ALL} percent, word_kept at most {ALL}"
            raise ValueError(message)

    def _check_discharge(self) -> None:
        known = self.discharge_lead.keys() & self.discharge_owner.keys()
        missing = [step for step in DischargeStep if step not in known]
        if missing:
            message = f"discharge_lead and discharge_owner need every step, {', '.join(missing)} missing"
            raise ValueError(message)
        strangers = set(self.discharge_owner.values()) - {Role.NURSE, Role.COORDINATOR}
        if strangers:
            message = f"discharge_owner: {', '.join(sorted(strangers))} has no list of leaving patients"
            raise ValueError(message)

    def _check_tables(self) -> None:
        tables: tuple[tuple[str, Mapping[Any, object], type[StrEnum]], ...] = (
            ("bypass_time", self.bypass_time, Route),
            ("escalate_first", self.escalate_first, Triage),
            ("escalate_second", self.escalate_second, Triage),
            ("escalate_third", self.escalate_third, Triage),
            ("escalation_told", self.escalation_told, EscalationLevel),
            ("escalation_offers", self.escalation_offers, EscalationWay),
            ("reserve_night", self.reserve_night, WardGroup),
            ("reserve_morning", self.reserve_morning, WardGroup),
            ("reserve_afternoon", self.reserve_afternoon, WardGroup),
            ("reserve_evening", self.reserve_evening, WardGroup),
            ("centre_specialties", self.centre_specialties, Centre),
            ("referral_answer", self.referral_answer, ReferralUrgency),
            ("referral_within", self.referral_within, ReferralUrgency),
            ("shift_starts", self.shift_starts, Shift),
            ("nursing_load", self.nursing_load, NursingLevel),
            ("nursing_skill", self.nursing_skill, NursingLevel),
            ("nursing_limit", self.nursing_limit, Shift),
            ("group_prefers", self.group_prefers, SpecialGroup),
        )
        gaps = [f"{name}.{key.value}" for name, table, keys in tables for key in keys if key not in table]
        if gaps:
            message = f"{', '.join(gaps)} missing"
            raise ValueError(message)
        unknown = unknown_features(self.group_prefers)
        if unknown:
            message = f"group_prefers: {', '.join(unknown)} is no feature of a bed"
            raise ValueError(message)
        strangers = set(self.escalation_told.values()) - {Role.COORDINATOR, Role.DIRECTOR, Role.NURSE}
        if strangers:
            message = f"escalation_told: {', '.join(sorted(strangers))} does not look at the emergency list"
            raise ValueError(message)

    def _check_appointments(self) -> None:
        tables = {"remind_ahead": self.remind_ahead, "no_show_grace": self.no_show_grace}
        gaps = [f"{name}.{key.value}" for name, table in tables.items() for key in AppointmentKind if key not in table]
        if gaps:
            message = f"{', '.join(gaps)} missing"
            raise ValueError(message)

    def _check_day_surgery(self) -> None:
        known = self.day_check_owner.keys() & self.day_check_lead.keys()
        missing = [check.value for check in DayCheck if check not in known]
        if missing:
            message = f"day_check_owner and day_check_lead need every check, {', '.join(missing)} missing"
            raise ValueError(message)
        strangers = set(self.day_check_owner.values()) - {Role.COORDINATOR, Role.NURSE, Role.SURGEON}
        if strangers:
            message = f"day_check_owner: {', '.join(sorted(strangers))} does not look at the day's list"
            raise ValueError(message)

    def _check_borrowing(self) -> None:
        unpriced = [part.value for part in CreditPart if part not in self.borrow_credit]
        if unpriced:
            message = f"borrow_credit needs a figure for every part of a night, {', '.join(unpriced)} missing"
            raise ValueError(message)
        hours = {"review_hour": 23, "borrow_night_hour": 23, "give_back_from": 24, "give_back_to": 24}
        beyond = [name for name, last in hours.items() if getattr(self, name) > last]
        if len(set(self.shift_starts.values())) < len(Shift) or max(self.shift_starts.values()) > hours["review_hour"]:
            beyond.append("shift_starts")
        if beyond:
            message = f"{', '.join(beyond)}: not an hour of the day"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """The policy in force from ``since`` until the next version. Version 0 is the policy file's, or the defaults."""

    number: int
    since: datetime
    user_id: int
    policy: Policy
    reason: str


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  durations and numbers, nested
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{name}.{index}")
    elif isinstance(value, timedelta | int | float):
        yield name, value

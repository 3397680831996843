"""Two-way referral (双向转诊): partners ask for beds here, and take over patients who go on to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bedcentre.domain.people import Patient
from bedcentre.domain.vocabulary import CareSetting, Destination, Feature, ReferralUrgency, Sex, WardGroup


class ReferralState(StrEnum):
    """What became of a partner's request; what happens after accepting is the demand's own story."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class OnwardState(StrEnum):
    """Where a patient's way to a partner stands: ready → asked (for an offered bed) → accepted → gone."""

    READY = "ready"
    ASKED = "asked"
    ACCEPTED = "accepted"
    GONE = "gone"
    CALLED_OFF = "called_off"


HANDOVER = "handover_summary"
"""The step by which the ward writes to the partner; it matters also when the patient has gone."""

ON_THE_WAY = frozenset({OnwardState.READY, OnwardState.ASKED, OnwardState.ACCEPTED})
"""Not over: somebody still has to do something."""

USES_OFFER = frozenset({OnwardState.ASKED, OnwardState.ACCEPTED, OnwardState.GONE})
"""A bed of the partner's offer is this patient's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A facility of the network (医联体). ``offers``: the kinds of beds it has; ``ride_minutes``: how far it is."""

    code: str
    name_zh: str
    name_en: str
    offers: frozenset[Destination]
    ride_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralQuota:
    """How many of a group's beds a partner's patients have priority for at a time; the newest word counts."""

    partner: str
    group: WardGroup
    beds: int
    changed_at: datetime
    changed_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A partner asks for a bed here (上转) for somebody who is registered only when accepted.

    It is to be answered by ``answer_by``. ``by_telephone``: the coordinator wrote it down for the partner. With
    ``procedure`` it is for day surgery, by the green channel. ``within_quota``: of ``group``'s beds, one of the
    partner's quota was free when it was accepted. ``reason``: why it was declined or withdrawn. ``demand_id`` is what
    became of it; ``encounter_id`` and ``received_at`` are known once the patient lies here.
    """

    id: int
    partner: str
    asked_at: datetime
    asked_by: int
    answer_by: datetime
    mrn: str
    name: str
    sex: Sex
    birth_date: date
    specialty: str
    urgency: ReferralUrgency
    setting: CareSetting
    report: str
    wanted_from: datetime
    stay_minutes: int
    by_telephone: bool = False
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    procedure: str | None = None
    state: ReferralState = ReferralState.ASKED
    changed_at: datetime
    changed_by: int
    reason: str = ""
    group: WardGroup | None = None
    within_quota: bool = False
    policy_version: int = 0
    demand_id: int | None = None
    encounter_id: int | None = None
    received_at: datetime | None = None

    @property
    def person(self) -> Patient:
        """Who it is for, as far as the partner said."""
        return Patient(id=0, mrn=self.mrn, name=self.name, pinyin="", sex=self.sex, birth_date=self.birth_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedBeds:
    """Beds that a partner offers to patients from here, from ``start`` until ``end``; ``sex`` None: to anybody."""

    id: int
    partner: str
    kind: Destination
    sex: Sex | None
    beds: int
    start: datetime
    end: datetime
    note: str
    made_at: datetime
    made_by: int
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A partner said no to a patient, or took back its yes."""

    partner: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardReferral:
    """A patient who is ready to go on to a partner (下转): where to, why, and which ``physician`` decided it.

    An outpatient, who never lay here, has no ``encounter_id`` and is gone at once. While a partner is asked, it is to
    answer by ``answer_by``; ``comes_at`` is when it expects the patient. ``declined``: who said no, and why.
    ``reason_off``: why it was called off.
    """

    id: int
    patient_id: int
    encounter_id: int | None
    setting: CareSetting
    destination: Destination
    reason: str
    physician: str
    marked_at: datetime
    marked_by: int
    state: OnwardState = OnwardState.READY
    changed_at: datetime
    changed_by: int
    partner: str | None = None
    offer_id: int | None = None
    answer_by: datetime | None = None
    comes_at: datetime | None = None
    declined: tuple[Declined, ...] = ()
    reason_off: str = ""
    policy_version: int = 0

    @property
    def is_on_the_way(self) -> bool:
        """Whether it is not over."""
        return self.state in ON_THE_WAY

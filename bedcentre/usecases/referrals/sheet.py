"""The referrals at one instant, as the house or one partner may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor, Encounter, Patient
from bedcentre.domain.places import Specialty
from bedcentre.domain.referrals import OfferedBeds, OnwardReferral, OnwardState, Partner, Referral
from bedcentre.domain.theatres import Procedure, Surgeon
from bedcentre.domain.vocabulary import Checklist, DischargeStep, Role
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.referrals.matching import Match, Traveller, matches
from bedcentre.usecases.referrals.offers import left_of
from bedcentre.usecases.referrals.quotas import QuotaUse, quota_use

SHOWN_SINCE = timedelta(days=3)
"""For how long what is over stays on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A partner's request. ``bed_label`` and ``bed_from``: what is promised, empty and None while nothing is.

    ``surgeons``: who could do the operation that is asked for. ``late``: it should have been answered by now.
    """

    referral: Referral
    partner: Partner
    name: str
    age: int
    specialty: Specialty | None
    procedure: Procedure | None
    surgeons: Sequence[Surgeon]
    bed_label: str
    bed_from: datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A patient on the way to a partner. ``transport`` and ``summary``: what is or was to be done for it.

    ``late``: the partner should have answered, or the patient should have gone, by now.
    """

    onward: OnwardReferral
    patient: Patient
    name: str
    age: int
    encounter: Encounter | None
    specialty: Specialty | None
    bed_label: str
    partner: Partner | None
    matches: Sequence[Match]
    transport: Milestone | None
    summary: Milestone | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferShown:
    """Beds that a partner offers; ``left`` of them nobody is asked for yet."""

    offer: OfferedBeds
    partner: Partner
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSheet:
    """The page. ``partner``: whose people look; None: the house's.

    Up: ``asked`` wait for an answer, ``coming`` for their bed, ``answered`` are over. Down: ``ready`` wait for a bed to
    be found, ``sent`` for a partner's answer, ``expected`` to go, ``gone`` went, lately or without their summary.
    """

    now: datetime
    partner: Partner | None
    asked: tuple[Coming, ...]
    coming: tuple[Coming, ...]
    answered: tuple[Coming, ...]
    ready: tuple[Going, ...]
    sent: tuple[Going, ...]
    expected: tuple[Going, ...]
    gone: tuple[Going, ...]
    offers: tuple[OfferShown, ...]
    quotas: tuple[QuotaUse, ...]

    @property
    def late(self) -> int:
        """How many lines should have gone on by now."""
        return sum(each.late for each in self.asked) + sum(each.late for each in (*self.sent, *self.expected))


def referral_sheet(reader: Reader, actor: Actor) -> ReferralSheet:
    """The referrals as ``actor`` may see them: directors without names, partners their own alone."""
    rows = _Rows(reader, actor)
    own = rows.partner.code if rows.partner is not None else None
    since, soon = reader.now - SHOWN_SINCE, reader.now + timedelta(seconds=1)
    closed = sorted(reader.referrals_answered(since, soon), key=lambda each: each.changed_at, reverse=True)
    waiting = reader.referrals_coming()
    under_way = list(rows.going([*reader.onward_open(), *_gone_lately(reader, since, soon)]))
    by_state = {state: tuple(each for each in under_way if each.onward.state is state) for state in OnwardState}
    offers = [each for each in reader.standing_offers() if own in {None, each.partner}]
    left = left_of(reader, offers)
    return ReferralSheet(
        now=reader.now,
        partner=rows.partner,
        asked=tuple(rows.coming(reader.referrals_unanswered())),
        coming=tuple(rows.coming(waiting)),
        answered=tuple(rows.coming(each for each in closed if each not in waiting)),
        ready=by_state[OnwardState.READY],
        sent=by_state[OnwardState.ASKED],
        expected=by_state[OnwardState.ACCEPTED],
        gone=by_state[OnwardState.GONE],
        offers=tuple(
            OfferShown(offer=each, partner=reader.partner(each.partner), left=left[each.id]) for each in offers
        ),
        quotas=tuple(quota_use(reader, own)),
    )


def _gone_lately(reader: Reader, since: datetime, until: datetime) -> Iterator[OnwardReferral]:
    """Who went in the last days, and anybody before whose summary is still missing."""
    missing = {each.encounter_id for each in reader.open_milestones(Checklist.REFERRAL_OUT)}
    lately = list(reader.onward_gone(since, until))
    yield from lately
    for encounter_id in missing - {each.encounter_id for each in lately} - {None}:
        onward = reader.onward_of(encounter_id or 0)
        if onward is not None and onward.state is OnwardState.GONE:
            yield onward


class _Rows:
    """Draws the lines for one actor."""

    def __init__(self, reader: Reader, actor: Actor) -> None:
        self._reader = reader
        self._names = Names.NONE if actor.role is Role.DIRECTOR else Names.FULL
        self._specialties = {each.code: each for each in reader.specialties()}
        self._partners = {each.code: each for each in reader.partners()}
        self.partner = reader.partner(actor.partner or "") if actor.role is Role.PARTNER else None

    def coming(self, referrals: Iterable[Referral]) -> Iterator[Coming]:
        """Requests, those of other partners left out."""
        for each in referrals:
            if self.partner is None or each.partner == self.partner.code:
                yield self._coming(each)

    def going(self, onward: Iterable[OnwardReferral]) -> Iterator[Going]:
        """Patients on their way, those whom another partner (or none yet) is asked for left out."""
        shown = [each for each in onward if self.partner is None or each.partner == self.partner.code]
        patients = self._reader.patients({each.patient_id for each in shown})
        ids = {each.encounter_id for each in shown if each.encounter_id is not None}
        encounters = self._reader.encounters(ids)
        last = self._reader.last_beds(ids)
        beds = {each.bed.id: each for each in self._reader.beds(bed_ids=set(last.values()))}
        ready = [
            Traveller(onward=each, patient=patients[each.patient_id], encounter=encounters[each.encounter_id or 0])
            for each in shown
            if each.state is OnwardState.READY
        ]
        found = matches(self._reader, ready)
        steps = self._reader.milestones_of_encounters(ids)
        for each in shown:
            encounter_id = each.encounter_id or 0
            yield self._going(
                each,
                patients[each.patient_id],
                encounters.get(encounter_id),
                beds.get(last.get(encounter_id, 0)),
                found.get(each.id, ()),
                [step for step in steps if step.encounter_id == encounter_id],
            )

    def _coming(self, referral: Referral) -> Coming:
        claim = next(iter(self._reader.claims_of(referral.demand_id)), None) if referral.demand_id else None
        label = self._reader.bed(claim.bed_id).bed.label if claim is not None and self.partner is None else ""
        operated = referral.procedure is not None and self.partner is None
        return Coming(
            referral=referral,
            partner=self._partners[referral.partner],
            name=self._names.of(referral.person),
            age=referral.person.age_on(today(self._reader)),
            specialty=self._specialties.get(referral.specialty),
            procedure=self._reader.procedure(referral.procedure) if referral.procedure else None,
            surgeons=self._reader.surgeons(referral.specialty) if operated else (),
            bed_label=label,
            bed_from=claim.start if claim is not None else None,
            late=referral.answer_by < self._reader.now,
        )

    def _going(
        self,
        onward: OnwardReferral,
        patient: Patient,
        encounter: Encounter | None,
        bed: BedSituation | None,
        found: Sequence[Match],
        steps: Sequence[Milestone],
    ) -> Going:
        return Going(
            onward=onward,
            patient=patient,
            name=self._name(onward, patient),
            age=patient.age_on(today(self._reader)),
            encounter=encounter,
            specialty=self._specialties.get(encounter.specialty) if encounter is not None else None,
            bed_label=bed.bed.label if bed is not None and self.partner is None else "",
            partner=self._partners.get(onward.partner or ""),
            matches=found,
            transport=next((each for each in steps if each.step == DischargeStep.TRANSPORT), None),
            summary=next((each for each in steps if each.checklist is Checklist.REFERRAL_OUT), None),
            late=_late(onward, self._reader.now),
        )

    def _name(self, onward: OnwardReferral, patient: Patient) -> str:
        """A partner that has not said yes learns the family name alone."""
        hidden = self.partner is not None and onward.state is OnwardState.ASKED
        return Names.MASKED.of(patient) if hidden else self._names.of(patient)


def _late(onward: OnwardReferral, now: datetime) -> bool:
    by = {OnwardState.ASKED: onward.answer_by, OnwardState.ACCEPTED: onward.comes_at}.get(onward.state)
    return by is not None and by < now

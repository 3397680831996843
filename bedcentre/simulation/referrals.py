"""What the house and its partners do about referrals: ask, answer, look for a bed, take over, renew their offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.people import Actor
from bedcentre.domain.referrals import OnwardReferral, OnwardState, Referral
from bedcentre.domain.vocabulary import CareSetting, Checklist, Destination, Feature, ReferralUrgency, Sex
from bedcentre.seeding.records import Demand, Hospital
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.referrals.incoming import AcceptReferral, AskReferral, DeclineReferral
from bedcentre.usecases.referrals.matching import Traveller, matches
from bedcentre.usecases.referrals.offers import OfferBeds
from bedcentre.usecases.referrals.onward import (
    AcceptOnward,
    AskPartner,
    DeclineOnward,
    MarkReadyToGoOn,
    ReferOutpatient,
)
from bedcentre.usecases.requests import RegisterPatient

Deed = tuple[Actor, object]

OFFICE = range(8, 18)
HOUR = timedelta(hours=1)
DECLINED_SHARE, PARTNER_DECLINES_SHARE = 0.04, 0.12
"""Shares of requests that the house, and that a partner, declines (assumption)."""
GOES_ON_SHARE = 0.06
"""Share of the patients who go on to a partner (assumption)."""
MARKED_BEFORE = (6 * HOUR, 40 * HOUR)
"""How long before leaving somebody is marked ready, at least and at most (assumption)."""
DESTINATIONS = (
    (0.55, Destination.PRIMARY, "病情稳定，回基层继续治疗"),
    (0.82, Destination.REHABILITATION, "术后康复训练"),
    (0.95, Destination.HOME_BED, "居家继续治疗"),
    (1.0, Destination.HOSPICE, "安宁疗护"),
)
"""Up to which share of them where to, and why (assumption)."""
OUTPATIENTS_A_DAY = 0.3
"""Outpatients sent on to a partner in a day, for each (assumption)."""
NAMES = ("王桂兰", "李国强", "张秀英", "刘志明", "陈玉珍")


def asked_by_partner(hospital: Hospital, demand: Demand, person: RegisterPatient, now: datetime) -> AskReferral:
    """How a partner asks for a bed for somebody in the seed; what comes late is wanted as much later."""
    late = max(now - demand.raised_at, timedelta(0))
    return AskReferral(
        partner=demand.partner or "",
        person=person,
        specialty=demand.specialty,
        urgency=ReferralUrgency.URGENT if demand.severe else ReferralUrgency.SOON,
        setting=CareSetting.OUTPATIENT if demand.procedure else CareSetting.INPATIENT,
        report=hospital.report_of(demand),
        stay_minutes=demand.expected_minutes,
        wanted_from=demand.wanted_from + late,
        severe=demand.severe,
        needs=frozenset() if demand.procedure else frozenset(map(Feature, demand.needs)),
        procedure=demand.procedure,
    )


def referrals(scene: Scene, hospital: Hospital) -> Iterator[Deed]:
    """The commands of one moment."""
    for referral in scene.reader.referrals_unanswered():
        yield from _answered(scene, referral)
    under_way = scene.reader.onward_open()
    known = {each.encounter_id for each in under_way}
    if scene.local.hour in OFFICE:
        for situation in scene.beds:
            yield from _marked(scene, situation, known)
        yield from _offered(scene, hospital)
        yield from _outpatients(scene, hospital)
    yield from _sent(scene, [each for each in under_way if each.state is OnwardState.READY])
    for onward in under_way:
        if onward.state is OnwardState.ASKED:
            yield from _partner_answers(scene, onward)
    yield from _summaries(scene)


def _answered(scene: Scene, referral: Referral) -> Iterator[Deed]:
    if referral.asked_at + scene.chance.minutes(5, 20, 75, "answers", referral.id) > scene.now:
        return
    if scene.chance.happens(DECLINED_SHARE, "declines", referral.id):
        yield roster.COORDINATOR, DeclineReferral(referral_id=referral.id, reason="目前无适宜床位，建议就近救治")
        return
    surgeons = scene.reader.surgeons(referral.specialty) if referral.procedure else ()
    chosen = surgeons[int(scene.chance.share("operates", referral.id) * len(surgeons))].code if surgeons else None
    yield roster.COORDINATOR, AcceptReferral(referral_id=referral.id, surgeon=chosen)


def _marked(scene: Scene, situation: BedSituation, known: set[int | None]) -> Iterator[Deed]:
    encounter, patient = situation.encounter, situation.patient
    if encounter is None or patient is None or encounter.id in known or encounter.id in scene.moving:
        return
    if situation.bed.closes is not None or not scene.chance.happens(GOES_ON_SHARE, "goes on", encounter.id):
        return
    left = scene.destiny.leaves_at(encounter, patient) - scene.now
    if MARKED_BEFORE[0] <= left <= MARKED_BEFORE[1] and scene.reader.onward_of(encounter.id) is None:
        share = scene.chance.share("where to", encounter.id)
        destination, reason = next((where, why) for upto, where, why in DESTINATIONS if share < upto)
        marked = MarkReadyToGoOn(
            encounter_id=encounter.id, destination=destination, reason=reason, physician="主管医师（演示）"
        )
        yield roster.nurse(situation.ward.id), marked


def _sent(scene: Scene, ready: list[OnwardReferral]) -> Iterator[Deed]:
    """The coordinator asks whom matching suggests."""
    due = [each for each in ready if each.changed_at + scene.chance.minutes(8, 25, 90, "sent", each.id) <= scene.now]
    if not due:
        return
    patients = scene.reader.patients({each.patient_id for each in due})
    encounters = scene.reader.encounters({each.encounter_id or 0 for each in due})
    travellers = [
        Traveller(onward=each, patient=patients[each.patient_id], encounter=encounters[each.encounter_id or 0])
        for each in due
    ]
    for onward_id, found in matches(scene.reader, travellers).items():
        for match in found:
            if match.suggested:
                yield roster.COORDINATOR, AskPartner(onward_id=onward_id, offer_id=match.offer.id)


def _partner_answers(scene: Scene, onward: OnwardReferral) -> Iterator[Deed]:
    about = ("partner", onward.id, onward.partner)
    if onward.changed_at + scene.chance.minutes(10, 45, 200, *about) > scene.now or onward.encounter_id is None:
        return
    actor = roster.partner(onward.partner)
    if scene.chance.happens(PARTNER_DECLINES_SHARE, "no", *about):
        yield actor, DeclineOnward(onward_id=onward.id, reason="床位已占用")
        return
    encounter = scene.reader.encounter(onward.encounter_id)
    leaves = scene.destiny.leaves_at(encounter, scene.reader.patient(onward.patient_id))
    yield actor, AcceptOnward(onward_id=onward.id, comes_at=max(leaves, scene.now))


def _summaries(scene: Scene) -> Iterator[Deed]:
    """The ward writes the hand-over summary about when it is due."""
    for each in scene.reader.open_milestones(Checklist.REFERRAL_OUT):
        due = each.due_at or each.set_at
        if due + scene.chance.minutes(-90, -20, 60, "summary", each.id) <= scene.now:
            yield roster.COORDINATOR, ReachMilestone(milestone_id=each.id)


def _offered(scene: Scene, hospital: Hospital) -> Iterator[Deed]:
    """Partners offer again what they have once the last offer is over."""
    standing = {(each.partner, each.kind, each.sex) for each in scene.reader.standing_offers()}
    for each in hospital.offered_beds:
        sex, kind = Sex(each.sex) if each.sex else None, Destination(each.kind)
        if (each.partner, kind, sex) not in standing:
            again = OfferBeds(
                partner=each.partner,
                kind=kind,
                sex=sex,
                beds=each.beds,
                start=scene.now,
                end=scene.now + (each.end - each.start),
            )
            yield roster.partner(each.partner), again


def _outpatients(scene: Scene, hospital: Hospital) -> Iterator[Deed]:
    """Now and then an outpatient is sent on."""
    day = scene.local.date()
    for each in hospital.partners:
        about = ("outpatient", each.code, day)
        at = 8 + scene.chance.share("hour", *about) * 9
        mrn = f"M{day:%y%m%d}-{each.code}"
        due = scene.chance.happens(OUTPATIENTS_A_DAY, *about) and scene.local.hour >= at
        if due and scene.reader.find_patient(mrn) is None:
            share = scene.chance.share("who", *about)
            person = RegisterPatient(
                mrn=mrn,
                name=NAMES[int(share * len(NAMES))],
                pinyin="",
                sex=Sex.FEMALE if share < 1 / 2 else Sex.MALE,
                birth_date=date(1940 + int(share * 50), 1 + int(share * 12), 1),
            )
            kind = Destination(min(each.offers))
            sent = ReferOutpatient(
                partner=each.code, destination=kind, person=person, reason="回基层随诊", physician="门诊医师（演示）"
            )
            yield roster.COORDINATOR, sent

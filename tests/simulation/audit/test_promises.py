"""The auditor of promises: kept, or broken for a reason that the journal gives, or for none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from bedcentre.domain.events import BedBlocked, CleaningFinished, Event, OfferClosed, Recorded, RuleOverridden
from bedcentre.domain.standby import OfferState
from bedcentre.domain.vocabulary import Sex
from bedcentre.simulation.audit.places import Places
from bedcentre.simulation.audit.promises import OVERDUE, Breach, Promises, Why
from bedcentre.simulation.audit.requests import Requests
from tests.simulation.audit.story import (
    HEART,
    HOUR,
    LUNG,
    NOON,
    OTHER_LUNG,
    asks,
    block,
    fabric,
    journal,
    known,
    leaves,
    lies,
    promised,
    released,
    stay,
)
from tests.simulation.audit.test_standby import OFFER

SOON = NOON + HOUR


def after(*rows: Recorded) -> Promises:
    places = Places(fabric())
    requests = Requests()
    promises = Promises(fabric(), places, requests)
    for row in (*journal((NOON, known()), (NOON, known(2, Sex.MALE)), (NOON, asks())), *rows):
        places.enter(row.event)
        requests.enter(row.event, row.at)
        promises.enter(row)
    return promises


def told(*happened: tuple[datetime, Event]) -> Promises:
    return after(*journal(*happened))


def broken(*happened: tuple[datetime, Event]) -> dict[Breach, Counter[Why]]:
    return dict(told(*happened).counted().broken)


def test_where_nothing_was_promised_nothing_was_broken() -> None:
    counted = told().counted()
    assert (counted.people, counted.given, counted.kept, counted.share_changed) == (0, 0, 0, 0)


def test_a_promise_is_kept_when_the_bed_was_ready_however_late_the_patient_comes() -> None:
    promise = promised(SOON)
    late = SOON + 9 * HOUR
    counted = told((NOON, promise), (late, released(promise, "used")), (late, lies(stay(HEART, late), demand=1)))
    assert (counted.counted().kept, counted.counted().broken, counted.violations) == (1, {}, [])


def test_the_same_bed_sooner_is_no_breach() -> None:
    first = promised(SOON)
    kept = told((NOON, first), (NOON, released(first, "moved")), (NOON, promised(NOON)))
    assert (kept.counted().given, kept.counted().open, kept.counted().broken) == (1, 1, {})


def test_what_is_needed_no_longer_is_no_breach() -> None:
    promise = promised(SOON)
    assert told((NOON, promise), (NOON, released(promise, "cancelled"))).counted().moot == 1


def test_a_change_is_explained_by_what_the_bed_was() -> None:
    first = promised(SOON, bed=LUNG)
    before = lies(stay(LUNG, NOON, 2), patient=2, hours=30)
    change = (NOON, released(first, "moved")), (NOON, promised(SOON))
    assert broken((NOON, before), (NOON, first), *change) == {Breach.ANOTHER_BED: {Why.OVERRAN: 1}}
    closed = BedBlocked(block=block(LUNG, NOON))
    assert broken((NOON, first), (NOON, closed), *change) == {Breach.ANOTHER_BED: {Why.CLOSED: 1}}
    assert told((NOON, before), (NOON, first), *change).counted().share_changed == 1


def test_a_patient_who_takes_an_earlier_place_breaks_no_promise() -> None:
    first = promised(SOON, bed=LUNG)
    taken = OfferClosed(offer=replace(OFFER, demand_id=1, state=OfferState.ACCEPTED))
    change = journal((NOON, taken), (NOON, released(first, "moved")), (NOON, promised(NOON)), command="one")
    promises = after(*journal((NOON, first)), *change)
    assert (promises.counted().broken, promises.violations) == ({}, [])
    declined = OfferClosed(offer=replace(OFFER, demand_id=1, state=OfferState.DECLINED))
    change = journal((NOON, declined), (NOON, released(first, "moved")), (NOON, promised(NOON)), command="one")
    assert [each.key for each in after(*journal((NOON, first)), *change).violations] == ["month.broken"]


def test_whoever_stays_longer_beside_explains_a_change_before_its_time() -> None:
    promise = promised(SOON, bed=LUNG)
    change = (NOON, released(promise, "moved")), (NOON, promised(SOON))
    stays = lies(stay(OTHER_LUNG, NOON, 2), patient=2, hours=30)
    assert broken((NOON, stays), (NOON, promise), *change) == {Breach.ANOTHER_BED: {Why.ROOM: 1}}
    leaves_in_time = lies(stay(OTHER_LUNG, NOON - 9 * HOUR, 2), patient=2, hours=9.5)
    harmless = told((NOON, leaves_in_time), (NOON, promise), *change)
    assert harmless.counted().broken == {Breach.ANOTHER_BED: {Why.UNEXPLAINED: 1}}


def test_a_change_that_nothing_explains_is_a_violation() -> None:
    first = promised(SOON, bed=LUNG)
    needless = told((NOON, first), (NOON, released(first, "moved")), (NOON, promised(SOON)))
    assert needless.counted().broken == {Breach.ANOTHER_BED: {Why.UNEXPLAINED: 1}}
    assert [each.key for each in needless.violations] == ["month.broken"]
    leaving_in_time = lies(stay(LUNG, NOON - 9 * HOUR, 2), patient=2, hours=8)
    later = promised(NOON + 20 * HOUR, bed=LUNG)
    harmless = told((NOON, leaving_in_time), (NOON, later), (NOON, released(later, "undone")))
    assert harmless.counted().broken == {Breach.TAKEN_BACK: {Why.UNEXPLAINED: 1}}


def test_a_bed_that_stood_ready_may_be_given_to_others_when_nobody_comes_from_home() -> None:
    promise = promised(SOON)
    taken = SOON + 2 * HOUR, released(promise, "undone")
    assert broken((NOON, promise), taken) == {Breach.TAKEN_BACK: {Why.NOT_COME: 1}}
    too_soon = SOON, released(promise, "undone")
    assert broken((NOON, promise), too_soon) == {Breach.TAKEN_BACK: {Why.UNEXPLAINED: 1}}


def test_others_in_the_room_may_speak_against_a_bed_that_is_ready() -> None:
    promise = promised(SOON, bed=LUNG)
    man = lies(stay(OTHER_LUNG, NOON, 2), patient=2)
    taken = SOON, released(promise, "undone")
    assert broken((NOON, promise), (NOON, man), taken) == {Breach.TAKEN_BACK: {Why.ROOM: 1}}


def test_a_person_may_sign_for_it() -> None:
    first = promised(SOON, bed=LUNG)
    signed = RuleOverridden(patient_id=1, demand_id=1, bed_id=HEART, rules=(), reason="病情需要")
    change = journal((NOON, signed), (NOON, released(first, "moved")), (NOON, promised(SOON)), command="one")
    promises = after(*journal((NOON, first)), *change)
    assert promises.counted().broken == {Breach.ANOTHER_BED: {Why.OVERRIDE: 1}}
    assert promises.violations == []


def test_a_bed_that_was_ready_too_late_breaks_the_promise() -> None:
    promise, before = promised(SOON), stay(HEART, NOON, 2)
    left = leaves(before, SOON + 3 * HOUR)
    ready = SOON + 4 * HOUR
    cleaned = CleaningFinished(cleaning_id=left.vacated.id, bed_id=HEART, at=ready)
    came = (ready, released(promise, "used")), (ready, lies(stay(HEART, ready), demand=1))
    lay = (NOON, lies(before, patient=2)), (NOON, promise), (left.vacated.start, left), (ready, cleaned)
    assert broken(*lay, *came) == {Breach.CAME_LATE: {Why.OVERRAN: 1}}


def test_a_promise_that_nobody_keeps_though_the_bed_is_ready_is_forgotten() -> None:
    waiting = told((NOON, promised(SOON)))
    assert list(waiting.compare(SOON + OVERDUE)) == []
    assert [each.key for each in waiting.compare(SOON + 2 * OVERDUE)] == ["month.broken"]

"""The auditor of people at home: every freed place and offer ends, and nobody is asked who should not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bedcentre.domain.appointments import Channel, NoShow, Notice, Reply, Subject
from bedcentre.domain.events import (
    DemandCancelled,
    Event,
    NoShowNoted,
    NoticeChanged,
    NoticeMade,
    OfferClosed,
    OpeningClosed,
    SlotFreed,
    SlotOffered,
    StandbyJoined,
    StandbyLeft,
)
from bedcentre.domain.messages import Message
from bedcentre.domain.standby import Offer, OfferState, Opening, OpeningState, StandbyEntry
from bedcentre.domain.vocabulary import AppointmentKind
from bedcentre.simulation.audit.standby import AtHome, Standby
from tests.simulation.audit.story import HEART, HOUR, NOON, journal, promised

FORMER, NEXT = 1, 2
OPENING = Opening(
    id=10,
    kind=AppointmentKind.ADMISSION,
    bed_id=HEART,
    start=NOON + 4 * HOUR,
    end=NOON + 28 * HOUR,
    until=NOON + 28 * HOUR,
    freed_at=NOON,
    cause="",
    former=FORMER,
)
OFFER = Offer(
    id=20,
    opening_id=OPENING.id,
    demand_id=NEXT,
    bed_id=HEART,
    start=OPENING.start,
    hold_id=30,
    answer_by=NOON + HOUR,
    made_at=NOON,
    made_by=0,
    policy_version=1,
    why=Message("standby.why.only"),
)
REMINDER = Notice(
    id=40,
    key="",
    subject=Subject.REMINDER,
    kind=AppointmentKind.EXAM,
    demand_id=FORMER,
    patient_id=1,
    at=NOON + 2 * HOUR,
    answer_by=NOON + 2 * HOUR,
    made_at=NOON,
    next_try=NOON,
    channel=Channel.MAIL,
    policy_version=1,
)
JOINED = StandbyJoined(entry=StandbyEntry(demand_id=NEXT, since=NOON, by=1, ready_from=NOON))
FREED, OFFERED = SlotFreed(opening=OPENING), SlotOffered(offer=OFFER)
FILLED = OpeningClosed(opening=replace(OPENING, state=OpeningState.FILLED))
CLOSED = OpeningClosed(opening=replace(OPENING, state=OpeningState.CLOSED))


def answered(state: OfferState) -> OfferClosed:
    return OfferClosed(offer=replace(OFFER, state=state))


def heard(*commands: tuple[Event, ...]) -> Standby:
    """The auditor after these commands."""
    standby = Standby()
    for number, events in enumerate(commands, 1):
        for row in journal(*((NOON, event) for event in events), command=f"command {number}"):
            standby.enter(row)
    return standby


def wrong(standby: Standby, now: datetime = NOON) -> list[str]:
    return [each.key for each in (*standby.violations, *standby.compare(now))]


def test_a_place_called_off_is_refilled_by_whoever_was_asked_and_said_yes() -> None:
    standby = heard(
        (JOINED,),
        (FREED, DemandCancelled(demand_id=FORMER, reason="")),
        (OFFERED,),
        (
            answered(OfferState.ACCEPTED),
            promised(OPENING.start, demand=NEXT),
            FILLED,
            StandbyLeft(demand_id=NEXT, at=NOON),
        ),
    )
    assert wrong(standby, NOON + 100 * HOUR) == []
    assert standby.counted() == {
        "admission": AtHome(
            reminded=0,
            called_off=1,
            missed=0,
            freed=1,
            offered=1,
            accepted=1,
            declined=0,
            late=0,
            withdrawn=0,
            filled=1,
            closed=0,
        )
    }


def test_reminders_refusals_and_those_who_did_not_come_are_counted() -> None:
    no_show = NoShow(
        id=1,
        patient_id=1,
        demand_id=FORMER,
        kind=AppointmentKind.EXAM,
        at=NOON,
        noted_at=NOON,
        noted_by=1,
        policy_version=1,
    )
    standby = heard(
        (NoticeMade(notice=REMINDER),),
        (NoticeChanged(notice=replace(REMINDER, reply=Reply.YES)),),
        (NoticeChanged(notice=replace(REMINDER, reply=Reply.NO)),),
        (NoShowNoted(no_show=no_show),),
        (JOINED, FREED, OFFERED),
        (answered(OfferState.DECLINED),),
    )
    counted = standby.counted()
    assert (counted["exam"].reminded, counted["exam"].called_off, counted["exam"].missed) == (1, 1, 1)
    assert (counted["admission"].offered, counted["admission"].declined, counted["admission"].called_off) == (1, 1, 0)


def test_what_is_over_does_not_stay_open() -> None:
    standby = heard((JOINED, FREED, OFFERED))
    assert wrong(standby, OFFER.answer_by) == []
    assert wrong(standby, OFFER.answer_by + 2 * HOUR) == ["month.offer_open"]
    assert wrong(standby, OPENING.until + 2 * HOUR) == ["month.opening_open", "month.offer_open"]
    closed = heard((JOINED, FREED, OFFERED), (answered(OfferState.LATE), CLOSED))
    assert wrong(closed, OPENING.until + 2 * HOUR) == []


@pytest.mark.parametrize(
    "commands",
    [
        ((FREED, OFFERED),),
        ((JOINED, OFFERED),),
        ((JOINED, FREED, StandbyLeft(demand_id=NEXT, at=NOON), OFFERED),),
        ((JOINED, FREED, OFFERED), (answered(OfferState.LATE), SlotOffered(offer=replace(OFFER, id=21)))),
    ],
)
def test_nobody_is_asked_who_should_not_be(commands: tuple[tuple[Event, ...], ...]) -> None:
    assert wrong(heard(*commands)) == ["month.offered_wrongly"]


@pytest.mark.parametrize(
    "end",
    [
        (FILLED,),
        (answered(OfferState.ACCEPTED), FILLED),
        (answered(OfferState.ACCEPTED), promised(OPENING.start, demand=FORMER), FILLED),
        (CLOSED, CLOSED),
    ],
)
def test_a_place_ends_once_and_is_filled_by_nobody_else(end: tuple[Event, ...]) -> None:
    assert wrong(heard((JOINED, FREED, OFFERED), end)) == ["month.opening_ends"]

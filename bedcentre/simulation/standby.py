"""Who would come earlier: noted on the stand-by list, asked, and answering in time, too late or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bedcentre.domain.appointments import KIND_OF, Notice, Reply, Subject
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import PlannedKind
from bedcentre.simulation import roster
from bedcentre.simulation.appointments import OFFICE_HOURS, SILENT, called
from bedcentre.simulation.scene import Scene
from bedcentre.store.users import SYSTEM
from bedcentre.usecases.appointments.answers import AnswerNotice
from bedcentre.usecases.standby.entries import JoinStandby

Deed = tuple[Actor, object]

TAKES_OFFER = 0.6
"""Share of the asked who take an earlier place (assumption)."""
ANSWERS_LATE = 0.1
"""Share of the asked who read their letter only when the offer is over (assumption)."""
LATE_BY = (5, 40, 180)
"""Minutes (least, usual, most) from the end of an offer until they answer all the same (assumption)."""
STANDS_BY = 0.3
"""Share of the people at home who would rather come earlier (assumption)."""
AT_LEAST_AHEAD = timedelta(hours=8)
"""Whose turn comes sooner does not ask for less."""


def answering(scene: Scene) -> Iterator[Deed]:
    """Whoever was asked answers when they read their letter or are called, at any moment."""
    for notice in scene.reader.notices_from(scene.now):
        if notice.subject is Subject.OFFER and notice.reply in {Reply.NONE, Reply.NOT_REACHED}:
            yield from _answer(scene, notice)


def _answer(scene: Scene, notice: Notice) -> Iterator[Deed]:
    answer = Reply.YES if scene.chance.happens(TAKES_OFFER, "takes it", notice.id) else Reply.NO
    said = notice.replied_at or notice.made_at
    read = (
        said + scene.chance.minutes(2, 8, 25, "answers", notice.id, notice.reply.value) <= scene.now < notice.answer_by
    )
    if notice.to_telephone:
        if read:
            yield roster.COORDINATOR, AnswerNotice(notice_id=notice.id, reply=called(scene, notice, answer))
    elif scene.chance.happens(ANSWERS_LATE, "answers late", notice.id):
        over = notice.answer_by + scene.chance.minutes(*LATE_BY, "answers late", notice.id) <= scene.now
        if over and scene.since("answered too late", notice.id) == scene.now:
            yield SYSTEM, AnswerNotice(notice_id=notice.id, reply=answer)
    elif read and not scene.chance.happens(SILENT, "silent", notice.id):
        yield SYSTEM, AnswerNotice(notice_id=notice.id, reply=answer)


def joining(scene: Scene) -> Iterator[Deed]:
    """Surgeons and the centre note of whom they see that they would come earlier, promised a place or not yet."""
    if scene.local.hour not in OFFICE_HOURS:
        return
    listed = {demand.id for _, demand in scene.reader.standby_list()}
    promised = {
        demand.id: claim.interval.start
        for _, claim, demand in scene.picture.promises()
        if claim.interval.kind is PlannedKind.RESERVATION
    }
    for demand in scene.demands:
        comes = max(demand.wanted_from, promised.get(demand.id, demand.wanted_from))
        waits = demand.kind in KIND_OF and demand.id not in listed and comes > scene.now + AT_LEAST_AHEAD
        if waits and scene.chance.happens(STANDS_BY, "stands by", demand.id):
            noticed = scene.since("would come earlier", demand.id)
            if noticed + scene.chance.minutes(5, 30, 120, "noted", demand.id) <= scene.now:
                yield roster.asking(demand.surgeon), JoinStandby(demand_id=demand.id)

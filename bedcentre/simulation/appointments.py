"""What people at home do: answer reminders and offers, or not; come earlier if they can; and some do not come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bedcentre.domain.appointments import KIND_OF, Notice, Reply, Subject
from bedcentre.domain.people import Actor
from bedcentre.domain.requests import Demand
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.store.users import SYSTEM
from bedcentre.usecases.appointments.answers import AnswerNotice
from bedcentre.usecases.standby.entries import JoinStandby

Deed = tuple[Actor, object]

STAYS_AWAY = 0.02
"""Share of the people expected from home who do not come and say nothing (assumption)."""
CALLS_OFF = 0.03
"""Share of the reminded who answer that they cannot come (assumption)."""
SILENT = 0.25
"""Share of letters that nobody answers (assumption)."""
NOT_REACHED = 0.15
"""Share of telephone calls that nobody answers (assumption); they are called once more."""
TAKES_OFFER = 0.6
"""Share of the asked who take an earlier place (assumption)."""
STANDS_BY = 0.2
"""Share of the people with a place to come who would rather come earlier (assumption)."""
AT_LEAST_AHEAD = timedelta(hours=8)
OFFICE_HOURS = range(7, 22)


def appointments(scene: Scene) -> Iterator[Deed]:
    """The commands of one moment."""
    if scene.local.hour not in OFFICE_HOURS:
        return
    for notice in scene.reader.notices_from(scene.now):
        yield from _answer(scene, notice)
    yield from _standing_by(scene)


def stays_away(scene: Scene, demand: Demand) -> bool:
    """Whether somebody who is expected from home will not come."""
    return demand.kind in KIND_OF and scene.chance.happens(STAYS_AWAY, "stays away", demand.id)


def _answer(scene: Scene, notice: Notice) -> Iterator[Deed]:
    demand = scene.picture.demands.get(notice.demand_id)
    if demand is None or notice.reply in {Reply.YES, Reply.NO} or stays_away(scene, demand):
        return
    said = notice.replied_at or notice.made_at
    if said + scene.chance.minutes(2, 8, 25, "answers", notice.id, notice.reply.value) > scene.now:
        return
    again = notice.reply is Reply.NOT_REACHED
    if notice.to_telephone:
        vain = not again and scene.chance.happens(NOT_REACHED, "not reached", notice.id)
        reply = Reply.NOT_REACHED if vain else _reply(scene, notice)
        yield roster.COORDINATOR, AnswerNotice(notice_id=notice.id, reply=reply)
    elif not scene.chance.happens(SILENT, "silent", notice.id):
        yield SYSTEM, AnswerNotice(notice_id=notice.id, reply=_reply(scene, notice))


def _reply(scene: Scene, notice: Notice) -> Reply:
    if notice.subject is Subject.OFFER:
        return Reply.YES if scene.chance.happens(TAKES_OFFER, "takes it", notice.id) else Reply.NO
    return Reply.NO if scene.chance.happens(CALLS_OFF, "calls off", notice.id) else Reply.YES


def _standing_by(scene: Scene) -> Iterator[Deed]:
    """Surgeons note of whom they see that they would come earlier."""
    listed = {demand.id for _, demand in scene.reader.standby_list()}
    for _, claim, demand in scene.picture.promises():
        far = claim.interval.start > scene.now + AT_LEAST_AHEAD
        waits = far and demand.kind in KIND_OF and demand.id not in listed
        if waits and scene.chance.happens(STANDS_BY, "stands by", demand.id):
            noticed = scene.since("would come earlier", demand.id)
            if noticed + scene.chance.minutes(5, 30, 120, "noted", demand.id) <= scene.now:
                yield roster.asking(demand.surgeon), JoinStandby(demand_id=demand.id)

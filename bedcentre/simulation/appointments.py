"""What people at home do: answer reminders, or not; call off when something comes between; and some do not come."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.domain.appointments import KIND_OF, Notice, Reply, Subject
from bedcentre.domain.people import Actor
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import PlannedKind
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.store.users import SYSTEM
from bedcentre.usecases.appointments.answers import AnswerNotice, CancelAppointment

Deed = tuple[Actor, object]

STAYS_AWAY = 0.02
"""Share of the people expected from home who do not come and say nothing (assumption)."""
FALLS_ILL = 0.05
"""Share of the people expected from home who call off before they are reminded (assumption)."""
CALLS_OFF = 0.03
"""Share of the reminded who answer that they cannot come (assumption)."""
SILENT = 0.25
"""Share of letters that nobody answers (assumption)."""
NOT_REACHED = 0.15
"""Share of telephone calls that nobody answers (assumption); they are called once more."""
FELL_ILL = "患者来电：发热，不能前来"
OFFICE_HOURS = range(7, 22)


def appointments(scene: Scene) -> Iterator[Deed]:
    """The commands of one moment. Nobody is disturbed at night, but whoever falls ill may call then."""
    yield from _calling_off(scene)
    if scene.local.hour not in OFFICE_HOURS:
        return
    for notice in scene.reader.notices_from(scene.now):
        if notice.subject is Subject.REMINDER:
            yield from _answer(scene, notice)


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
    answer = Reply.NO if scene.chance.happens(CALLS_OFF, "calls off", notice.id) else Reply.YES
    if notice.to_telephone:
        yield roster.COORDINATOR, AnswerNotice(notice_id=notice.id, reply=called(scene, notice, answer))
    elif not scene.chance.happens(SILENT, "silent", notice.id):
        yield SYSTEM, AnswerNotice(notice_id=notice.id, reply=answer)


def called(scene: Scene, notice: Notice, answer: Reply) -> Reply:
    """What the telephone brings: the answer, or at the first call perhaps nobody."""
    first = notice.reply is Reply.NONE
    return Reply.NOT_REACHED if first and scene.chance.happens(NOT_REACHED, "not reached", notice.id) else answer


def _calling_off(scene: Scene) -> Iterator[Deed]:
    """Who falls ill between the promise and the day telephones, at any time until then."""
    for _, claim, demand in scene.picture.promises():
        begins = claim.interval.start
        expected = claim.interval.kind is PlannedKind.RESERVATION and demand.kind in KIND_OF and begins > scene.now
        if expected and scene.chance.happens(FALLS_ILL, "falls ill", demand.id) and not stays_away(scene, demand):
            promised = scene.since("expected from home", claim.interval.id)
            if promised + (begins - promised) * scene.chance.share("when ill", demand.id) <= scene.now:
                command = CancelAppointment(demand_id=demand.id, kind=KIND_OF[demand.kind], at=begins, reason=FELL_ILL)
                yield roster.COORDINATOR, command

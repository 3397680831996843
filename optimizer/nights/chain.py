"""One line of search: a board, what is random on it, and the best answer it has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.nights import lookups
from optimizer.nights.board import NO_SESSION, NOWHERE, Board, Change, Prices
from optimizer.nights.kernel import Answer, adopt, anneal
from optimizer.nursing.roster import Roster  # noqa
from optimizer.plan import Nursing, Placement, Plan
from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from optimizer.problem import Problem
    from optimizer.search.weights import Weights


def board_of(problem: Problem, weights: Weights) -> Board:
    """The board of a problem, nothing placed yet."""
    rules = (
        SoftRule.MIXED_AGE,
        SoftRule.OPEN_THEATRE,
        SoftRule.SURGEON_TRANSFER,
        SoftRule.NURSE_SKILL,
        SoftRule.NURSE_WORKLOAD,
        SoftRule.CONTINUITY,
    )
    nurses = lookups.nurses(problem)
    size = 2 * max(nurses.nurse.shape[1], 2)
    return Board(
        people=lookups.people(problem, weights),
        rooms=lookups.rooms(problem),
        theatres=lookups.theatres(problem),
        nurses=nurses,
        prices=Prices(*(weights.of(rule) for rule in rules)),
        change=Change(*(np.zeros(size, np.int32) for _ in Change._fields)),
    )


def answer_of(problem: Problem, board: Board, plan: Plan) -> Answer:
    """A plan and the occupants in numbers."""
    people = board.people
    answer = Answer(people.place.copy(), people.start.copy(), people.session.copy(), board.nurses.nurse.copy())
    places = lookups.numbers(place.id for place in problem.places)
    sessions = lookups.numbers(session.id for session in problem.sessions)
    placed = {placement.demand: placement for placement in plan.placements}
    for at, demand in enumerate(problem.demands):
        if (found := placed.get(demand.id)) is not None:
            answer.place[at], answer.start[at] = places[found.place], found.start
            answer.session[at] = NO_SESSION if found.session is None else sessions[found.session]
    for at, person in enumerate(problem.occupants, start=len(problem.demands)):
        answer.place[at], answer.start[at] = places[person.place], min(person.start, problem.horizon.length)
    rooms = lookups.numbers(room.id for room in problem.rooms)
    nurses = lookups.numbers(nurse.id for nurse in problem.nurses)
    for work in plan.nursing:
        for room in work.rooms:
            answer.nurse[rooms[room], work.shift] = nurses[work.nurse]
    return answer


def plan_of(problem: Problem, board: Board, answer: Answer) -> Plan:
    placements = []
    occupied = np.zeros(answer.nurse.shape, bool)
    S = problem.horizon.shifts
    for at in range(len(answer.place)):
        place = answer.place[at]
        if place == NOWHERE:
            continue
        start = int(answer.start[at])
        end = min(start + int(board.people.length[at]), problem.horizon.length)
        occupied[board.rooms.room_of[place], start * S : end * S] = True
        if at < len(problem.demands):
            session = answer.session[at]
            placements.append(
                Placement(
                    demand=problem.demands[at].id,
                    place=problem.places[place].id,
                    start=start,
                    session=None if session == NO_SESSION else problem.sessions[session].id,
                )
            )
    rooms: dict[tuple[int, int], list[str]] = {}
    for room, shift in np.argwhere(occupied).tolist():
        nurse = int(answer.nurse[room, shift])
        if nurse < len(problem.nurses):
            rooms.setdefault((nurse, shift), []).append(problem.rooms[room].id)
    return Plan(
        placements=tuple(placements),
        nursing=tuple(
            Nursing(nurse=problem.nurses[nurse].id, shift=shift, rooms=tuple(names))
            for (nurse, shift), names in sorted(rooms.items())
        ),
    )

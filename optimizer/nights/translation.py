"""Plans as answers in numbers, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.nights.board import NO_SESSION, NOWHERE
from optimizer.nights.figures import numbers
from optimizer.nights.kernel import Answer
from optimizer.plan import Nursing, Placement, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.nights.board import Board
    from optimizer.problem import Problem


class Translation:
    """Between plans of a problem and answers on its board."""

    def __init__(self, problem: Problem, board: Board) -> None:
        self._problem = problem
        self._board = board

    def answer(self, plan: Plan) -> Answer:
        """A plan in numbers, with the occupants."""
        problem, people = self._problem, self._board.people
        places = numbers(place.id for place in problem.places)
        sessions = numbers(session.id for session in problem.sessions)
        answer = Answer(
            people.place.copy(), people.start.copy(), people.session.copy(), self._board.nurses.nurse.copy()
        )
        placed = {placement.demand: placement for placement in plan.placements}
        for at, demand in enumerate(problem.demands):
            if (found := placed.get(demand.id)) is not None:
                answer.place[at], answer.start[at] = places[found.place], found.start
                answer.session[at] = NO_SESSION if found.session is None else sessions[found.session]
        for at, person in enumerate(problem.occupants, start=len(problem.demands)):
            answer.place[at], answer.start[at] = places[person.place], min(person.start, problem.horizon.length)
        rooms = numbers(room.id for room in problem.rooms)
        nurses = numbers(nurse.id for nurse in problem.nurses)
        for work in plan.nursing:
            for room in work.rooms:
                answer.nurse[rooms[room], work.shift] = nurses[work.nurse]
        return answer

    def plan(self, answer: Answer) -> Plan:
        """An answer in words."""
        return Plan(placements=tuple(self._placements(answer)), nursing=tuple(self._nursing(answer)))

    def _placements(self, answer: Answer) -> Iterator[Placement]:
        problem = self._problem
        spots = zip(
            problem.demands, answer.place.tolist(), answer.start.tolist(), answer.session.tolist(), strict=False
        )
        for demand, place, start, session in spots:
            if place != NOWHERE:
                yield Placement(
                    demand=demand.id,
                    place=problem.places[place].id,
                    start=start,
                    session=None if session == NO_SESSION else problem.sessions[session].id,
                )

    def _nursing(self, answer: Answer) -> Iterator[Nursing]:
        """The rooms of each nurse in each of her shifts: only rooms with somebody in them."""
        problem, board = self._problem, self._board
        shifts = board.nurses.per_night
        occupied = np.zeros(answer.nurse.shape, np.bool_)
        for person, place in enumerate(answer.place.tolist()):
            if place != NOWHERE:
                start = int(answer.start[person])
                end = start + int(board.people.length[person])
                occupied[board.rooms.room_of[place], start * shifts : end * shifts] = True
        rooms: dict[tuple[int, int], list[str]] = {}
        for room, shift in np.argwhere(occupied).tolist():
            rooms.setdefault((int(answer.nurse[room, shift]), shift), []).append(problem.rooms[room].id)
        for (nurse, shift), names in sorted(rooms.items()):
            if nurse < len(problem.nurses):
                yield Nursing(nurse=problem.nurses[nurse].id, shift=shift, rooms=tuple(names))

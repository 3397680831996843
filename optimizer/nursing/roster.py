"""Which nurse has which room in each shift, kept up to date with what it costs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from optimizer.plan import Nursing
from optimizer.problem import SoftRule
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.problem import Care, Problem

NOBODY: Final = -1  # the nurse of a shift in which none works: the last entry of every list, and free


class Roster:
    """A nurse for every room in every shift, empty rooms included, and the people she meets there.

    Rooms, nurses and people are numbers: positions in ``problem.rooms``, ``problem.nurses`` and ``cares``.
    """

    def __init__(self, problem: Problem, cares: Sequence[Care | None]) -> None:
        horizon, weights = problem.horizon, Weights(problem)
        shifts = -(-horizon.length * horizon.shifts // horizon.day)
        self._problem = problem
        self._skill_weight = weights.of(SoftRule.NURSE_SKILL)
        self._load_weight = weights.of(SoftRule.NURSE_WORKLOAD)
        self._nurse_weight = weights.of(SoftRule.CONTINUITY)
        self._cares = cares
        needed = [skill for care in cares if care for skill in care.skill]
        self._skills = [*(nurse.skill for nurse in problem.nurses), max(needed, default=0)]
        self.on_duty: list[list[int]] = [[] for _ in range(shifts)]
        self._spare = [[0] * shifts for _ in problem.nurses]
        self._spare.append([sum(load for care in cares if care for load in care.workload)] * shifts)
        for number, nurse in enumerate(problem.nurses):
            for duty in nurse.duties:
                self.on_duty[duty.shift].append(number)
                self._spare[number][duty.shift] = duty.max_load
        self.nurses = [
            [duty[room % len(duty)] if duty else NOBODY for duty in self.on_duty] for room in range(len(problem.rooms))
        ]
        self._people: list[list[list[int]]] = [[[] for _ in self.on_duty] for _ in problem.rooms]
        self._first = [0 for _ in cares]
        self._seen: list[Counter[int]] = [Counter() for _ in cares]

    def enter(self, person: int, room: int, span: range) -> None:
        """Let somebody be in a room during the shifts of ``span``."""
        self._first[person] = span.start
        for shift in span:
            nurse = self.nurses[room][shift]
            self._people[room][shift].append(person)
            self._spare[nurse][shift] -= self._care(person, shift)[0]
            self._seen[person][nurse] += 1

    def _care(self, person: int, shift: int) -> tuple[int, int]:
        """The load and the needed skill of a shift; nothing beyond the last one given."""
        care, at = self._cares[person], shift - self._first[person]
        return (care.workload[at], care.skill[at]) if care and at < len(care.workload) else (0, 0)

    def improve(self, room: int, shift: int, nurse: int) -> bool:
        """Give a room to another nurse for one shift if that saves something; whether it did."""
        before = self.nurses[room][shift]
        added, load = self._changing(room, shift, nurse)
        if added >= 0:
            return False
        self.nurses[room][shift] = nurse
        self._spare[before][shift] += load
        self._spare[nurse][shift] -= load
        for person in self._people[room][shift]:
            self._seen[person][nurse] += 1
            self._seen[person][before] -= 1
        return True

    def _changing(self, room: int, shift: int, nurse: int) -> tuple[int, int]:
        """What another nurse in a room would add, and the load that would go over to her."""
        before = self.nurses[room][shift]
        old, new = self._skills[before], self._skills[nurse]
        met = missing = load = 0
        for person in self._people[room][shift]:
            seen, (burden, need) = self._seen[person], self._care(person, shift)
            load += burden
            missing += max(need - new, 0) - max(need - old, 0)
            met += (seen[nurse] == 0) - (seen[before] == 1)
        above = max(0, load - max(self._spare[nurse][shift], 0)) - max(0, min(load, -self._spare[before][shift]))
        added = missing * self._skill_weight + met * self._nurse_weight + above * self._load_weight
        return added, load

    def cells(self) -> list[tuple[int, int]]:
        """The (room, shift) pairs in which somebody is there and somebody could nurse, shift by shift."""
        rooms = range(len(self._people))
        return [
            (room, shift)
            for shift, duty in enumerate(self.on_duty)
            if duty
            for room in rooms
            if self._people[room][shift]
        ]

    def nursing(self) -> tuple[Nursing, ...]:
        """The rooms of each nurse in each of her shifts: only rooms with somebody in them."""
        rooms: dict[tuple[int, int], list[str]] = {}
        for room, shift in self.cells():
            rooms.setdefault((self.nurses[room][shift], shift), []).append(self._problem.rooms[room].id)
        return tuple(
            Nursing(nurse=self._problem.nurses[nurse].id, shift=shift, rooms=tuple(names))
            for (nurse, shift), names in sorted(rooms.items())
        )

"""Which nurse has which room in each shift, kept up to date with what it costs."""

from __future__ import annotations

import math
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
        self.shifts = -(-horizon.length * horizon.shifts // horizon.day)
        self._problem = problem
        self._skill_weight = weights.of(SoftRule.NURSE_SKILL)
        self._load_weight = weights.of(SoftRule.NURSE_WORKLOAD)
        self._nurse_weight = weights.of(SoftRule.CONTINUITY)
        self._skills = [*(nurse.skill for nurse in problem.nurses), max(_needed_skills(cares), default=0)]
        self.on_duty: list[list[int]] = [[] for _ in range(self.shifts)]
        self._spare = [[0] * self.shifts for _ in problem.nurses]
        self._spare.append([sum(_loads(cares))] * self.shifts)
        for number, nurse in enumerate(problem.nurses):
            for duty in nurse.duties:
                self.on_duty[duty.shift].append(number)
                self._spare[number][duty.shift] = duty.max_load
        self._loads = [self._padded(care.workload if care else ()) for care in cares]
        self._needs = [self._padded(care.skill if care else ()) for care in cares]
        self.nurses = [
            [duty[room % len(duty)] if duty else NOBODY for duty in self.on_duty] for room in range(len(problem.rooms))
        ]
        self.people: list[list[list[int]]] = [[[] for _ in self.on_duty] for _ in problem.rooms]
        self._spans: list[range] = [range(0)] * len(cares)
        self._seen: list[Counter[int]] = [Counter() for _ in cares]

    def _padded(self, figures: tuple[int, ...]) -> list[int]:
        return [*figures, *[0] * (self.shifts - len(figures))]

    def enter(self, person: int, room: int, span: range) -> int:
        """Let somebody be in a room during the shifts of ``span``; returns what that adds."""
        added = self.entering(person, room, span)
        nurses, people, spare = self.nurses[room], self.people[room], self._spare
        for shift, load in zip(span, self._loads[person], strict=False):
            people[shift].append(person)
            spare[nurses[shift]][shift] -= load
        self._seen[person] = Counter(nurses[span.start : span.stop])
        self._spans[person] = span
        return added

    def leaving(self, person: int, room: int) -> int:
        """What is saved if somebody leaves a room."""
        nurses, loads, needs = self.nurses[room], self._loads[person], self._needs[person]
        skills, spare, span = self._skills, self._spare, self._spans[person]
        missing = above = 0
        for shift, load, need in zip(span, loads, needs, strict=False):
            nurse = nurses[shift]
            left = spare[nurse][shift]
            if left < 0:
                above += min(load, -left)
            if need > skills[nurse]:
                missing += need - skills[nurse]
        seen = len(self._seen[person])
        return missing * self._skill_weight + above * self._load_weight + seen * self._nurse_weight

    def entering(self, person: int, room: int, span: range) -> int:
        """What is added if somebody comes into a room for the shifts of ``span``."""
        nurses = self.nurses[room][span.start : span.stop]
        skills, spare = self._skills, self._spare
        missing = above = 0
        for shift, nurse, load, need in zip(span, nurses, self._loads[person], self._needs[person], strict=False):
            left = spare[nurse][shift]
            if load > left:
                above += load - left if left > 0 else load
            if need > skills[nurse]:
                missing += need - skills[nurse]
        return missing * self._skill_weight + above * self._load_weight + len(set(nurses)) * self._nurse_weight

    def leave(self, person: int, room: int) -> int:
        """Take somebody out of a room again; returns what that adds (zero or less)."""
        saved = self.leaving(person, room)
        nurses, people, spare = self.nurses[room], self.people[room], self._spare
        for shift, load in zip(self._spans[person], self._loads[person], strict=False):
            people[shift].remove(person)
            spare[nurses[shift]][shift] += load
        return -saved

    def change(self, room: int, shift: int, nurse: int, limit: float) -> int:
        """Give a room to another nurse for one shift if that adds at most ``limit``; returns what it added."""
        before = self.nurses[room][shift]
        added, load = self._changing(room, shift, nurse)
        if added > limit:
            return 0
        self.nurses[room][shift] = nurse
        self._spare[before][shift] += load
        self._spare[nurse][shift] -= load
        for person in self.people[room][shift]:
            seen = self._seen[person]
            seen[nurse] += 1
            if seen[before] == 1:
                del seen[before]
            else:
                seen[before] -= 1
        return added

    def _changing(self, room: int, shift: int, nurse: int) -> tuple[int, int]:
        """What another nurse in a room would add, and the load that would go over to her."""
        before = self.nurses[room][shift]
        old, new = self._skills[before], self._skills[nurse]
        met = missing = load = 0
        for person in self.people[room][shift]:
            seen, at = self._seen[person], shift - self._spans[person].start
            load += self._loads[person][at]
            need = self._needs[person][at]
            if need > new:
                missing += need - new
            if need > old:
                missing -= need - old
            if seen[before] == 1:
                met -= 1
            if nurse not in seen:
                met += 1
        above = max(0, load - max(self._spare[nurse][shift], 0)) - max(0, min(load, -self._spare[before][shift]))
        added = missing * self._skill_weight + met * self._nurse_weight + above * self._load_weight
        return added, load

    def snapshot(self) -> list[list[int]]:
        """The nurses as they are."""
        return [list(shifts) for shifts in self.nurses]

    def restore(self, nurses: list[list[int]]) -> None:
        """Make the nurses what they were."""
        for room, shifts in enumerate(nurses):
            for shift, nurse in enumerate(shifts):
                if nurse != self.nurses[room][shift]:
                    self.change(room, shift, nurse, math.inf)

    def cells(self) -> list[tuple[int, int]]:
        """The (room, shift) pairs in which somebody is there and somebody could nurse."""
        return [
            (room, shift)
            for room, shifts in enumerate(self.people)
            for shift, people in enumerate(shifts)
            if people and self.on_duty[shift]
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


def _needed_skills(cares: Sequence[Care | None]) -> list[int]:
    return [skill for care in cares if care for skill in care.skill]


def _loads(cares: Sequence[Care | None]) -> list[int]:
    return [load for care in cares if care for load in care.workload]

"""The rules three times over: what the compiled steps add and allow is what the checker sees."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import nights
from optimizer.checker import HardRule, check
from optimizer.greedy import levels_of
from optimizer.index import Index
from optimizer.nights.attempts import ANY_SESSION, NOBODY, NONE_FITS, room_fits, session_for, spare_for
from optimizer.nights.board import NO_SESSION, NOWHERE, Board
from optimizer.nights.chain import Chain
from optimizer.nights.compiled import kernel
from optimizer.nights.references import referred
from optimizer.nights.setting import board_of
from optimizer.nights.translation import Translation
from optimizer.plan import Placement, Plan
from optimizer.problem import Problem
from optimizer.search.weights import Weights
from optimizer.state.hospital import Hospital
from tests.optimizer.nursing_cases import wards
from tests.optimizer.small import problems

HEATS = st.lists(st.sampled_from([0.0, 3.0, 1e3, 1e9]), min_size=1, max_size=20)
NIGHTS = st.one_of(wards(), problems().filter(nights.improvable))


class Walk:
    """A chain that begins with the pinned demands alone, and what the checker says of where it is."""

    def __init__(self, asked: Problem, seed: int) -> None:
        self.asked = asked
        hospital = Hospital(Index.of(asked))
        self.board = board_of(hospital)
        self.translation = Translation(asked, self.board)
        self.chain = Chain(self.board, self.translation.answer(hospital.plan()), (seed, 0))
        self.empty = int(self.board.people.left_out.sum())

    def weight(self, plan: Plan) -> int:
        """What the checker says the plan costs, as one number, once it has found nothing wrong with it."""
        report, weights, index = check(self.asked, plan), Weights(self.asked), Index.of(self.asked)
        assert all(found.rule is HardRule.MANDATORY for found in report.violations)
        missing = [index.demands[found.about] for found in report.violations]
        priced = sum(weights.of_levels(levels_of(index, demand, None)) for demand in missing)
        return weights.of_levels(report.cost.levels) - priced + len(missing) * weights.missing


@settings(deadline=None)
@given(NIGHTS, st.integers(0, 99), HEATS)
def test_what_moves_add_is_what_the_checker_sees_and_they_break_no_rule(
    asked: Problem, seed: int, heats: list[float]
) -> None:
    walk = Walk(asked, seed)
    assert walk.weight(walk.translation.plan(walk.chain.here)) == walk.empty + walk.chain.added
    for heat in heats:
        walk.chain.run(heat, 7)
        assert walk.weight(walk.translation.plan(walk.chain.here)) == walk.empty + walk.chain.added
    assert walk.weight(walk.translation.plan(walk.chain.best)) == walk.empty + walk.chain.weight


@kernel
def allowed(parts: Board, person: int, place: int, start: int) -> int:
    """The session somebody who has no place would have in one; ``NONE_FITS`` if there is no bed or session."""
    board: Board = referred(parts)
    fits = room_fits(board, person, place, start, NOBODY) and spare_for(board, person, place, start)
    return session_for(board, person, start, ANY_SESSION) if fits else NONE_FITS


@settings(deadline=None)
@given(NIGHTS, st.integers(0, 99))
def test_what_a_step_may_do_is_what_the_checker_allows(asked: Problem, seed: int) -> None:
    walk = Walk(asked, seed)
    walk.chain.run(1e3, 40)
    plan = walk.translation.plan(walk.chain.here)
    people, board = walk.chain.here, walk.chain.board
    for person in np.flatnonzero(people.place[: len(asked.demands)] == NOWHERE).tolist():
        demand = asked.demands[person]
        for place, room in enumerate(asked.places):
            for start in range(demand.release, min(demand.due, asked.horizon.length - 1) + 1):
                session = allowed(board, person, place, start) if board.people.suits[person, place] else NONE_FITS
                sessions = [one.id for one in asked.sessions] if demand.surgery else [None]
                tried = (Placement(demand=demand.id, place=room.id, start=start, session=name) for name in sessions)
                fits = {one.session for one in tried if _fits(asked, plan, one)}
                named = (
                    {None if session == NO_SESSION else asked.sessions[session].id} if session != NONE_FITS else set()
                )
                assert named <= fits
                assert bool(named) == bool(fits)


def _fits(asked: Problem, plan: Plan, placement: Placement) -> bool:
    """Whether the checker finds nothing wrong but nurses who are not there yet."""
    found = check(asked, Plan(placements=(*plan.placements, placement), nursing=plan.nursing)).violations
    return all(violation.rule in {HardRule.ROOM_NURSE, HardRule.MANDATORY} for violation in found)

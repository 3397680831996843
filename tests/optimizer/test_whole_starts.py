"""The bound with starts whole: what is proven below a level that the plan already keeps at its least."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.cpsat.effort import Effort
from optimizer.cpsat.nightly import Nightly
from optimizer.greedy import greedy
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.problem import Grid, Horizon, Price, Problem, Session, SoftRule, Surgeon, Surgery
from optimizer.state.hospital import Hospital
from tests.optimizer.builders import bed, demand, problem


def operated(minutes: int) -> Problem:
    """Three operations of 200 minutes in a session a day; a day of waiting costs 10, below the price of leaving out."""
    surgery = Surgery(surgeon="ann", minutes=200)
    return problem(
        *(demand(name, due=2, length=1, surgery=surgery) for name in "xyz"),
        horizon=Horizon(grid=Grid.NIGHTS, length=3, day=1),
        places=(bed(capacity=3),),
        sessions=tuple(Session(id=str(day), theatre="t", start=day, end=day + 1, minutes=minutes) for day in range(3)),
        surgeons=(Surgeon(id="ann", minutes=()),),
        prices={SoftRule.UNPLACED: Price(level=3, amount=1), SoftRule.WAITING: Price(level=4, amount=10)},
    )


def proven(asked: Problem) -> tuple[int, int]:
    """What is proven of level 4 before and with starts whole; the plan is the best there is."""
    effort = Effort(60, deterministic=True)
    hospital, incumbent = Hospital(Index.of(asked)), Incumbent(asked, greedy(asked))
    field = Nightly(hospital, hospital.take_all(asked.demands), effort)
    field.learn(incumbent, effort, reserve=0, plans=False)
    cut, levels = field.bound(incumbent.cost.levels)[3], incumbent.cost.levels
    assert field.loose(levels) == (cut < levels[3])
    field.tighten(incumbent, effort)
    assert field.bound(levels) == levels
    return cut, levels[3]


@pytest.mark.parametrize(("minutes", "cut", "whole"), [(399, 20, 30), (400, 10, 10), (599, 10, 10), (600, 0, 0)])
def test_who_waits_is_proven_with_operations_that_are_not_cut(minutes: int, cut: int, whole: int) -> None:
    assert proven(operated(minutes)) == (cut, whole)


@pytest.mark.parametrize(("beds", "cut", "whole"), [(2, 10, 20), (3, 10, 10)])
def test_an_operation_for_which_there_is_no_bed_on_its_day_waits_for_another_day(
    beds: int, cut: int, whole: int
) -> None:
    asked = operated(399)
    others = (demand(name, release=1, due=1, length=1) for name in "vw")
    asked = replace(asked, demands=(*asked.demands[:2], *others), places=(bed(capacity=beds),))
    assert proven(asked) == (cut, whole)

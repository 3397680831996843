"""The bound with theatres whole: what is proven below a level that the plan already keeps at its least."""

from __future__ import annotations

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


@pytest.mark.parametrize(("minutes", "cut", "whole"), [(399, 20, 30), (400, 10, 10), (599, 10, 10), (600, 0, 0)])
def test_who_waits_is_proven_with_operations_that_are_not_cut(minutes: int, cut: int, whole: int) -> None:
    asked, effort = operated(minutes), Effort(60, deterministic=True)
    hospital, incumbent = Hospital(Index.of(asked)), Incumbent(asked, greedy(asked))
    field = Nightly(hospital, hospital.take_all(asked.demands), effort)
    field.learn(incumbent, effort, reserve=0, plans=False)
    assert incumbent.cost.levels == (0, 0, 0, whole, 0)
    assert field.bound(incumbent.cost.levels)[3] == cut
    assert field.loose(incumbent.cost.levels) == (cut < whole)
    field.tighten(incumbent, effort)
    assert field.bound(incumbent.cost.levels)[3] == whole

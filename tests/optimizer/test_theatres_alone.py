"""The bound from theatres alone: operations are not cut into minutes."""

from __future__ import annotations

import pytest

from optimizer.checker import check
from optimizer.cpsat.effort import Effort
from optimizer.cpsat.nightly import Nightly
from optimizer.greedy import greedy
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.problem import Grid, Horizon, Problem, Session, SoftRule, Surgeon, Surgery
from optimizer.state.hospital import Hospital
from tests.optimizer.builders import bed, demand, priced, problem


def operated(sessions: int, minutes: int) -> Problem:
    """Three operations of 200 minutes on one day; each one left out costs 10."""
    surgery = Surgery(surgeon="ann", minutes=200)
    return problem(
        *(demand(name, due=0, length=1, surgery=surgery) for name in "xyz"),
        horizon=Horizon(grid=Grid.NIGHTS, length=1, day=1),
        places=(bed(capacity=3),),
        sessions=tuple(
            Session(id=str(number), theatre=str(number), start=0, end=1, minutes=minutes) for number in range(sessions)
        ),
        surgeons=(Surgeon(id="ann", minutes=(10_000,)),),
        prices=priced(SoftRule.UNPLACED),
    )


@pytest.mark.parametrize(
    ("sessions", "minutes", "seconds", "least"),
    [(0, 0, 5.0, 30), (1, 399, 5.0, 20), (2, 399, 5.0, 10), (3, 399, 5.0, 0), (1, 600, 5.0, 0), (1, 399, 0.0, 0)],
)
def test_an_operation_needs_one_session_with_all_its_minutes(
    sessions: int, minutes: int, seconds: float, least: int
) -> None:
    asked = operated(sessions, minutes)
    hospital = Hospital(Index.of(asked))
    incumbent = Incumbent(asked, greedy(asked))
    field = Nightly(hospital, hospital.take_all(asked.demands), Effort(60, deterministic=True))
    field.learn(incumbent, Effort(seconds, deterministic=True), reserve=0, plans=False)
    assert field.bound(check(asked, incumbent.plan).cost.levels)[2] == least

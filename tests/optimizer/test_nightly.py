"""Which choices a piece of a night plan is given."""

from __future__ import annotations

from optimizer.cpsat.effort import Effort
from optimizer.cpsat.nightly import CHOICES, Nightly
from optimizer.index import Index
from optimizer.problem import SoftRule
from optimizer.state.hospital import Hospital
from tests.optimizer.builders import NIGHTS, bed, demand, priced, problem


def test_of_many_choices_a_piece_has_some_for_every_first_night() -> None:
    asked = problem(
        demand(due=5, length=1),
        horizon=NIGHTS,
        places=tuple(bed(str(number)) for number in range(2 * CHOICES)),
        prices=priced(SoftRule.WAITING),
    )
    hospital = Hospital(Index.of(asked))
    field = Nightly(hospital, hospital.take_all(asked.demands), Effort(60, deterministic=True))
    [options] = field.promising(asked.demands, {})
    assert not options.whole
    assert len(options.choices) < field.size
    assert {choice.low for choice in options.choices} == set(range(6))

"""A problem as an empty board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.nights.board import Board, Change, Prices
from optimizer.nights.exchange import MOST
from optimizer.nights.house import nurses_of, rooms_of, theatres_of
from optimizer.nights.menus import Menus
from optimizer.nights.people import people_of
from optimizer.nights.shares import shares_of
from optimizer.problem import SoftRule
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from optimizer.nights import Worth
    from optimizer.search.budget import Budget
    from optimizer.state.hospital import Hospital


def board_of(hospital: Hospital, worth: Worth | None = None, budget: Budget | None = None) -> Board:
    """The board of a hospital's problem, nobody placed yet; ``worth`` says which places to try most often.

    Raises:
        TimeOverError: the ``budget`` is gone before all is written down.
    """
    problem = hospital.index.problem
    weights = Weights(problem)
    menus = Menus(hospital, weights, worth, budget)
    nurses, people = nurses_of(problem), people_of(hospital, menus)
    most = max(2 * nurses.nurse.shape[1], MOST)  # steps of one change: two rooms in every shift, or some stays
    return Board(
        people=people,
        rooms=rooms_of(hospital),
        theatres=theatres_of(problem),
        nurses=nurses,
        prices=Prices(*(weights.of(SoftRule(rule)) for rule in Prices._fields)),
        change=Change(*(np.zeros(most, np.int32) for _ in Change._fields)),
        shares=shares_of(people, nurses),
    )

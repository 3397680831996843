"""Plans made in one pass each, in several orders: the cheapest choice left, scarce beds and sessions priced in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.cost import LEVELS
from optimizer.plan import Placement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.ground import Ground, Menu
    from optimizer.cpsat.nightly import Nightly
    from optimizer.greedy import Levels
    from optimizer.incumbent import Incumbent
    from optimizer.state.hospital import Hospital

_OTHERS: Final = 5  # a choice is urgent by how much more this many choices later would cost
_MISSING: Final = 1 << 40  # what a mandatory demand counts that found no place: more than anything else
_MENU_SECONDS: Final = 2e-5  # what looking at a demand counts where steps are counted


def rounds(hospital: Hospital, field: Nightly, incumbent: Incumbent, effort: Effort, reserve: float) -> None:
    """Offer the best of several plans to ``incumbent``; ``hospital`` is without the demands before and after."""
    best: Levels | None = None
    for order in _orders(field):
        cost = _pass(hospital, field, np.argsort(order, kind="stable").tolist(), effort, reserve)
        if cost is not None and (best is None or cost < best):
            best = cost
            incumbent.offer(hospital.plan())
        hospital.take_all(menu.demand for menu in field.menus)
        if cost is None:
            return


def _orders(field: Nightly) -> list[NDArray[np.float64]]:
    """Who comes first: those with few choices, those who stay long, with prices also those who would lose most."""
    few = np.array([float(len(menu.places)) for menu in field.menus])
    nights = np.array([float(menu.demand.length) for menu in field.menus])
    if not field.priced:
        return [few, -nights]
    lost = np.array([_lost(field.worth(menu)) for menu in field.menus])
    return [few, -nights, -lost, -(lost + 1) * nights]


def _lost(worth: NDArray[np.float64]) -> float:
    """How much more a demand pays for a later choice than for its best."""
    if len(worth) <= _OTHERS:
        return float(np.ptp(worth)) + 1 if len(worth) else 0.0
    return float(np.partition(worth, _OTHERS)[_OTHERS] - worth.min())


def _pass(hospital: Hospital, field: Nightly, order: Sequence[int], effort: Effort, reserve: float) -> Levels | None:
    """Place the demands in this order, those who had better wait at the end.

    Returns what they cost themselves, or None if the time was over before.
    """
    ground, later = field.ground(), []
    cost = np.zeros(LEVELS, dtype=np.int64)
    for number in order:
        effort.count(_MENU_SECONDS)
        if effort.left() <= reserve:
            return None
        demand = field.menus[number].demand
        menu = ground.menu(demand)
        worth = field.worth(menu)
        if len(worth) and worth.min() <= field.worth_left_out(demand):
            cost += _put(hospital, ground, menu, int(worth.argmin()))
        else:
            later.append(demand)
    for demand in later:
        menu, left_out = ground.menu(demand), field.left_out(demand)
        cheapest = np.lexsort(menu.costs.T[::-1])[:1].tolist()
        if cheapest and (demand.mandatory or menu.costs[cheapest[0]].tolist() < left_out.tolist()):
            cost += _put(hospital, ground, menu, cheapest[0])
        else:
            cost += left_out
            cost[0] += _MISSING * demand.mandatory
    return tuple(cost.tolist())


def _put(hospital: Hospital, ground: Ground, menu: Menu, choice: int) -> NDArray[np.int64]:
    """Take a choice; returns its cost."""
    demand, start = menu.demand, int(menu.starts[choice])
    place = hospital.index.problem.places[int(menu.places[choice])].id
    sessions = (each.session for each in hospital.theatres.openings(demand) if each.low <= start <= each.high)
    hospital.put(Placement(demand=demand.id, place=place, start=start, session=next(sessions)))
    ground.add(demand, int(menu.places[choice]), start)
    costs: NDArray[np.int64] = menu.costs[choice]
    return costs

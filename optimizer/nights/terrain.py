"""A night-grid problem in numbers: what never changes during a search.

People are numbered, demands first and occupants after them; places, rooms, sessions and surgeons by their
position in the problem. A set of nights is an integer with one bit per night.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from optimizer.checker.pricing import demand_items
from optimizer.checker.suitability import suits
from optimizer.index import Index
from optimizer.plan import Placement
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.problem import Demand, Occupant, Problem, Session, Surgery

NO_SESSION: Final = -1
_MISSING: Final = 10**4  # how many times the dearest price a mandatory demand costs while it has no place


class Spot(NamedTuple):
    """Where somebody is put: place, first night and theatre session."""

    place: int
    start: int
    session: int


class Terrain:
    """Look-ups by number, and prices of single placements, worked out once each."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.index = Index.of(problem)
        self.weights = Weights(problem)
        self.nights = problem.horizon.length
        self.demands = problem.demands
        self.people: tuple[Demand | Occupant, ...] = (*problem.demands, *problem.occupants)
        rooms = {room.id: number for number, room in enumerate(problem.rooms)}
        self.room_of = [rooms[place.room] for place in problem.places]
        self.place_number = {place.id: number for number, place in enumerate(problem.places)}
        self.session_number = {session.id: number for number, session in enumerate(problem.sessions)}
        self.places_of = [self._suitable(demand) for demand in self.demands]
        self.sessions_of = [self._sessions(demand) for demand in self.demands]
        self.starts_of = [
            [start for start in self._window(demand) if demand.surgery is None or start in sessions]
            for demand, sessions in zip(self.demands, self.sessions_of, strict=True)
        ]
        self.start_sets = [sum(1 << start for start in starts) for starts in self.starts_of]
        self.left_out = [self._left_out(demand) for demand in self.demands]
        self._prices: dict[tuple[int, int, int], int] = {}

    def price(self, person: int, place: int, start: int) -> int:
        """What the demand's own placement weighs."""
        key = (person, place, start)
        price = self._prices.get(key)
        if price is None:
            demand = self.demands[person]
            placement = Placement(demand=demand.id, place=self.problem.places[place].id, start=start)
            price = self._prices[key] = self.weights.sum(demand_items(self.index, demand, placement))
        return price

    def _left_out(self, demand: Demand) -> int:
        if demand.mandatory:
            return _MISSING * max((self.weights.of(rule) for rule in self.problem.prices), default=1)
        return self.weights.sum(demand_items(self.index, demand, None))

    def _suitable(self, demand: Demand) -> list[int]:
        return [at for at, place in enumerate(self.problem.places) if suits(self.index, demand, place)]

    def _window(self, demand: Demand) -> range:
        return range(max(demand.release, 0), min(demand.due + 1, self.nights))

    def _sessions(self, demand: Demand) -> dict[int, list[int]]:
        """The sessions that could take the demand's operation, by the stay's first night."""
        if demand.surgery is None:
            return {}
        days = {
            start: [
                number for number, session in enumerate(self.problem.sessions) if _takes(session, demand.surgery, start)
            ]
            for start in self._window(demand)
        }
        return {start: sessions for start, sessions in days.items() if sessions}


def _takes(session: Session, surgery: Surgery, start: int) -> bool:
    """Whether the operation of a stay from ``start`` may be in the session, were it empty."""
    return (
        session.start <= start + surgery.offset < session.end
        and surgery.minutes <= session.minutes
        and (session.surgeons is None or surgery.surgeon in session.surgeons)
    )


def night_set(start: int, nights: int) -> int:
    """The nights from ``start`` on."""
    return ((1 << nights) - 1) << start


def pick(bits: int, draw: float) -> int:
    """One of the nights of a set that is not empty; ``draw`` in [0, 1) says which."""
    for _ in range(int(draw * bits.bit_count())):
        bits &= bits - 1
    return (bits & -bits).bit_length() - 1


def numbers(ids: Sequence[str]) -> dict[str, int]:
    """The position of every id."""
    return {name: number for number, name in enumerate(ids)}

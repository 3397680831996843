"""How a plan may change by one or a few stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.nights.change import Change
from optimizer.nights.terrain import Spot, pick
from optimizer.nursing.moves import other_nurse

if TYPE_CHECKING:
    import random

    from optimizer.nights.state import State
    from optimizer.search.anneal import Move

_LIGHT: Final = 4  # how often the quick moves are tried for one that takes longer
_SAME_START: Final = 0.5  # how often only the place changes, where it can
_TRIES: Final = 3  # places that are tried for one who gave way


def moves(state: State, chance: random.Random) -> list[Move]:
    """All of them, each as often as it is listed."""
    nurses = [other_nurse(state.roster, chance)] * _LIGHT
    if not state.movable:
        return nurses
    return [*nurses, *[relocate(state, chance)] * _LIGHT, give_way(state, chance)]


def relocate(state: State, chance: random.Random) -> Move:
    """Another place, first night or both for one demand; a place for one without."""
    draw, movable, places_of = chance.random, state.movable, state.terrain.places_of

    def move(limit: float) -> int:
        person = movable[int(draw() * len(movable))]
        places = places_of[person]
        if not places:
            return 0
        spot = state.spots[person]
        place = places[int(draw() * len(places))]
        openings = state.openings(person, place)
        if spot is not None and spot.place == place:
            openings &= ~(1 << spot.start)
        if not openings:
            return 0
        start = pick(openings, draw())
        if spot is not None and openings >> spot.start & 1 and draw() < _SAME_START:
            start = spot.start
        return shift(state, person, place, start, limit)

    return move


def shift(state: State, person: int, place: int, start: int, limit: float) -> int:
    """Put one person elsewhere, where there is room for her, if that adds at most ``limit``."""
    spot = state.spots[person]
    session, least = state.least(person, place, start)
    if session is None or least > limit:
        return 0
    added = 0 if spot is None else state.take(person, spot)
    new = Spot(place, start, session)
    added += state.put(person, new)
    if added <= limit:
        return added
    state.take(person, new)
    if spot is not None:
        state.put(person, spot)
    return 0


def give_way(state: State, chance: random.Random) -> Move:
    """One demand takes nights of another, who goes where the first came from, elsewhere, or waits."""
    draw, movable, places_of = chance.random, state.movable, state.terrain.places_of

    def move(limit: float) -> int:
        person, other = movable[int(draw() * len(movable))], movable[int(draw() * len(movable))]
        theirs, mine = state.spots[other], state.spots[person]
        if theirs is None or person == other or theirs.place not in places_of[person]:
            return 0
        wanted = state.meeting(person, other, theirs.start)
        if not wanted:
            return 0
        change = Change(state)
        change.lift(other)
        change.lift(person)
        if not change.lay(person, theirs.place, draw(), wanted):
            return change.undo()
        options = places_of[other]
        places = [options[int(draw() * len(options))] for _ in range(_TRIES)]
        if mine is not None and mine.place in options:
            places.insert(0, mine.place)
        for place in places:
            if change.lay(other, place, draw()):
                break
        return change.finish(limit)

    return move

"""Random small problems, with every rule switched on now and then, and all their plans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st

from optimizer.plan import Placement, Plan
from optimizer.problem import (
    Closure,
    Demand,
    DemandKind,
    Grid,
    Horizon,
    Occupant,
    Place,
    Price,
    Problem,
    Promise,
    Reserve,
    Room,
    Session,
    Sex,
    SexRule,
    SoftRule,
    Surgeon,
    Surgery,
    Tier,
)

LENGTH = 6
FEATURES = st.frozensets(st.sampled_from(["oxygen", "window"]), max_size=1)
ORGANISMS = st.sampled_from([None, None, None, "MRSA", "VRE"])
OWN_RULES = (
    SoftRule.UNPLACED,
    SoftRule.WAITING,
    SoftRule.PROMISE_PLACE,
    SoftRule.PROMISE_START,
    SoftRule.EXPIRY,
    SoftRule.TIER,
    SoftRule.PREFERENCE,
    SoftRule.ROOM_SIZE,
    SoftRule.AFFINITY,
    SoftRule.STABILITY,
)
NIGHTLY_RULES = (SoftRule.MIXED_AGE, SoftRule.OPEN_THEATRE, SoftRule.SURGEON_TRANSFER)


def tried(usual: int) -> int:
    """How many random instances a test tries: the usual number, or the nightly profile's."""
    nightly = settings.get_current_profile_name() == "nightly"
    return settings.get_profile("nightly").max_examples if nightly else usual


def ticks(most: int = LENGTH - 1) -> st.SearchStrategy[int]:
    """Any tick of the short horizon."""
    return st.integers(0, most)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to three demands, three places in two rooms, two sessions; any priced rules on any levels."""
    grid = draw(st.sampled_from(list(Grid)))
    places = draw(_places(grid))
    names = [place.id for place in places]
    rules = OWN_RULES + (NIGHTLY_RULES if grid is Grid.NIGHTS else ())
    return Problem(
        horizon=Horizon(grid=grid, length=LENGTH, day=3 if grid is Grid.MINUTES else 1),
        rooms=tuple(draw(_room(name)) for name in ("r", "s")),
        places=places,
        demands=tuple(draw(_demand(f"d{number}", names)) for number in range(draw(st.integers(1, 3)))),
        occupants=tuple(draw(_occupant(f"o{number}", names)) for number in range(draw(st.integers(0, 2)))),
        closures=draw(st.lists(_closure(names), max_size=1).map(tuple)),
        reserves=draw(st.lists(_reserve(names), max_size=1).map(tuple)),
        sessions=tuple(draw(_session(name, grid)) for name in ("x", "y")),
        surgeons=tuple(Surgeon(id=name, minutes=draw(st.sampled_from([(), (2, 3)]))) for name in ("ann", "bob")),
        tiers=draw(st.sampled_from([(), (Tier(specialty="heart", ward="w", tier=0),), _two_tiers()])),
        prices=draw(st.dictionaries(st.sampled_from(rules), _price(), min_size=1)),
    )


def every_plan(problem: Problem) -> Iterator[Plan]:
    """All plans there are, good or bad, that have every demand at most once in its window."""
    for placements in product(*(list(_placements(problem, demand)) for demand in problem.demands)):
        yield Plan(placements=tuple(placement for placement in placements if placement is not None))


def _placements(problem: Problem, demand: Demand) -> Iterator[Placement | None]:
    if demand.pinned and demand.promise is not None:
        promise = demand.promise
        yield Placement(demand=demand.id, place=str(promise.place), start=promise.start or 0, session=promise.session)
        return
    yield None
    sessions = [session.id for session in problem.sessions] if demand.surgery else [None]
    for place in problem.places:
        for start in range(demand.release, min(demand.due, LENGTH - 1) + 1):
            for session in sessions:
                yield Placement(demand=demand.id, place=place.id, start=start, session=session)


def _price() -> st.SearchStrategy[Price]:
    return st.builds(Price, level=st.integers(1, 5), amount=st.integers(1, 4))


def _two_tiers() -> tuple[Tier, ...]:
    return (Tier(specialty="heart", ward="w", tier=1), Tier(specialty="heart", ward="v", tier=0))


@st.composite
def _room(draw: st.DrawFn, name: str) -> Room:
    return Room(
        id=name,
        ward="w" if name == "r" else "v",
        sex=draw(st.sampled_from([SexRule.SAME, SexRule.SAME, SexRule.ANY, SexRule.FEMALE])),
        oldest=draw(st.sampled_from([None, None, 1])),
    )


@st.composite
def _places(draw: st.DrawFn, grid: Grid) -> tuple[Place, ...]:
    rooms = ("r", "r", "s") if grid is Grid.MINUTES else ("r", "s")
    return tuple(
        Place(
            id=f"b{number}",
            room=room,
            capacity=1 if grid is Grid.MINUTES else draw(st.integers(1, 3)),
            features=draw(FEATURES),
            emergency_only=draw(st.sampled_from([False, False, True])),
        )
        for number, room in enumerate(rooms)
    )


@st.composite
def _demand(draw: st.DrawFn, name: str, places: list[str]) -> Demand:
    release = draw(ticks())
    surgery = draw(st.none() | st.builds(Surgery, surgeon=st.sampled_from(["ann", "bob"]), minutes=st.integers(1, 3)))
    pinned = surgery is None and draw(st.integers(0, 5)) == 0
    promised = st.sampled_from(places)
    return Demand(
        id=name,
        kind=draw(st.sampled_from([DemandKind.PLANNED, DemandKind.EMERGENCY])),
        release=release,
        due=release + draw(st.integers(0, 2)),
        length=draw(st.integers(1, LENGTH)),
        sex=draw(st.sampled_from(list(Sex))),
        mandatory=draw(st.sampled_from([False, False, True])),
        wanted=draw(st.none() | ticks()),
        urgency=draw(st.integers(1, 3)),
        waiting_level=draw(st.sampled_from([None, None, 1])),
        age_group=draw(st.integers(0, 2)),
        specialty=draw(st.sampled_from([None, "heart"])),
        severe=draw(st.booleans()),
        needs=draw(FEATURES),
        prefers=draw(FEATURES),
        room_size=draw(st.sampled_from([None, 1, 2])),
        organism=draw(ORGANISMS),
        refuses=draw(st.frozensets(promised, max_size=1)),
        place_cost=draw(st.lists(st.tuples(promised, st.integers(0, 3)), max_size=1).map(tuple)),
        surgery=surgery,
        promise=Promise(place=draw(promised), start=draw(ticks())) if pinned else draw(_promise(places)),
        pinned=pinned,
        previous=draw(st.none() | promised),
        expires=draw(st.none() | ticks()),
    )


def _promise(places: list[str]) -> st.SearchStrategy[Promise | None]:
    return st.none() | st.builds(Promise, place=st.none() | st.sampled_from(places), start=st.none() | ticks())


@st.composite
def _occupant(draw: st.DrawFn, name: str, places: list[str]) -> Occupant:
    start = draw(st.integers(0, 2))
    return Occupant(
        id=name,
        place=draw(st.sampled_from(places)),
        start=start,
        end=start + draw(st.integers(1, LENGTH)),
        sex=draw(st.sampled_from(list(Sex))),
        age_group=draw(st.integers(0, 2)),
        organism=draw(ORGANISMS),
    )


@st.composite
def _closure(draw: st.DrawFn, places: list[str]) -> Closure:
    start = draw(ticks())
    return Closure(
        place=draw(st.sampled_from(places)),
        start=start,
        end=start + draw(st.integers(1, 3)),
        beds=draw(st.sampled_from([None, 1])),
    )


@st.composite
def _reserve(draw: st.DrawFn, places: list[str]) -> Reserve:
    start = draw(ticks())
    return Reserve(
        id="kept",
        places=draw(st.frozensets(st.sampled_from(places), min_size=1)),
        count=draw(st.integers(0, 2)),
        start=start,
        end=start + draw(st.integers(1, LENGTH)),
    )


@st.composite
def _session(draw: st.DrawFn, name: str, grid: Grid) -> Session:
    start = draw(ticks())
    return Session(
        id=name,
        theatre=draw(st.sampled_from(["t", "u"])),
        start=start,
        end=start + (1 if grid is Grid.NIGHTS else draw(st.integers(1, 5))),
        minutes=draw(st.integers(1, 5)),
        surgeons=draw(st.none() | st.frozensets(st.sampled_from(["ann", "bob"]), min_size=1)),
    )

"""Random small wards on the night grid: people to place, nurses to give them, every rule priced on one level."""

from __future__ import annotations

from hypothesis import strategies as st

from optimizer.problem import (
    Care,
    Closure,
    Demand,
    DemandKind,
    Duty,
    Grid,
    Horizon,
    Nurse,
    Occupant,
    Place,
    Price,
    Problem,
    Room,
    Session,
    Sex,
    SexRule,
    SoftRule,
    Surgeon,
    Surgery,
)

DAYS, SHIFTS = 4, 2
RULES = (
    SoftRule.UNPLACED,
    SoftRule.WAITING,
    SoftRule.MIXED_AGE,
    SoftRule.OPEN_THEATRE,
    SoftRule.SURGEON_TRANSFER,
    SoftRule.NURSE_SKILL,
    SoftRule.NURSE_WORKLOAD,
    SoftRule.CONTINUITY,
)
_SEXES = st.sampled_from(list(Sex))
_FIGURES = st.lists(st.integers(0, 3), min_size=DAYS * SHIFTS, max_size=DAYS * SHIFTS).map(tuple)
_CARE = st.none() | st.builds(Care, workload=_FIGURES, skill=_FIGURES)


@st.composite
def wards(draw: st.DrawFn, most: int = 5) -> Problem:
    """Two rooms, two theatres open every day, two nurses always on duty and one now and then."""
    shifts = range(DAYS * SHIFTS)
    rested = draw(st.frozensets(st.sampled_from(shifts)))
    return Problem(
        horizon=Horizon(grid=Grid.NIGHTS, length=DAYS, day=1, shifts=SHIFTS),
        rooms=(Room(id="r", ward="w"), Room(id="s", ward="w", sex=draw(st.sampled_from(list(SexRule))))),
        places=(Place(id="b", room="r", capacity=2), Place(id="c", room="s", capacity=draw(st.integers(1, 3)))),
        demands=tuple(draw(_demand(f"d{number}")) for number in range(draw(st.integers(0, most)))),
        occupants=tuple(draw(_occupants())),
        closures=draw(st.sampled_from([(), (Closure(place="b", start=1, end=2, beds=1),)])),
        sessions=tuple(
            Session(id=f"{theatre}{day}", theatre=theatre, start=day, end=day + 1, minutes=draw(st.integers(2, 5)))
            for theatre in "tu"
            for day in range(DAYS + 1)
        ),
        surgeons=(Surgeon(id="ann"), Surgeon(id="bob", minutes=(3, 3, 0, 4))),
        nurses=(
            *(_nurse(name, draw(st.integers(0, 3)), draw(st.integers(0, 5)), frozenset(shifts)) for name in "mn"),
            _nurse("o", 2, 3, frozenset(shifts) - rested),
        ),
        prices={rule: Price(level=4, amount=draw(st.integers(0, 9))) for rule in RULES},
    )


def _nurse(name: str, skill: int, load: int, shifts: frozenset[int]) -> Nurse:
    return Nurse(id=name, skill=skill, duties=tuple(Duty(shift=shift, max_load=load) for shift in sorted(shifts)))


@st.composite
def _demand(draw: st.DrawFn, name: str) -> Demand:
    release = draw(st.integers(0, DAYS - 1))
    operation = st.builds(
        Surgery, surgeon=st.sampled_from(["ann", "bob"]), minutes=st.integers(1, 3), offset=st.integers(0, 1)
    )
    surgery = draw(st.none() | operation)
    return Demand(
        id=name,
        kind=DemandKind.PLANNED,
        release=release,
        due=release + draw(st.integers(0, DAYS)),
        length=draw(st.integers(1, DAYS)),
        sex=draw(_SEXES),
        urgency=draw(st.integers(1, 2)),
        age_group=draw(st.integers(0, 3)),
        organism=draw(st.sampled_from([None, None, None, "MRSA"])),
        refuses=draw(st.frozensets(st.just("c"))),
        surgery=surgery,
        care=draw(_CARE),
    )


@st.composite
def _occupants(draw: st.DrawFn) -> list[Occupant]:
    start = draw(st.sampled_from([0, 0, 1, DAYS + 1]))
    return [
        Occupant(
            id="o",
            place=place,
            start=start,
            end=start + draw(st.integers(1, DAYS)),
            sex=draw(_SEXES),
            age_group=2,
            care=draw(_CARE),
        )
        for place in draw(st.sampled_from([[], ["b"], ["c"]]))
    ]

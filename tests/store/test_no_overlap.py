"""The database itself refuses two intervals of one bed or theatre that overlap, whoever writes them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from bedcentre.domain.errors import TakenError
from bedcentre.domain.events import BedBlocked, Event, TheatreBooked
from bedcentre.domain.intervals import ActualInterval, TheatreBooking
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.store.engine import reading, writing
from tests.store.house import House
from tests.store.small import BED_IDS, START

FREE_BED = BED_IDS["I-1"]
OTHER_BED = BED_IDS["I-2"]

ACTUAL = """insert into actual_interval (id, bed_id, kind, "start", "end")
    values (:id, :owner, 'blocked', :start, :end)"""
PLANNED = """insert into planned_interval (id, bed_id, kind, "start", "end", made_by)
    values (:id, :owner, 'hold', :start, :end, 1)"""
BOOKING = """insert into theatre_booking (id, theatre_id, demand_id, session_id, surgeon, "start", "end")
    values (:id, :owner, (select min(id) + (:id - 900) * 2 from demand), 1, 'W1', :start, :end)"""
EXAM = """insert into exam_booking (id, device_id, demand_id, milestone_id, exam, "start", "end")
    values (:id, :owner, (select min(id) from demand), :id, 'blood', :start, :end)"""
LAYERS = {
    "actual_interval": (ACTUAL, FREE_BED),
    "planned_interval": (PLANNED, FREE_BED),
    "theatre_booking": (BOOKING, 1),
    "exam_booking": (EXAM, 1),
}

TOUCHING = [((10, 20), (20, 30)), ((10, 20), (0, 10)), ((10, 20), (15, 15)), ((15, 15), (10, 20)), ((5, 5), (5, 5))]
OVERLAPPING = [
    ((10, 20), (19, 30)),
    ((10, 20), (0, 11)),
    ((10, 20), (12, 15)),
    ((12, 15), (10, 20)),
    ((10, 20), (10, 20)),
]
OPEN_ENDED = [((10, None), (30, 40)), ((30, 40), (10, None)), ((10, None), (30, None))]


@pytest.fixture(params=LAYERS)
def layer(request: pytest.FixtureRequest) -> str:
    """Each table whose intervals must not overlap."""
    return str(request.param)


def put(engine: Engine, layer: str, *spans: tuple[int, int | None]) -> None:
    """Write the spans of one bed or theatre, each in a statement of its own."""
    statement, owner = LAYERS[layer]
    with writing(engine) as connection:
        for number, (start, end) in enumerate(spans, 900):
            values = {"id": number, "owner": owner, "start": start, "end": end}
            connection.execute(text(statement), values)


@pytest.mark.parametrize("spans", TOUCHING)
def test_spans_that_only_touch_are_accepted(
    engine: Engine, layer: str, spans: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    put(engine, layer, *spans)


@pytest.mark.parametrize("spans", OVERLAPPING)
def test_spans_that_overlap_are_refused(
    engine: Engine, layer: str, spans: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    with pytest.raises(IntegrityError, match=f"no_overlap_{layer}"):
        put(engine, layer, *spans)


@pytest.mark.parametrize("spans", OPEN_ENDED)
def test_open_end_reaches_for_ever(
    engine: Engine, spans: tuple[tuple[int, int | None], tuple[int, int | None]]
) -> None:
    with pytest.raises(IntegrityError, match="no_overlap_actual_interval"):
        put(engine, "actual_interval", *spans)


def test_span_is_not_moved_onto_another(engine: Engine, layer: str) -> None:
    put(engine, layer, (10, 20), (20, 30))
    for change in ('"end" = 21', '"start" = 10, "end" = 15'):
        with pytest.raises(IntegrityError, match=f"no_overlap_{layer}"), writing(engine) as connection:
            connection.execute(text(f"update {layer} set {change} where id = 901 or id = 900"))  # noqa: S608  fixed texts
    with writing(engine) as connection:
        connection.execute(text(f'update {layer} set "end" = 19 where id = 900'))  # noqa: S608  the same


def test_span_does_not_end_before_it_starts(engine: Engine, layer: str) -> None:
    with pytest.raises(Exception, match=r"half_open|range lower bound"):
        put(engine, layer, (20, 10))


def test_other_beds_do_not_matter(engine: Engine) -> None:
    put(engine, "actual_interval", (10, 20))
    with writing(engine) as connection:
        connection.execute(text(ACTUAL), {"id": 990, "owner": OTHER_BED, "start": 10, "end": 20})


def test_open_end_of_the_same_span_may_be_closed_and_opened(engine: Engine) -> None:
    put(engine, "actual_interval", (10, None))
    with writing(engine) as connection:
        connection.execute(text('update actual_interval set "end" = 20 where id = 900'))
        connection.execute(text('update actual_interval set "end" = null where id = 900'))


def test_use_case_that_did_not_look_is_told_who_is_in_the_way(house: House) -> None:
    end = START + timedelta(hours=1)
    demand_id = house.demand_of("N1")
    twice: dict[str, tuple[Event, Event]] = {
        "bed": (
            BedBlocked(block=ActualInterval(id=950, bed_id=FREE_BED, kind=ActualKind.BLOCKED, start=START)),
            BedBlocked(block=ActualInterval(id=951, bed_id=FREE_BED, kind=ActualKind.BLOCKED, start=end)),
        ),
        "theatre": (_booked(960, demand_id, end), _booked(961, house.demand_of("N2"), end)),
    }
    for what, (first, second) in twice.items():
        with pytest.raises(TakenError) as taken:
            _record(house, first, second)
        assert taken.value.reasons[0].params[what] == {"bed": "I-1", "theatre": "T1"}[what]
    with reading(house.engine) as connection:
        assert connection.scalar(text("select count(*) from actual_interval where id >= 950")) == 0


def _booked(booking_id: int, demand_id: int, start: datetime) -> TheatreBooked:
    return TheatreBooked(
        booking=TheatreBooking(
            id=booking_id,
            demand_id=demand_id,
            session_id=1,
            theatre="T1",
            surgeon="W1",
            start=start,
            end=start + timedelta(hours=1),
        )
    )


def _record(house: House, *events: Event) -> None:
    with house.writing() as uow:
        for event in events:
            uow.record(event)

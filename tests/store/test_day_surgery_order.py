"""The list of a session: latex first, children, infections last; times, bays and checks follow, or it is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.day_surgery import LATEX
from bedcentre.domain.errors import NotPermittedError, RefusedError, TakenError
from bedcentre.usecases.day_surgery.checks import checks_of
from bedcentre.usecases.day_surgery.day import ArriveCase, StartOperation
from bedcentre.usecases.day_surgery.order import OrderList, listed, recommended
from bedcentre.usecases.slots.search import free_slots
from tests.store.day_surgery import NURSE_D, TODAY, book, pass_checks
from tests.store.house import NURSE_M, SURGEON_1, House
from tests.store.small import START

HOUR = timedelta(hours=1)


def session_of(house: House, demand_id: int) -> int:
    """The session in which an operation is booked."""
    with house.reader() as reader:
        booking = reader.booking_of(demand_id)
    assert booking is not None
    return booking.session_id


def begins(house: House, *demand_ids: int) -> list[float]:
    """When operations begin, in hours since the start."""
    with house.reader() as reader:
        bookings = [reader.booking_of(demand_id) for demand_id in demand_ids]
    return [(each.start - START) / HOUR for each in bookings if each is not None]


def test_the_rule_puts_latex_first_then_the_youngest_child(house: House) -> None:
    adult, boy, girl = book(house, "A"), book(house, "B", born=2016), book(house, "C", born=2020)
    latex = book(house, "D", flags=frozenset({LATEX}))
    with house.reader() as reader:
        order = recommended(reader, listed(reader, session_of(house, adult)))
    assert order == (latex, girl, boy, adult)


def test_times_bays_and_checks_follow_the_new_order(house: House) -> None:
    one, two = book(house, "A"), book(house, "B")
    assert begins(house, one, two) == [1, 2]
    house.now -= 3 * HOUR
    with house.reader() as reader:
        before = {each.step: each.due_at for each in checks_of(reader, two)}
    house.do(OrderList(session_id=session_of(house, one), demand_ids=(two, one)), SURGEON_1)
    assert begins(house, two, one) == [1, 2]
    with house.reader() as reader:
        (claim,) = reader.claims_of(two)
        after = {each.step: each.due_at for each in checks_of(reader, two)}
    assert claim.start == START
    assert after["fasting"] == (before["fasting"] or START) - HOUR


def test_an_order_for_which_no_bay_is_free_is_refused_whole(house: House) -> None:
    one, two, three = (book(house, mrn) for mrn in "ABC")
    assert begins(house, one, two, three) == [1, 2, 5]
    house.now -= 3 * HOUR
    with pytest.raises(RefusedError, match="list_no_bay"):
        house.do(OrderList(session_id=session_of(house, one), demand_ids=(three, one, two)), SURGEON_1)
    assert begins(house, one, two, three) == [1, 2, 5]


def test_the_same_order_again_changes_nothing(house: House) -> None:
    one, two = book(house, "A"), book(house, "B")
    with house.reader() as reader:
        before = reader.sequence()
    house.do(OrderList(session_id=session_of(house, one), demand_ids=(one, two)), NURSE_D)
    with house.reader() as reader:
        assert reader.sequence() == before


def test_who_is_here_may_change_places_with_who_is_not(house: House) -> None:
    late, here = book(house, "A"), book(house, "B")
    house.do(ArriveCase(demand_id=here), NURSE_D)
    house.wait(minutes=65)
    house.do(OrderList(session_id=session_of(house, late), demand_ids=(here, late)), NURSE_D)
    assert begins(house, here, late) == [1.25, 2.25]


def test_nobody_is_called_in_at_once(house: House) -> None:
    one, two = book(house, "A"), book(house, "B")
    house.wait(minutes=10)
    with pytest.raises(RefusedError, match="list_too_soon"):
        house.do(OrderList(session_id=session_of(house, one), demand_ids=(two, one)), NURSE_D)
    assert begins(house, one, two) == [1, 2]


def test_a_list_that_changed_meanwhile_and_other_peoples_lists_are_refused(house: House) -> None:
    one, two = book(house, "A"), book(house, "B")
    session_id = session_of(house, one)
    with pytest.raises(RefusedError, match="list_changed"):
        house.do(OrderList(session_id=session_id, demand_ids=(two,)), NURSE_D)
    with pytest.raises(NotPermittedError):
        house.do(OrderList(session_id=session_id, demand_ids=(two, one)), NURSE_M)


def test_who_is_in_theatre_is_on_the_list_no_more(house: House) -> None:
    one, two = book(house, "A"), book(house, "B")
    session_id = session_of(house, one)
    house.do(ArriveCase(demand_id=one), NURSE_D)
    pass_checks(house, one)
    house.do(StartOperation(demand_id=one), NURSE_D)
    with house.reader() as reader:
        assert [each.demand.id for each in listed(reader, session_id)] == [two]
    with pytest.raises(RefusedError, match="list_changed"):
        house.do(OrderList(session_id=session_id, demand_ids=(two, one)), NURSE_D)


def test_an_order_that_keeps_somebody_in_the_next_ones_bay_is_refused(house: House) -> None:
    one, two, three = (book(house, mrn) for mrn in "ABC")
    for demand_id in (one, two):
        house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    house.wait(hours=1, minutes=20)
    with pytest.raises(TakenError):
        house.do(OrderList(session_id=session_of(house, one), demand_ids=(two, one, three)), NURSE_D)
    assert begins(house, one, two, three) == [1, 2, 5]


def test_unused_time_of_a_session_is_given_back_to_the_specialty(house: House) -> None:
    with house.reader() as reader:
        near = free_slots(reader, "W2", reader.procedure("P1"), TODAY, TODAY)
    assert {each.theatre for each in near} == {"T1", "T2"}
    house.now -= timedelta(hours=60)
    with house.reader() as reader:
        far = free_slots(reader, "W2", reader.procedure("P1"), TODAY, TODAY)
    assert {each.theatre for each in far} == {"T2"}

"""The borrow ledger: computed anew from where people lay, so that it can never disagree with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bedcentre.domain.borrowing import (
    DAY,
    BorrowedNight,
    Loan,
    Lodging,
    counted_at,
    is_borrowed,
    nights_of,
    noon,
    visits,
)
from bedcentre.domain.policy import Policy
from bedcentre.usecases.ports import Reader

MOMENT = timedelta(microseconds=1)


def ledger(reader: Reader, first: date, last: date) -> list[BorrowedNight]:
    """Every borrowed night from ``first`` to ``last`` that was counted by now, by night, lender and borrower."""
    moments = [each for each in _moments(reader, first, last) if each[1] <= reader.now]
    if not moments:
        return []
    marks = {(each.encounter_id, each.night): each for each in reader.marked_nights(first, last)}
    loans = loans_between(reader, moments[0][1], moments[-1][1] + MOMENT)
    nights = [night for loan in loans for night in nights_of(loan, moments, marks)]
    return sorted(nights, key=lambda each: (each.night, each.loan.lender, each.loan.borrower, each.lodging.bed_id))


def borrowed_night(reader: Reader, encounter_id: int, night: date) -> BorrowedNight | None:
    """One night of an encounter, if it was a borrowed one."""
    nights = ledger(reader, night, night)
    return next((each for each in nights if each.lodging.encounter_id == encounter_id), None)


def present_loans(reader: Reader) -> list[Loan]:
    """The beds that are borrowed now, those due first first."""
    here = loans_between(reader, reader.now, reader.now + MOMENT)
    return sorted((each for each in here if each.last.end is None), key=lambda each: (each.due_at, each.last.bed_id))


def loans_between(reader: Reader, start: datetime, end: datetime) -> list[Loan]:
    """The loans of all who were in the house in [start, end), by encounter and beginning."""
    wards = {ward.id: ward for ward in reader.wards()}
    borrowed = [
        lodgings
        for lodgings in visits(reader.lodgings(start, end))
        if is_borrowed(reader.tier(lodgings[0].specialty, lodgings[0].ward_id))
    ]
    agreed = {
        (each.encounter_id, each.ward_id): each.due_at
        for each in reader.give_back_agreements({lodgings[0].encounter_id for lodgings in borrowed})
    }
    loans = []
    for lodgings in borrowed:
        ward = wards[lodgings[0].ward_id]
        due_at = agreed.get((lodgings[0].encounter_id, ward.id))
        loans.append(
            Loan(
                lender=ward.specialty,
                borrower=lodgings[0].specialty,
                in_pool=ward.in_pool,
                lodgings=lodgings,
                due_at=due_at or _due_by_policy(reader, lodgings[0]),
                agreed=due_at is not None,
            )
        )
    return loans


def _due_by_policy(reader: Reader, first: Lodging) -> datetime:
    return first.start + reader.policy_at(first.start).give_back_within


def _moments(reader: Reader, first: date, last: date) -> Iterator[tuple[date, datetime, Policy]]:
    """Each night with the instant it is counted at and the policy that was in force at noon before it."""
    night = first
    while night <= last:
        policy = reader.policy_at(noon(night, reader.zone))
        yield night, counted_at(night, policy.borrow_night_hour, reader.zone).astimezone(UTC), policy
        night += DAY

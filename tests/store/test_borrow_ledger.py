"""The borrow ledger: every night in another department's bed, once, and nothing else; statements agree with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from alembic import command

from bedcentre.domain.borrowing import BorrowedNight
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import CreditPart, Role
from bedcentre.store.engine import open_engine, writing
from bedcentre.store.migrate import alembic_config, migrate
from bedcentre.usecases.borrowing.ledger import ledger, present_loans
from bedcentre.usecases.borrowing.statement import Month, month_of
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import MovePatient, PatientLeaves, ReceivePatient, UndoLeaving
from tests.store.borrowing import Night, nights_by_the_journal
from tests.store.fixtures import Databases
from tests.store.house import House
from tests.store.small import BED_IDS, POLICY

ADMINISTRATOR = Actor(user_id=9, name="admin", role=Role.ADMINISTRATOR)
SIGNED = "病情需要"
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def nights(house: House) -> list[BorrowedNight]:
    """The ledger of the weeks around the tests' Monday, 23 November."""
    with house.reader() as reader:
        return ledger(reader, date(2026, 11, 15), date(2026, 12, 15))


def told(found: list[BorrowedNight]) -> set[Night]:
    """The ledger's nights in the words of the other count."""
    return {
        Night(each.night, each.lodging.encounter_id, each.lodging.bed_label, each.loan.lender, each.loan.borrower)
        for each in found
    }


def month(house: House, first: date) -> Month:
    with house.reader() as reader:
        return month_of(reader, first)


def lie_in(house: House, bed: str, mrn: str = "N1") -> int:
    """A medical patient comes into a bed; returns the encounter."""
    return house.make(ReceivePatient(demand_id=house.demand_of(mrn), bed_id=BED_IDS[bed], override=SIGNED))


def test_nobody_away_means_nothing_owed(house: House) -> None:
    lie_in(house, "M-3")
    house.wait(days=5)
    assert nights(house) == []
    assert nights_by_the_journal(house) == set()
    assert month(house, NOVEMBER).pairs == []


def test_every_night_away_counts_once_and_nights_at_home_do_not(house: House) -> None:
    encounter = lie_in(house, "I-1")
    house.wait(days=2)
    house.do(MovePatient(encounter_id=encounter, bed_id=BED_IDS["M-3"], override=SIGNED))
    house.wait(days=1)
    house.do(MovePatient(encounter_id=encounter, bed_id=BED_IDS["D-1"], override=SIGNED))
    house.wait(days=1)
    house.do(PatientLeaves(bed_id=BED_IDS["D-1"]))
    house.wait(days=3)
    found = [(each.night.day, each.lodging.bed_label, each.loan.lender, each.loan.borrower) for each in nights(house)]
    assert found == [(23, "I-1", "ICU", "MED"), (24, "I-1", "ICU", "MED"), (26, "D-1", "SUR", "MED")]
    assert told(nights(house)) == nights_by_the_journal(house)


@pytest.mark.parametrize(("minutes", "counted"), [(-1, 0), (0, 1), (1, 1)])
def test_a_night_counts_for_who_lies_there_at_midnight(house: House, minutes: int, counted: int) -> None:
    lie_in(house, "I-1")
    house.wait(hours=16, minutes=minutes)
    assert len(nights(house)) == counted
    house.do(PatientLeaves(bed_id=BED_IDS["I-1"]))
    house.wait(days=1)
    assert len(nights(house)) == (1 if minutes > 0 else 0)
    assert told(nights(house)) == nights_by_the_journal(house)


def test_who_had_not_left_after_all_lay_there_all_the_time(house: House) -> None:
    lie_in(house, "I-1")
    house.wait(hours=15, minutes=55)
    house.do(PatientLeaves(bed_id=BED_IDS["I-1"]))
    house.wait(minutes=9)
    assert nights(house) == []
    house.do(UndoLeaving(bed_id=BED_IDS["I-1"]))
    assert len(nights(house)) == 1
    assert told(nights(house)) == nights_by_the_journal(house)


def test_the_pair_owes_for_each_night_what_the_policy_of_that_night_says(house: House) -> None:
    lie_in(house, "I-1")
    house.wait(days=1, hours=1)
    dearer = replace(POLICY, borrow_credit={CreditPart.NURSING: 90, CreditPart.BED: 30})
    house.do(ChangePolicy(policy=dearer, reason="护理加倍", based_on=0), ADMINISTRATOR)
    house.wait(days=2)
    (pair,) = month(house, NOVEMBER).pairs
    assert [each.nursing for each in nights(house)] == [60, 90, 90]
    assert (pair.lender, pair.borrower, pair.nights, pair.counted) == ("ICU", "MED", 3, 340)
    assert (pair.outside_pool, pair.overdue, pair.owed) == (3, 0, 340)


def test_an_hour_after_noon_counts_the_same_evening(house: House) -> None:
    evening = replace(POLICY, borrow_night_hour=21)
    house.do(ChangePolicy(policy=evening, reason="晚间清点", based_on=0), ADMINISTRATOR)
    lie_in(house, "I-1")
    house.wait(hours=12)
    assert nights(house) == []
    house.wait(hours=1)
    assert [each.night for each in nights(house)] == [date(2026, 11, 23)]


def test_a_loan_is_due_by_policy_and_its_later_nights_are_overdue(house: House) -> None:
    encounter = lie_in(house, "I-1")
    house.wait(days=2)
    with house.reader() as reader:
        (loan,) = present_loans(reader)
    assert (loan.last.encounter_id, loan.agreed, loan.since) == (encounter, False, house.now - timedelta(days=2))
    assert loan.due_at == loan.since + POLICY.give_back_within
    house.wait(days=3)
    assert [each.overdue for each in nights(house)] == [False, False, False, True, True]
    assert month(house, NOVEMBER).pairs[0].overdue == 2


def test_months_split_a_stay_and_lent_is_borrowed_in_each(house: House) -> None:
    lie_in(house, "I-1")
    house.wait(days=12)
    split = [month(house, each) for each in (NOVEMBER, DECEMBER)]
    assert [len(each.nights) for each in split] == [8, 4]
    for each in split:
        lent = {pair.lender: pair.nights for pair in each.pairs}
        borrowed = {pair.borrower: pair.nights for pair in each.pairs}
        assert lent == {"ICU": len(each.nights)}
        assert borrowed == {"MED": len(each.nights)}
    assert told([night for each in split for night in each.nights]) == nights_by_the_journal(house)


def test_who_never_came_is_not_counted(house: House) -> None:
    house.do(CancelDemand(demand_id=house.demand_of("N1"), reason="放弃"))
    house.wait(days=2)
    assert nights(house) == []


def test_an_older_database_learns_from_its_journal_who_treated(databases: Databases) -> None:
    engine = open_engine(databases.planted())
    try:
        house = House(engine)
        lie_in(house, "I-1")
        house.wait(days=2)
        before = told(nights(house))
        with writing(engine) as connection:
            command.downgrade(alembic_config(connection), "0007")
        migrate(engine)
        assert len(before) == 2
        assert told(nights(house)) == before
    finally:
        engine.dispose()

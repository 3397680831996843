"""Whatever moves and nights come: lent is borrowed, and the ledger is what the raw journal's rows say."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.borrowing.ledger import ledger
from bedcentre.usecases.borrowing.statement import month_of
from bedcentre.usecases.stays import MovePatient, PatientLeaves, ReceivePatient, UndoLeaving
from tests.store.borrowing import Night, nights_by_the_journal
from tests.store.fixtures import Rewindable
from tests.store.house import House
from tests.store.small import BED_IDS

SIGNED = "病情需要"
WHO = st.integers(0, 9)
WHERE = st.sampled_from(sorted(BED_IDS.values()))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), WHO, WHERE),
        st.tuples(st.just("move"), WHO, WHERE),
        st.tuples(st.sampled_from(["leave", "undo", "clean"]), WHO, WHERE),
        st.tuples(st.just("wait"), st.integers(0, 40), WHERE),
    ),
    min_size=5,
    max_size=30,
)
MONTHS = (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_the_ledger_is_where_people_lay(worn: Rewindable, steps: list[tuple[str, int, int]]) -> None:
    worn.rewind()
    house = House(worn.engine)
    for step in steps:
        take(house, *step)
    house.wait(hours=20)
    with house.reader() as reader:
        found = ledger(reader, date(2026, 11, 1), date(2027, 1, 31))
        months = [month_of(reader, first) for first in MONTHS]
    told = [
        Night(each.night, each.lodging.encounter_id, each.lodging.bed_label, each.loan.lender, each.loan.borrower)
        for each in found
    ]
    event(f"{len(told)} nights")
    assert len(set(told)) == len(told)
    assert set(told) == nights_by_the_journal(house)
    pairs = [pair for month in months for pair in month.pairs]
    lent, borrowed = Counter[str](), Counter[str]()
    for pair in pairs:
        lent[pair.lender] += pair.nights
        borrowed[pair.borrower] += pair.nights
    assert lent.total() == borrowed.total() == len(told)
    assert lent == Counter(night.lender for night in told)
    assert borrowed == Counter(night.borrower for night in told)
    assert sum(pair.owed for pair in pairs) == sum(each.credit for each in found)


def take(house: House, step: str, pick: int, bed_id: int) -> None:
    """One step, if the hospital lets it be taken."""
    with house.reader() as reader:
        waiting = [demand.id for demand in reader.open_demands()]
        lying = [(each.encounter.id, each.bed.id) for each in reader.beds() if each.encounter is not None]
        vacated = [each.bed.id for each in reader.beds() if each.actual and each.actual.kind is ActualKind.VACATED]
    commands: dict[str, list[object]] = {
        "receive": [ReceivePatient(demand_id=each, bed_id=bed_id, override=SIGNED) for each in waiting],
        "move": [MovePatient(encounter_id=each, bed_id=bed_id, override=SIGNED) for each, _ in lying],
        "leave": [PatientLeaves(bed_id=each) for _, each in lying],
        "undo": [UndoLeaving(bed_id=each) for each in vacated],
        "clean": [command(bed_id=each) for each in vacated for command in (StartCleaning, FinishCleaning)],
        "wait": [],
    }
    if step == "wait":
        house.wait(hours=pick)
    for command in commands[step] if step == "clean" else commands[step][pick % max(1, len(commands[step])) :][:1]:
        try:
            house.do(command)
        except HospitalError as refusal:
            event(f"{step}: {refusal.reasons[0].key}")
        else:
            event(f"{step}: done")

"""The journal: resumable, gapless, and any tampering found and named."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from bedcentre.domain.vocabulary import ActualKind
from bedcentre.store import journal
from bedcentre.store.engine import open_engine, reading, writing
from bedcentre.store.migrate import migrate
from bedcentre.store.replay import differences, replay
from bedcentre.store.tables.people import actual_interval
from bedcentre.usecases.beds import ConfirmBed, StartCleaning
from tests.store.fixtures import Databases, Rewindable
from tests.store.house import House
from tests.store.small import BED_IDS


def findings(engine: Engine) -> list[tuple[str, int]]:
    """What the audit finds."""
    with reading(engine) as connection:
        return [(each.message.key, each.sequence) for each in journal.verify(connection)]


def tamper(engine: Engine, statement: str) -> None:
    """Change the journal behind the application's back."""
    with writing(engine) as connection:
        connection.execute(text("delete from bed_event"))
        connection.execute(text(statement))


def test_journal_is_read_on_from_where_one_stopped(house: House) -> None:
    with reading(house.engine) as connection:
        first = journal.since(connection, 0, 4)
        rest = journal.since(connection, 4)
        assert journal.since(connection, rest[-1].sequence) == []
    assert [row.sequence for row in first + rest] == list(range(1, len(first + rest) + 1))


def test_untouched_journal_has_no_findings(engine: Engine) -> None:
    assert findings(engine) == []


def test_empty_journal_has_no_findings(databases: Databases) -> None:
    engine = open_engine(databases.empty())
    migrate(engine)
    assert findings(engine) == []
    engine.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "payload = replace(payload, 'N1', 'N7')",
        "user_id = 7",
        "at = at + 60000000",
        "type = 'BedHeld'",
        "command_id = 'other'",
        "seal = 'forged'",
    ],
)
def test_changed_row_is_named(engine: Engine, change: str) -> None:
    with reading(engine) as connection:
        row = next(each.sequence for each in journal.since(connection, 0) if "N1" in str(each.event))
    tamper(engine, f"update journal set {change} where sequence = {row}")  # noqa: S608  fixed texts
    assert findings(engine)[0] == ("audit.changed", row)


def test_removed_rows_are_named(engine: Engine) -> None:
    tamper(engine, "delete from journal where sequence in (4, 5)")
    with reading(engine) as connection:
        (finding,) = journal.verify(connection)
    assert finding.message.params == {"first": 4, "last": 5}


def test_removed_rows_that_were_closed_up_are_found(engine: Engine) -> None:
    tamper(engine, "delete from journal where sequence = 4")
    tamper(engine, "update journal set sequence = 4 where sequence = 5")
    assert findings(engine)[0] == ("audit.changed", 4)


def test_swapped_rows_are_found(engine: Engine) -> None:
    for old, new in ((3, 1003), (4, 3), (1003, 4)):
        tamper(engine, f"update journal set sequence = {new} where sequence = {old}")  # noqa: S608  the same
    assert ("audit.changed", 3) in findings(engine)


def test_cut_off_tail_is_found(engine: Engine) -> None:
    with reading(engine) as connection:
        newest = journal.head(connection).sequence
    tamper(engine, f"delete from journal where sequence > {newest - 2}")  # noqa: S608  the same
    assert findings(engine) == [("audit.missing", newest - 1)]


def test_newest_row_replaced_with_a_fitting_seal_is_found(house: House) -> None:
    """Somebody who can compute seals still has to change the counter too."""
    other = Rewindable(house.engine)
    house.do(ConfirmBed(bed_id=BED_IDS["I-1"]))
    with reading(house.engine) as connection:
        true_head = journal.head(connection)
    other.rewind()
    house.do(ConfirmBed(bed_id=BED_IDS["I-2"]))
    tamper(house.engine, f"update counter set seal = '{true_head.seal}'")  # noqa: S608  the same
    assert findings(house.engine) == [("audit.changed", true_head.sequence)]
    other.rewind()


def test_replay_finds_state_that_no_event_explains(house: House, blank: Rewindable) -> None:
    house.do(StartCleaning(bed_id=BED_IDS["M-2"]))
    blank.rewind()
    replay(house.engine, blank.engine)
    with writing(blank.engine) as connection:
        cleaning = actual_interval.update().where(actual_interval.c.kind == ActualKind.CLEANING)
        connection.execute(cleaning.values(kind=ActualKind.BLOCKED))
    found = differences(house.engine, blank.engine)
    assert len(found) == 2
    assert all(each.startswith("actual_interval: ") for each in found)

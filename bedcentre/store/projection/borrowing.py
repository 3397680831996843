"""What was agreed and said about borrowed beds; who treats is written where a stay begins."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from bedcentre.domain.events import GiveBackAgreed, GiveBackRefused, NightMarked, StatementCorrected
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.base import Rows, Thing
from bedcentre.store.tables.borrowing import AGREEMENTS, CORRECTIONS, MARKS, REFUSALS


@show.register
def give_back_agreed(event: GiveBackAgreed, connection: Connection) -> None:
    """The newest agreement holds."""
    _put(connection, AGREEMENTS, event.agreement)


@show.register
def give_back_refused(event: GiveBackRefused, connection: Connection) -> None:
    """The newest refusal holds."""
    _put(connection, REFUSALS, event.refusal)


@show.register
def night_marked(event: NightMarked, connection: Connection) -> None:
    """What was said last holds; the journal has the rest."""
    _put(connection, MARKS, event.marked)


@show.register
def statement_corrected(event: StatementCorrected, connection: Connection) -> None:
    """One correction more."""
    connection.execute(insert(CORRECTIONS.table), CORRECTIONS.values(event.correction))


def _put(connection: Connection, rows: Rows[Thing], thing: Thing) -> None:
    """Store a thing in place of the one with the same key."""
    values = rows.values(thing)
    key = [column == values[column.name] for column in rows.table.primary_key]
    connection.execute(delete(rows.table).where(*key))
    connection.execute(insert(rows.table), values)

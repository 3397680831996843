"""Rebuilding a hospital from its journal, and finding where two hospitals differ."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select, update

from bedcentre.store import journal
from bedcentre.store.engine import reading, writing
from bedcentre.store.projection import project
from bedcentre.store.tables import metadata, nursing, people, places, preadmission, referrals, sessions
from bedcentre.store.tables.journal import command, counter

PLANTED = (*places.REFERENCE, *preadmission.PLANTED, *referrals.PLANTED, *nursing.PLANTED)
"""What a planted hospital and a replay of its journal share, in the order in which rows can be put in."""

APART = (people.users, people.user_ward, sessions.ended_session, places.past_stay, command)
"""What is kept beside the journal."""

STATE = tuple(table for table in metadata.sorted_tables if table not in {*PLANTED, *APART})
"""Everything that follows from the journal."""


def replay(source: Engine, target: Engine) -> None:
    """Give an empty, migrated ``target`` the places of ``source``, and its state by its journal alone."""
    with reading(source) as old, writing(target) as new:
        for table in PLANTED:
            _copy(old, new, table)
        before = journal.head(new, lock=True)
        last = journal.head(old)
        while batch := journal.since(old, before.sequence):
            for recorded in batch:
                project(new, recorded.event, recorded.at)
            before = journal.append(new, before, batch, before.next_id)
        new.execute(update(counter).values(next_id=last.next_id))


def differences(one: Engine, other: Engine) -> list[str]:
    """Every row of state that only one of the two databases has, as "table: row"; empty = the same hospital."""
    found = []
    with reading(one) as here, reading(other) as there:
        for table in STATE:
            rows, others = _rows(here, table), _rows(there, table)
            found += [f"{table.name}: {row}" for row in sorted(rows ^ others)]
    return found


def _copy(old: Connection, new: Connection, table: Table) -> None:
    rows: list[dict[str, Any]] = [dict(row) for row in old.execute(select(table)).mappings()]
    if rows:
        new.execute(insert(table), rows)


def _rows(connection: Connection, table: Table) -> set[str]:
    return {str(tuple(row)) for row in connection.execute(select(table))}

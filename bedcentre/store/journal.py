"""The journal: append-only, numbered without gaps in commit order, each row sealed by the hash of all before it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bedcentre.domain import events
from bedcentre.domain.events import Event, PlanProposed, Recorded, touched
from bedcentre.domain.messages import Message
from bedcentre.store.codec import canonical, from_text, to_text
from bedcentre.store.tables.journal import bed_event, counter, journal

BATCH = 1000
SEALED = tuple(column.name for column in journal.c if column.name != "seal")


@dataclass(frozen=True, slots=True)
class Head:
    """The counter row: the next free id, and the number and seal of the newest journal row."""

    next_id: int
    sequence: int
    seal: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where the journal is not what was written: its row number, and what is wrong with it."""

    sequence: int
    message: Message


def head(connection: Connection, *, lock: bool = False) -> Head:
    """The counter row; ``lock`` keeps other writers waiting until this transaction ends."""
    row = select(counter.c.next_id, counter.c.sequence, counter.c.seal)
    return Head(*connection.execute(row.with_for_update() if lock else row).one())


def append(connection: Connection, before: Head, recorded: Sequence[Recorded], next_id: int) -> Head:
    """Write rows that follow ``before`` and move the counter on; returns the new counter row."""
    seal = before.seal
    rows: list[dict[str, Any]] = []
    for each in recorded:
        row = _row(each)
        seal = _seal(seal, row)
        rows.append({**row, "seal": seal})
    after = Head(next_id, before.sequence + len(rows), seal)
    if rows:
        connection.execute(insert(journal), rows)
        _index(connection, recorded)
    if after != before:
        connection.execute(update(counter).values(next_id=after.next_id, sequence=after.sequence, seal=after.seal))
    return after


def since(connection: Connection, sequence: int, limit: int = BATCH) -> list[Recorded]:
    """Journal rows after ``sequence``, oldest first."""
    rows = select(journal).where(journal.c.sequence > sequence).order_by(journal.c.sequence).limit(limit)
    return [_recorded(row) for row in connection.execute(rows).mappings()]


def of_bed(connection: Connection, bed_id: int, limit: int) -> list[Recorded]:
    """The newest rows that speak of a bed, newest first."""
    rows = (
        select(journal)
        .join(bed_event, bed_event.c.sequence == journal.c.sequence)
        .where(bed_event.c.bed_id == bed_id)
        .order_by(journal.c.sequence.desc())
        .limit(limit)
    )
    return [_recorded(row) for row in connection.execute(rows).mappings()]


def verify(connection: Connection) -> list[Finding]:
    """Every row that was changed, removed, put in or put elsewhere after it was written; empty = untouched."""
    findings: list[Finding] = []
    expected, seal = 1, ""
    for row in connection.execute(select(journal).order_by(journal.c.sequence)).mappings():
        sequence = row["sequence"]
        if sequence != expected:
            params = {"first": expected, "last": sequence - 1}
            findings.append(Finding(expected, Message("audit.missing", params)))
        elif row["seal"] != _seal(seal, {name: row[name] for name in SEALED}):
            findings.append(Finding(sequence, Message("audit.changed", {"sequence": sequence})))
        expected, seal = sequence + 1, row["seal"]
    newest = head(connection)
    if newest.sequence != expected - 1:
        params = {"first": expected, "last": newest.sequence}
        findings.append(Finding(expected, Message("audit.missing", params)))
    elif newest.seal != seal:
        findings.append(Finding(newest.sequence, Message("audit.changed", {"sequence": newest.sequence})))
    return findings


def _row(recorded: Recorded) -> dict[str, Any]:
    return {
        "sequence": recorded.sequence,
        "at": recorded.at,
        "user_id": recorded.user_id,
        "command_id": recorded.command_id,
        "type": type(recorded.event).__name__,
        "payload": to_text(type(recorded.event), recorded.event),
    }


def _seal(before: str, row: dict[str, Any]) -> str:
    return hashlib.sha256(f"{before}\n{canonical(row)}".encode()).hexdigest()


def _recorded(row: Any) -> Recorded:  # noqa: ANN401  a result row by column name
    event: Event = from_text(getattr(events, row["type"]), row["payload"])
    at: datetime = row["at"]
    return Recorded(sequence=row["sequence"], at=at, user_id=row["user_id"], command_id=row["command_id"], event=event)


def _index(connection: Connection, recorded: Sequence[Recorded]) -> None:
    """Note which beds a row speaks of. A plan speaks of many beds, but nothing happens to them by it."""
    rows = [
        {"bed_id": bed_id, "sequence": each.sequence}
        for each in recorded
        if not isinstance(each.event, PlanProposed)
        for bed_id in sorted(touched(each.event)[0])
    ]
    if rows:
        connection.execute(insert(bed_event), rows)

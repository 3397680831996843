"""One command, one transaction: state, journal rows and the command's answer together, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from bedcentre.domain.errors import TakenError
from bedcentre.domain.events import Event, ExamsBooked, Recorded, TheatreBooked, touched
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Actor
from bedcentre.domain.policy import Policy
from bedcentre.store import journal
from bedcentre.store.engine import reading, writing
from bedcentre.store.notice import announce
from bedcentre.store.projection import project
from bedcentre.store.reader import SqlReader
from bedcentre.store.reference import Reference, reference
from bedcentre.store.tables.journal import command

OVERLAP = "no_overlap"
"""How the names of the constraints (and triggers) begin that keep intervals of one bed or theatre apart."""


class AlreadyDoneError(Exception):
    """The command was carried out before: ``sequence`` and ``made`` are the answer it had then."""

    def __init__(self, sequence: int, made: int | None) -> None:
        super().__init__(f"carried out before, up to journal row {sequence}")
        self.sequence = sequence
        self.made = made


class SqlUnitOfWork(SqlReader):
    """``usecases.ports.UnitOfWork``: what a command reads stays true until it has recorded."""

    def __init__(self, reader: SqlReader, before: journal.Head, actor: Actor, command_id: str) -> None:
        super().__init__(reader.connection, now=reader.now, zone=reader.zone, policy=reader.first_policy)
        self.actor = actor
        self.command_id = command_id
        self._before = before
        self._next_id = before.next_id
        self._recorded: list[Recorded] = []

    def sequence(self) -> int:
        """The newest journal row, this transaction's own included."""
        return self._before.sequence + len(self._recorded)

    def new_id(self) -> int:
        """A fresh id for a patient, demand, interval, proposal or plan."""
        self._next_id += 1
        return self._next_id - 1

    def record(self, event: Event) -> None:
        """Apply the event to the state; its journal row is written when the command is finished.

        Raises:
            TakenError: the database has another interval there already.
        """
        try:
            project(self.connection, event, self.now)
        except IntegrityError as error:
            if OVERLAP in str(error.orig):
                raise TakenError(self._taken(event)) from error
            raise
        self._recorded.append(
            Recorded(
                sequence=self.sequence() + 1,
                at=self.now,
                user_id=self.actor.user_id,
                command_id=self.command_id,
                event=event,
            )
        )

    def finish(self, made: int | None) -> int:
        """Write the journal rows and remember the command's answer; returns the newest journal row's number."""
        after = journal.append(self.connection, self._before, self._recorded, self._next_id)
        values = {"id": self.command_id, "sequence": after.sequence, "made": made, "policy": self.policy_version}
        self.connection.execute(insert(command), values)
        announce(self.connection, after.sequence)
        return after.sequence

    def _taken(self, event: Event) -> Message:
        if isinstance(event, TheatreBooked):
            booking = event.booking
            return Message("refusal.theatre_taken", {"theatre": booking.theatre, "start": booking.start})
        with reading(self.connection.engine) as fresh:  # the failed transaction can read nothing any more
            if isinstance(event, ExamsBooked):
                return _slot_taken(reference(fresh), event)
            beds = reference(fresh).beds
        labels = [beds[bed_id].label for bed_id in sorted(touched(event)[0])]
        return Message("refusal.bed_taken", {"bed": ", ".join(labels)})


def _slot_taken(known: Reference, event: ExamsBooked) -> Message:
    wanted = {booking.device_id for booking in event.bookings}
    codes = ", ".join(device.code for device in known.exam_devices if device.id in wanted)
    return Message("refusal.exam_slot_taken", {"device": codes, "start": event.bookings[0].start})


@contextmanager
def write(
    engine: Engine,
    *,
    now: Callable[[], datetime],
    zone: ZoneInfo,
    policy: Policy,
    actor: Actor,
    command_id: str,
) -> Iterator[SqlUnitOfWork]:
    """One command's transaction; commits when the block ends, and rolls back wholly when it raises.

    Writers wait for each other from here on. ``now`` is asked when it is this one's turn, so that journal rows
    carry rising times. The block ends with ``finish``.

    Raises:
        AlreadyDoneError: the command was carried out before.
    """
    with writing(engine) as connection:
        before = journal.head(connection, lock=True)
        done = connection.execute(select(command).where(command.c.id == command_id)).one_or_none()
        if done is not None:
            raise AlreadyDoneError(done.sequence, done.made)
        reader = SqlReader(connection, now=now(), zone=zone, policy=policy)
        yield SqlUnitOfWork(reader, before, actor, command_id)

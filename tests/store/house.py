"""Giving commands to a hospital under test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from sqlalchemy import Engine

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import BedState, Role
from bedcentre.store import journal
from bedcentre.store.engine import reading
from bedcentre.store.reader import SqlReader, read
from bedcentre.store.replay import differences, replay
from bedcentre.store.unit_of_work import SqlUnitOfWork, write
from bedcentre.usecases import all_commands
from bedcentre.usecases.commands import REGISTRY, execute
from tests.store.small import BED_IDS, POLICY, START, WARD_IDS, ZONE

__all__ = ["COORDINATOR", "NURSE_M", "PARTNER_1", "REGISTRY", "SURGEON_1", "SYSTEM", "House", "all_commands"]

COORDINATOR = Actor(user_id=1, name="coordinator", role=Role.COORDINATOR)
NURSE_M = Actor(user_id=2, name="nurse", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["M"]}))
SURGEON_1 = Actor(user_id=3, name="surgeon", role=Role.SURGEON, surgeon="W1")
PARTNER_1 = Actor(user_id=4, name="partner", role=Role.PARTNER, partner="P1")
SYSTEM = Actor(user_id=0, name="system", role=Role.SYSTEM)


class House:
    """The small hospital; its clock stands until a test moves it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = START
        self._numbers = count()

    def do(self, command: object, actor: Actor = COORDINATOR, command_id: str | None = None) -> int | None:
        """Give a command; returns the id of what it made."""
        with self.writing(actor, command_id) as uow:
            made = execute(uow, command)
            uow.finish(made)
        return made

    @contextmanager
    def writing(self, actor: Actor = COORDINATOR, command_id: str | None = None) -> Iterator[SqlUnitOfWork]:
        """One command's transaction."""
        with write(
            self.engine,
            now=lambda: self.now,
            zone=ZONE,
            policy=POLICY,
            actor=actor,
            command_id=command_id or f"test-{next(self._numbers)}",
        ) as uow:
            yield uow

    def make(self, command: object, actor: Actor = COORDINATOR) -> int:
        """Give a command that makes something; returns its id."""
        made = self.do(command, actor)
        assert made is not None
        return made

    @contextmanager
    def reader(self) -> Iterator[SqlReader]:
        """Look at it as it is."""
        with read(self.engine, now=self.now, zone=ZONE, policy=POLICY) as reader:
            yield reader

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def state(self, label: str) -> BedState:
        """What a bed's tile shows."""
        with self.reader() as reader:
            return reader.bed(BED_IDS[label]).state(self.now + timedelta(hours=1))

    def demand_of(self, mrn: str) -> int:
        """The open demand of a patient."""
        with self.reader() as reader:
            patient = reader.find_patient(mrn)
            return next(each.id for each in reader.open_demands() if patient and each.patient_id == patient.id)

    def check_journal(self, blank: Engine) -> None:
        """The journal is untouched, and replaying it into a blank database gives the same hospital."""
        with reading(self.engine) as connection:
            assert journal.verify(connection) == []
        replay(self.engine, blank)
        assert differences(self.engine, blank) == []

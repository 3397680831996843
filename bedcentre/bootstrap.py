"""Puts the parts together: database, clock, policy and commands become one ``Application``."""

from __future__ import annotations

import logging
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Lock
from typing import Protocol

from sqlalchemy import Engine

from bedcentre.clock import Clock, DemoClock, SystemClock
from bedcentre.config import Settings
from bedcentre.domain.events import Recorded
from bedcentre.domain.people import Actor
from bedcentre.domain.policy import Policy
from bedcentre.kept_alive import KeptAlive
from bedcentre.messaging.console import ConsoleNotifier
from bedcentre.messaging.postman import Postman
from bedcentre.messaging.smtp import SmtpNotifier
from bedcentre.planning.ahead import LookAhead
from bedcentre.planning.service import Planner
from bedcentre.policy_file import read_policy
from bedcentre.seeding import generate
from bedcentre.simulation.day import Demo
from bedcentre.store import journal, meta, watch
from bedcentre.store.engine import open_engine, reading
from bedcentre.store.reader import SqlReader, read
from bedcentre.store.unit_of_work import AlreadyDoneError, write
from bedcentre.store.users import Users
from bedcentre.usecases import all_commands
from bedcentre.usecases.commands import execute

__all__ = ["Application", "Done", "Service", "all_commands", "build", "services"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """A command was carried out: the journal's newest row then, and the id of what was made, if anything."""

    sequence: int
    made: int | None


class Service(Protocol):
    """Something that works beside the server while it runs."""

    def start(self) -> None:
        """Begin; returns at once."""

    def stop(self) -> None:
        """End; returns when nothing runs any more."""


class PlannerApart(KeptAlive):
    """The planner in a process of its own, so that its thinking never holds up a board; started again if it dies."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("planner", _plan, settings)


class Application:
    """The running hospital: the one door through which pages, planner, simulation and command line act."""

    def __init__(self, settings: Settings, engine: Engine, clock: Clock, policy: Policy) -> None:
        self.settings = settings
        self.engine = engine
        self.clock = clock
        self.policy = policy
        self.users = Users(engine)
        self.secret = settings.secret_key.get_secret_value() if settings.secret_key else meta.secret(engine)
        self._subscribers: list[Callable[[int], None]] = []
        self._lock = Lock()
        self._stop_watching: Callable[[], None] | None = None

    def execute(self, command: object, actor: Actor, command_id: str | None = None) -> Done:
        """Carry out one command in one transaction and tell the subscribers.

        A ``command_id`` that was carried out before is not carried out again: the earlier answer is given.

        Raises:
            HospitalError: it was refused and nothing changed.
        """
        try:
            with write(
                self.engine,
                now=self.clock.now,
                zone=self.settings.zone,
                policy=self.policy,
                actor=actor,
                command_id=command_id or secrets.token_hex(16),
            ) as uow:
                made = execute(uow, command)
                done = Done(uow.finish(made), made)
        except AlreadyDoneError as already:
            return Done(already.sequence, already.made)
        self._tell(done.sequence)
        return done

    @contextmanager
    def reader(self) -> Iterator[SqlReader]:
        """A consistent view of the hospital as it is now."""
        with read(self.engine, now=self.clock.now(), zone=self.settings.zone, policy=self.policy) as reader:
            yield reader

    def journal_since(self, sequence: int, limit: int = 1000) -> list[Recorded]:
        """Journal rows after ``sequence``, oldest first."""
        with self.engine.connect() as connection:
            return journal.since(connection, sequence, limit)

    def subscribe(self, callback: Callable[[int], None]) -> Callable[[], None]:
        """Call back with the newest sequence after every commit of this or another process; returns the way out.

        The callback runs on the committing (or watching) thread and must return at once. If it raises, that is logged.
        """
        with self._lock:
            self._subscribers.append(callback)
            if self._stop_watching is None:
                self._stop_watching = watch.watch(self.engine, self._tell)
        return lambda: self._subscribers.remove(callback)

    def close(self) -> None:
        """Stop watching and close the database."""
        if self._stop_watching is not None:
            self._stop_watching()
        self.engine.dispose()

    def _tell(self, sequence: int) -> None:
        for callback in tuple(self._subscribers):
            try:
                callback(sequence)
            except Exception:  # what is committed stays committed, and the others hear of it
                log.exception("Somebody who was told of journal row %d failed", sequence)


def build(settings: Settings) -> Application:
    """Open the database and put an application together; the demo clock runs if the seed set one."""
    engine = open_engine(settings.database_url)
    return Application(settings, engine, clock_of(engine), read_policy(settings.policy_file))


def clock_of(engine: Engine) -> Clock:
    """The clock that the database asks for."""
    anchor = meta.demo_clock(engine)
    return DemoClock(*anchor) if anchor is not None else SystemClock()


def services(app: Application) -> list[Service]:
    """What runs beside the server: planner, look ahead, postman, and the demo's people if a demo clock runs."""
    with reading(app.engine) as connection:
        planted = meta.planted(connection)
    if planted is None or not isinstance(app.clock, DemoClock):
        return [PlannerApart(app.settings), LookAhead(app), postman_of(app)]
    hospital = generate(beds=planted.beds, seed=planted.seed, start=planted.start)
    return [PlannerApart(app.settings), LookAhead(app), postman_of(app), Demo(app, hospital, seed=planted.seed)]


def postman_of(app: Application) -> Postman:
    """Who sends the letters: by the mail server that the settings name, else to the terminal."""
    notifier = SmtpNotifier(app.settings) if app.settings.smtp_host else ConsoleNotifier()
    return Postman(app, notifier, app.settings.link_address)


def _plan(settings: Settings, server: Connection) -> None:
    """Plan until the server closes its line, or is gone without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is the server's to answer
    app = build(settings)
    planner = Planner(app)
    planner.start()
    server.poll(None)
    planner.stop()
    app.close()

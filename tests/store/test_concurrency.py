"""Several processes write at once: exactly one gets the bed, nothing is lost, readers never miss anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import Engine

from bedcentre.domain.events import BedHeld
from bedcentre.store import journal
from bedcentre.store.engine import open_engine, reading
from bedcentre.store.migrate import migrate, needs_migration
from bedcentre.store.watch import watch
from tests.store.fixtures import Databases
from tests.store.house import House
from tests.store.rivals import LONGEST_WAIT, ROUNDS, compete, confirm, processes

RIVALS = 4


class Follower(Thread):
    """Reads the journal on from where it stopped, over and over, as a board does after a break."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.seen: list[int] = []
        self.stopped = Event()

    def run(self) -> None:
        """Follow until stopped, and once more."""
        last_round = False
        while not last_round:
            last_round = self.stopped.is_set()
            with reading(self.engine) as connection:
                self.seen += [row.sequence for row in journal.since(connection, self.seen[-1] if self.seen else 0)]


def test_one_rival_gets_each_bed_and_followers_see_every_row_in_order(house: House) -> None:
    context = processes()
    start, results = context.Barrier(RIVALS), context.Queue()
    url = address(house.engine)
    rivals = [context.Process(target=compete, args=(url, rival, start, results)) for rival in range(RIVALS)]
    follower = Follower(house.engine)
    with reading(house.engine) as connection:
        before = journal.head(connection).sequence
    follower.start()
    for rival in rivals:
        rival.start()
    won = [results.get(timeout=LONGEST_WAIT) for _ in rivals]
    follower.stopped.set()
    follower.join()
    finish(*rivals)
    rounds = sorted(number for each in won for number in each)
    assert rounds == list(range(ROUNDS))
    with reading(house.engine) as connection:
        held = [row.event.hold.id for row in journal.since(connection, before) if isinstance(row.event, BedHeld)]
    assert sorted(held) == sorted(hold_id for each in won for hold_id in each.values())
    assert follower.seen == list(range(1, before + ROUNDS + 1))


def test_commit_of_another_process_is_heard(house: House) -> None:
    heard: list[int] = []
    told = Event()

    def hear(sequence: int) -> None:
        heard.append(sequence)
        told.set()

    with house.reader() as reader:
        before = reader.sequence()
    stop = watch(house.engine, hear)
    other = processes().Process(target=confirm, args=(address(house.engine),))
    other.start()
    assert told.wait(LONGEST_WAIT)
    stop()
    finish(other)
    assert heard == [before + 1]


def test_two_migrations_at_once_make_one(databases: Databases) -> None:
    engines = [open_engine(url) for url in [databases.empty()] * 2]
    start = Barrier(2)

    def run(engine: Engine) -> None:
        start.wait()
        migrate(engine)

    with ThreadPoolExecutor(2) as both:
        list(both.map(run, engines))
    assert not any(map(needs_migration, engines))
    for engine in engines:
        engine.dispose()


def address(engine: Engine) -> str:
    """How another process reaches the same database."""
    return engine.url.render_as_string(hide_password=False)


def finish(*processes: BaseProcess) -> None:
    """Wait for processes to end well."""
    for process in processes:
        process.join(LONGEST_WAIT)
        if process.exitcode != 0:
            process.kill()
            pytest.fail(f"{process.name} ended with {process.exitcode}")

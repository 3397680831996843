"""The log is brought into the database file beside the writers, never by a commit."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bedcentre.store import checkpoints
from bedcentre.store.engine import open_engine, reading, writing

AUTOMATIC = 1000
"""Pages of log after which SQLite would have a commit bring it in."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "h.sqlite"


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{file}")
    with writing(made) as connection:
        connection.execute(text("create table tap (bed integer, note blob)"))
    yield made
    made.dispose()


def tap(engine: Engine, bed: int, pages: int = 0) -> None:
    with writing(engine) as connection:
        connection.execute(text("insert into tap values (:bed, zeroblob(:size))"), {"bed": bed, "size": pages * 4096})


def in_the_file(file: Path) -> bool:
    """Whether the taps are in the database file itself, without its log."""
    alone = shutil.copy(file, file.with_name("copy.sqlite"))
    copy = open_engine(f"sqlite:///{alone}")
    with reading(copy) as connection:
        known = connection.execute(text("select count(*) from sqlite_master where name = 'tap'")).scalar_one()
    copy.dispose()
    return bool(known)


def pages(engine: Engine) -> int:
    """How long the log is."""
    with reading(engine) as connection:
        return int(connection.execute(text("pragma wal_checkpoint(passive)")).one()[1])


def brought_in() -> None:
    for thread in threading.enumerate():
        if thread.name == checkpoints.THREAD:
            thread.join()


def test_no_commit_brings_the_log_in(engine: Engine, file: Path) -> None:
    tap(engine, 1, pages=2 * AUTOMATIC)
    brought_in()
    assert not in_the_file(file)


def test_after_so_many_commits_it_is_brought_in(engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 3)
    tap(engine, 1)
    brought_in()
    assert not in_the_file(file)
    tap(engine, 2)
    brought_in()
    assert in_the_file(file)


def test_a_log_too_long_begins_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 3)
    monkeypatch.setattr(checkpoints, "LONG", 50)
    tap(engine, 1, pages=100)
    tap(engine, 2)
    brought_in()
    tap(engine, 3)
    assert pages(engine) < checkpoints.LONG


def test_a_database_that_is_gone_is_said(engine: Engine, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine.dispose()
    gone = file.rename(file.with_name("gone"))
    file.mkdir()
    with caplog.at_level(logging.WARNING):
        checkpoints.Checkpoints(engine, threading.Lock()).bring_in()
    assert "will be tried again" in caplog.text
    file.rmdir()
    gone.rename(file)


def test_what_is_thrown_away_brings_itself_in(file: Path) -> None:
    passing = open_engine(f"sqlite:///{file}", to_disk=False)
    with writing(passing) as connection:
        assert connection.execute(text("pragma wal_autocheckpoint")).scalar_one() == AUTOMATIC
    passing.dispose()

"""What was committed is on the disk before anybody is told, and taps that wait share a flush."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, text

from bedcentre.store.engine import open_engine, reading, writing
from bedcentre.store.flushing import Flushing


class Disk:
    """The machine's disk, which notes what is flushed and can be made to take its time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.flushed: list[tuple[str, int]] = []
        self.begun = Event()
        self.goes_on = Event()
        self.goes_on.set()
        self._flush = os.fsync
        monkeypatch.setattr(os, "fsync", self.fsync)

    def fsync(self, file: int) -> None:
        """Flush, and note the file's name and length."""
        path = Path(f"/proc/self/fd/{file}").resolve()
        self.flushed.append((path.name, path.stat().st_size))
        self.begun.set()
        self.goes_on.wait()
        self._flush(file)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = open_engine(f"sqlite:///{tmp_path / 'h.sqlite'}")
    with writing(made) as connection:
        connection.execute(text("create table tap (bed integer)"))
    return made


def tap(engine: Engine, bed: int) -> None:
    with writing(engine) as connection:
        connection.execute(text("insert into tap values (:bed)"), {"bed": bed})


def taps(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(text("select count(*) from tap")).scalar_one())


def test_a_write_ends_when_the_log_with_it_is_flushed(engine: Engine, disk: Disk) -> None:
    tap(engine, 1)
    (first,) = disk.flushed
    assert first[0] == "h.sqlite-wal"
    tap(engine, 2)
    assert disk.flushed[1][1] > first[1]


def test_what_is_thrown_away_afterwards_is_not_flushed(tmp_path: Path, disk: Disk) -> None:
    passing = open_engine(f"sqlite:///{tmp_path / 'p.sqlite'}", to_disk=False)
    with writing(passing) as connection:
        connection.execute(text("create table tap (bed integer)"))
        assert connection.execute(text("pragma synchronous")).scalar_one() == 0
    assert disk.flushed == []


def test_what_is_rolled_back_is_not_flushed(engine: Engine, disk: Disk) -> None:
    with pytest.raises(RuntimeError), writing(engine):
        raise RuntimeError
    assert disk.flushed == []


def test_others_write_during_a_flush_and_share_the_next(engine: Engine, disk: Disk) -> None:
    disk.goes_on.clear()
    with ThreadPoolExecutor(8) as nurses:
        first = nurses.submit(tap, engine, 0)
        disk.begun.wait()
        others = [nurses.submit(tap, engine, bed) for bed in range(1, 8)]
        while taps(engine) < len(others) + 1:
            assert not any(each.done() for each in (first, *others))
        disk.goes_on.set()
    assert all(each.exception() is None for each in (first, *others))
    assert len(disk.flushed) <= 3
    assert disk.flushed[-1][1] > disk.flushed[0][1]


def test_a_disk_that_refuses_is_no_success(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: int) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="input/output"):
        tap(engine, 1)
    monkeypatch.undo()
    tap(engine, 2)


def test_where_no_log_is_left_there_is_nothing_to_flush(tmp_path: Path, disk: Disk) -> None:
    Flushing(tmp_path / "h.sqlite-wal").wait()
    assert disk.flushed == []

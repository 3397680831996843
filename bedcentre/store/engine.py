"""Opening the database, and its two kinds of transaction: one writer at a time, readers who never wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from bedcentre.store.checkpoints import Checkpoints
from bedcentre.store.flushing import Flushing

BUSY_MILLISECONDS = 30_000
POOL = {"pool_size": 10, "max_overflow": 40}
"""Connections kept, and more when needed: a web server's worker threads (40) each hold one at most."""
WRITES = "bedcentre_writes"
TURN = "bedcentre_turn"
"""SQLite lets a second writer of this process sleep and try again, ever longer: here it waits for its turn instead."""
FLUSHING = "bedcentre_flushing"
CHECKPOINTS = "bedcentre_checkpoints"


def open_engine(url: str, *, to_disk: bool = True) -> Engine:
    """Open a database: ``sqlite:///path/to/file`` or ``postgresql://user:password@host/name``.

    ``to_disk``: what is committed outlives a power cut; what is thrown away afterwards need not.

    Raises:
        ValueError: the address names neither.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **POOL)
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        message = f"database_url {address.render_as_string()!r}: write sqlite:///file or postgresql://user@host/name"
        raise ValueError(message)
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    turn = Lock()
    engine = create_engine(address, execution_options={TURN: turn}, **POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    if to_disk:
        own = {FLUSHING: Flushing(Path(f"{address.database}-wal")), CHECKPOINTS: Checkpoints(engine, turn)}
        engine.update_execution_options(**own)
        event.listen(engine, "connect", _leave_the_log)
    else:
        event.listen(engine, "connect", _never_wait_for_the_disk)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: everything read in it is of one instant."""
    postgresql = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    options: dict[str, Any] = postgresql if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction: committed when the block ends, rolled back wholly when it raises.

    In SQLite it holds the writer's lock from its beginning until the commit. What was committed is on the disk when
    this returns.
    """
    own = engine.get_execution_options()
    turn = own.get(TURN, nullcontext())
    with turn, engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection
    if FLUSHING in own:
        own[FLUSHING].wait()
        own[CHECKPOINTS].count()


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's connection
    connection.isolation_level = None
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute(f"pragma busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("pragma foreign_keys = on")


def _leave_the_log(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's connection
    connection.execute("pragma wal_autocheckpoint = 0")


def _never_wait_for_the_disk(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's connection
    connection.execute("pragma synchronous = off")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")

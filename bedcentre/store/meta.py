"""Facts about the database as a whole: which hospital was planted, and whether a demo clock runs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, inspect, select

from bedcentre.store.engine import reading, writing
from bedcentre.store.tables.journal import journal
from bedcentre.store.tables.places import meta

PLANTED = ("beds", "seed", "start")
SECRET = "secret"  # noqa: S105  the key it is kept under
DEMO_CLOCK = ("demo.hospital_start", "demo.real_start", "demo.speed")


def get(connection: Connection, key: str) -> str | None:
    """The value kept under ``key``, if any."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def put(connection: Connection, key: str, value: str) -> None:
    """Keep a value under ``key``."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What the seed hospital was generated from: the same values give it again."""

    beds: int
    seed: int
    start: datetime


def planted(connection: Connection) -> Planted | None:
    """The seed hospital in the database, if one was planted."""
    beds, seed, start = (get(connection, key) for key in PLANTED)
    if beds is None or seed is None or start is None:
        return None
    return Planted(beds=int(beds), seed=int(seed), start=datetime.fromisoformat(start))


def set_planted(connection: Connection, what: Planted) -> None:
    """Remember what the seed hospital was generated from."""
    for key, value in zip(PLANTED, (str(what.beds), str(what.seed), what.start.isoformat()), strict=True):
        put(connection, key, value)


def stopped_at(connection: Connection) -> datetime | None:
    """The hospital's time when something last happened in it, if anything ever did."""
    return connection.scalar(select(journal.c.at).order_by(journal.c.sequence.desc()).limit(1))


def demo_clock(engine: Engine) -> tuple[datetime, datetime, float] | None:
    """When the demo's hospital time began, what the real time was then, and how fast it runs; None = no demo."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(meta.name):
            return None
        hospital_start, real_start, speed = (get(connection, key) for key in DEMO_CLOCK)
    if hospital_start is None or real_start is None or speed is None:
        return None
    return datetime.fromisoformat(hospital_start), datetime.fromisoformat(real_start), float(speed)


def set_demo_clock(engine: Engine, hospital_start: datetime, real_start: datetime, speed: float) -> None:
    """Let the demo's time run from now on as described."""
    values = (hospital_start.isoformat(), real_start.isoformat(), str(speed))
    with writing(engine) as connection:
        for key, value in zip(DEMO_CLOCK, values, strict=True):
            put(connection, key, value)


def secret(engine: Engine) -> str:
    """The installation's own secret, made when it is first asked for; empty while the database has no tables."""
    with writing(engine) as connection:
        if not inspect(connection).has_table(meta.name):
            return ""
        known = get(connection, SECRET)
        if known is None:
            known = secrets.token_urlsafe(32)
            put(connection, SECRET, known)
        return known

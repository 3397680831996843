"""Facts about the database as a whole: which hospital was planted, and whether a demo clock runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, inspect, select

from bedcentre.store.engine import reading, writing
from bedcentre.store.tables.places import meta

DEMO_CLOCK = ("demo.hospital_start", "demo.real_start", "demo.speed")


def get(connection: Connection, key: str) -> str | None:
    """The value kept under ``key``, if any."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def put(connection: Connection, key: str, value: str) -> None:
    """Keep a value under ``key``."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


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

"""The watch goes on whatever happens to its connection."""

from __future__ import annotations

import logging
from queue import SimpleQueue

import pytest
from sqlalchemy import text

from bedcentre.store.engine import reading, writing
from bedcentre.store.watch import watch
from bedcentre.usecases.beds import ConfirmBed
from tests.store.house import House
from tests.store.small import BED_IDS

PATIENCE = 30
"""Seconds to wait for what comes within one."""


def test_every_commit_is_told_in_rising_order_until_stopped(house: House) -> None:
    told: SimpleQueue[int] = SimpleQueue()
    stop = watch(house.engine, told.put)
    sequences = []
    for label in ("I-1", "I-2"):
        house.do(ConfirmBed(bed_id=BED_IDS[label]))
        sequences.append(told.get(timeout=PATIENCE))
    stop()
    house.do(ConfirmBed(bed_id=BED_IDS["I-1"]))
    assert sequences == [sequences[0], sequences[0] + 1]
    assert told.empty()


def test_lost_connection_is_opened_again_and_what_was_missed_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    if house.engine.dialect.name == "sqlite":
        return  # a file has no connection to lose
    told: SimpleQueue[int] = SimpleQueue()
    stop = watch(house.engine, told.put)
    house.do(ConfirmBed(bed_id=BED_IDS["I-1"]))
    first = told.get(timeout=PATIENCE)
    with caplog.at_level(logging.WARNING), writing(house.engine) as connection:
        listeners = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'"
        assert connection.execute(text(listeners)).scalars().all() == [True]
    house.do(ConfirmBed(bed_id=BED_IDS["I-1"]))
    assert told.get(timeout=PATIENCE) == first + 1
    stop()
    with reading(house.engine) as connection:
        assert connection.scalar(text("select count(*) from pg_stat_activity where query like 'listen %'")) == 0

"""Who is told of commits, and what becomes of a commit when one of them fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue

import pytest

from bedcentre.seeding import records
from bedcentre.usecases.beds import ConfirmBed
from tests.planning.house import COORDINATOR, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS


def test_subscriber_that_fails_undoes_nothing_and_silences_nobody(
    open_house: Callable[[records.Hospital], House], caplog: pytest.LogCaptureFixture
) -> None:
    app = open_house(replace(hospital(), demands=())).app
    told: SimpleQueue[int] = SimpleQueue()

    def fail(_sequence: int) -> None:
        message = "the board is gone"
        raise RuntimeError(message)

    app.subscribe(fail)
    app.subscribe(told.put)
    first = app.execute(ConfirmBed(bed_id=BED_IDS["I-1"]), COORDINATOR).sequence
    second = app.execute(ConfirmBed(bed_id=BED_IDS["I-1"]), COORDINATOR).sequence
    heard = {told.get(timeout=30) for _ in range(2)}
    assert first < second
    assert heard <= {first, second}
    assert "the board is gone" in caplog.text

"""The wards' outlook: none while nothing was learned, the next sensible hour, and kept while it is fresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from bedcentre.bootstrap import Application, build
from bedcentre.config import Settings
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.board.picture import take
from tests.store.seed import hospital
from tests.store.small import START, WARD_IDS
from tests.web.board.drawing import NOW, ZONE, bed, picture
from tests.web.ward_site import WardSite
from web.live.outlooks import FRESH, Outlooks, looked_to


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    """The small hospital, in which everybody used to leave after two nights."""
    url = f"sqlite:///{tmp_path / 'past.sqlite'}"
    engine = open_engine(url, to_disk=False)
    migrate(engine)
    plant(engine, replace(hospital(), past_stays=_past()))
    engine.dispose()
    app = build(Settings(database_url=url))
    yield app
    app.close()


def _past() -> pd.DataFrame:
    days = [START - timedelta(days=day) for day in range(10, 60)]
    return pd.DataFrame(
        {
            "mrn": [f"P{number}" for number in range(len(days))],
            "sex": "F",
            "age": 60,
            "specialty": "MED",
            "ward": "M",
            "level": "ward",
            "kind": "planned",
            "diagnosis": "X",
            "procedure": "",
            "admitted_at": days,
            "discharged_at": [day + timedelta(days=2, hours=2) for day in days],
            "expected_minutes": 2880,
        }
    )


@pytest.mark.parametrize(
    ("hour", "minute", "looked"),
    [(9, 0, (0, 14)), (13, 29, (0, 14)), (13, 31, (0, 20)), (19, 0, (0, 20)), (19, 45, (1, 14)), (23, 50, (1, 14))],
)
def test_a_ward_looks_forward_to_the_next_hour_that_is_not_too_near(
    hour: int, minute: int, looked: tuple[int, int]
) -> None:
    now = datetime(2026, 11, 23, hour, minute, tzinfo=ZONE)
    by = looked_to(replace(picture(), now=now.astimezone(NOW.tzinfo))).astimezone(ZONE)
    assert (by.day - now.day, by.hour, by.minute) == (*looked, 0)


def test_without_past_stays_there_is_no_outlook(site: WardSite) -> None:
    outlooks = Outlooks(site.app)
    outlooks.learn()
    assert outlooks.added_to(picture([bed(1)])).outlooks == {}


def test_what_was_learned_is_shown_and_looked_at_anew_only_when_it_is_old(app: Application) -> None:
    outlooks = Outlooks(app)
    with app.reader() as reader:
        now = replace(take(reader), now=START)
    assert outlooks.added_to(now).outlooks == {}
    outlooks.learn()
    seen = outlooks.added_to(now).outlooks[WARD_IDS["M"]]
    assert seen.expected >= 1
    nobody = replace(now, beds={})
    soon = replace(nobody, now=START + FRESH - timedelta(minutes=1))
    assert outlooks.added_to(soon).outlooks[WARD_IDS["M"]] == seen
    later = replace(nobody, now=START + FRESH)
    assert outlooks.added_to(later).outlooks[WARD_IDS["M"]].expected == 0

"""Hospitals generated once for all tests of the seed data."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bedcentre.seeding import Hospital, generate

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    """The hospital of 1,000 beds on an ordinary Monday morning."""
    return generate(1000, 1, start=MONDAY)

"""What kind of day it is in mainland China's calendar."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from bedcentre.seeding.timeline import day_kind


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-11-23", "mon"),
        ("2026-11-21", "sat"),
        ("2026-11-22", "sun"),
        ("2026-10-01", "holiday"),
        ("2026-10-03", "holiday"),
        ("2026-10-07", "holiday"),
        ("2026-10-10", "makeup"),
        ("2026-09-20", "makeup"),
        ("2026-02-17", "holiday"),
    ],
)
def test_weekdays_holidays_and_make_up_days_are_told_apart(day: str, kind: str) -> None:
    assert day_kind(date.fromisoformat(day), holidays.country_holidays("CN")) == kind

"""How templates speak."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bedcentre.words import LANGUAGES
from web.rendering import Renderer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", ["reminder", "offer"])
def test_a_gap_may_have_any_name(language: str, subject: str) -> None:
    say = Renderer(ZoneInfo("Asia/Shanghai")).speech(language)
    said = say(f"appointments.{subject}", what="CT", at="09:00")
    assert "CT" in said
    assert "09:00" in said

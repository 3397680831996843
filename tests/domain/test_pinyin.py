"""Names by their initials."""

from __future__ import annotations

import pytest

from bedcentre.domain.pinyin import initials, name_initials


@pytest.mark.parametrize(
    ("name", "typed"),
    [("王建国", "wjg"), ("曾莉", "zl"), ("单立新", "slx"), ("李曾", "lc"), ("", "")],
)
def test_people_are_typed_as_they_are_called(name: str, typed: str) -> None:
    assert name_initials(name) == typed


def test_what_is_no_surname_keeps_its_reading() -> None:
    assert initials("曾经") == "cj"

"""What a form or an address is refused for is named in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bedcentre.words import LANGUAGES, words_for
from tests.web.doors import routes


def fields() -> Iterator[str]:
    """The name of everything that anybody can send."""
    for route in routes():
        dependant = route.dependant
        for param in (*dependant.body_params, *dependant.query_params, *dependant.path_params):
            yield from getattr(param.field_info.annotation, "model_fields", [param.alias])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_word(language: str) -> None:
    sent = set(fields())
    assert {"mrn", "reply", "bed_id", "month"} <= sent
    assert {name for name in sent if f"web.field.{name}" not in words_for(language).sentences} == set()

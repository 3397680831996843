"""Frozen dataclasses as canonical JSON text and back, losing nothing: instants stay instants, sets stay sets."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

INSTANT = "instant"
"""An instant is written ``{"instant": "2026-11-23T00:00:00+00:00"}``, so that it is told apart from a text."""


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401  any type that pydantic understands
    """How pydantic reads and writes values of ``kind``; built once."""
    return TypeAdapter(kind)


def to_text(kind: Any, value: object) -> str:  # noqa: ANN401  the same
    """Canonical JSON of ``value``: the same value gives the same text in every process."""
    return canonical(adapter(kind).dump_python(value))


def from_text(kind: Any, text: str) -> Any:  # noqa: ANN401  the same
    """The value of type ``kind`` that ``to_text`` wrote.

    Raises:
        pydantic.ValidationError: the text does not describe such a value.
    """
    return adapter(kind).validate_python(json.loads(text, object_hook=_instants))


def canonical(value: object) -> str:
    """JSON with sorted keys and sets, no spaces."""
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {INSTANT: value.isoformat()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, frozenset):
        return sorted(value)
    message = f"{type(value).__name__} has no place in a journal row"
    raise TypeError(message)


def _instants(pairs: dict[str, Any]) -> object:
    return datetime.fromisoformat(pairs[INSTANT]) if pairs.keys() == {INSTANT} else pairs

"""A sentence for people, before it has a language: a key of the word lists and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Value = str | int | datetime


@dataclass(frozen=True, slots=True)
class Message:
    """``key`` names a sentence in ``bedcentre/words``; ``params`` fill its gaps."""

    key: str
    params: Mapping[str, Value] = field(default_factory=dict)

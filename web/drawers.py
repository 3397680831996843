"""What every drawer's fragment is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer(Generic[Shown]):
    """What is shown, and whether whoever looks may act on it."""

    shown: Shown
    acts: bool

"""Chance without memory: the same question gets the same answer, also after a restart or in another order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from math import sqrt


@dataclass(frozen=True, slots=True)
class Chance:
    """Draws that depend on ``seed`` and on what they are about (a purpose and ids), and on nothing else."""

    seed: int

    def share(self, *about: object) -> float:
        """A number in [0, 1)."""
        text = "\x1f".join(map(str, (self.seed, *about)))
        return int.from_bytes(blake2b(text.encode(), digest_size=7).digest()) / 2**56

    def happens(self, probability: float, *about: object) -> bool:
        """True in ``probability`` of the cases."""
        return self.share(*about) < probability

    def minutes(self, low: float, usual: float, high: float, *about: object) -> timedelta:
        """A duration in whole seconds from ``low`` to ``high`` minutes, most often ``usual`` (triangular)."""
        share, width = self.share(*about), high - low
        if share * width < usual - low:
            drawn = low + sqrt(share * width * (usual - low))
        else:
            drawn = high - sqrt((1 - share) * width * (high - usual))
        return timedelta(seconds=round(drawn * 60))


@dataclass(slots=True)
class Memory:
    """Since when something has been so, as far as was noticed; what is no longer so is forgotten each round."""

    _since: dict[object, datetime]
    _noticed: dict[object, datetime]

    def __init__(self) -> None:
        self._since = {}
        self._noticed = {}

    def since(self, thing: object, now: datetime) -> datetime:
        """When ``thing`` was first noticed without a break."""
        return self._noticed.setdefault(thing, self._since.get(thing, now))

    def end_round(self) -> None:
        """Forget what was not noticed in this round."""
        self._since, self._noticed = self._noticed, {}

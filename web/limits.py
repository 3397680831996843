"""How often somebody may try: so many times at once, then one more every so often. Kept in the server's memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from ipaddress import ip_network
from threading import Lock

from starlette.requests import HTTPConnection

MOST_KEPT = 10_000
"""Who is remembered at most; the one who tried longest ago is forgotten first."""

NETWORK_BITS = 64
"""Bits of an IPv6 address that name its owner: the rest the owner chooses."""


class TooOftenError(Exception):
    """Somebody tried too often; ``seconds`` until they may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Allowance:
    """``at_once`` tries for everybody, and a new one every ``seconds``."""

    def __init__(self, at_once: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once = at_once
        self._seconds = seconds
        self._clock = clock
        self._restored: dict[Hashable, float] = {}  # when somebody's allowance will be whole again
        self._lock = Lock()

    def spend(self, who: Hashable) -> None:
        """Take one try, before it is known what becomes of it: many at the same time count, too.

        Raises:
            TooOftenError: none is left.
        """
        with self._lock:
            now = self._clock()
            restored = max(self._restored.get(who, now), now) + self._seconds
            wait = restored - self._at_once * self._seconds - now
            if wait > 0:
                raise TooOftenError(math.ceil(wait))
            self._restored.pop(who, None)
            self._restored[who] = restored
            if len(self._restored) > MOST_KEPT:
                del self._restored[next(iter(self._restored))]

    def give_back(self, who: Hashable) -> None:
        """Return a try that was nothing to hold against anybody."""
        with self._lock:
            if who in self._restored:
                self._restored[who] -= self._seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """What a site allows before somebody has to wait; only what went wrong is counted."""

    addresses: Allowance = field(default_factory=lambda: Allowance(30, 20))
    """Wrong sign-ins from one address, which a whole ward may share."""

    names: Allowance = field(default_factory=lambda: Allowance(10, 120))
    """Wrong passwords for one name from one address."""

    links: Allowance = field(default_factory=lambda: Allowance(30, 20))
    """Wrong links of letters from one address."""

    strangers: Allowance = field(default_factory=lambda: Allowance(40, 60))
    """Patients that a surgeon looks up by number and never treated."""


def address_of(connection: HTTPConnection) -> str:
    """Where a request comes from: an IPv4 address or an IPv6 network."""
    host = connection.client.host if connection.client else ""
    try:
        return str(ip_network((host, NETWORK_BITS), strict=False)) if ":" in host else host
    except ValueError:  # what a proxy calls the address
        return host

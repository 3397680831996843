"""Which devices are still free when: what booking desks look at while they book."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from optimizer.bookings.problem import Booking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from optimizer.bookings.problem import Device


class Desks:
    """The free devices of each kind and slot; booking takes the first, giving back returns it."""

    def __init__(self, devices: Iterable[Device]) -> None:
        self._kinds: dict[str, str] = {}
        self._free: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for device in devices:
            self._kinds[device.id] = device.kind
            for slot in device.free:
                self._free[device.kind][slot].append(device.id)

    def room(self, kind: str, slot: int) -> int:
        """How many devices of a kind are free."""
        return len(self._free[kind].get(slot, ()))

    def slots(self, kind: str, first: int, last: int) -> list[int]:
        """The slots in [first, last] in which one is free, earliest first."""
        return sorted(slot for slot, free in self._free[kind].items() if free and first <= slot <= last)

    def book(self, test: str, kind: str, slot: int) -> Booking:
        """Take a free device."""
        return Booking(test=test, device=self._free[kind][slot].pop(0), slot=slot)

    def take(self, booking: Booking) -> None:
        """The device is no longer free."""
        self._free[self._kinds[booking.device]][booking.slot].remove(booking.device)

    def give_back(self, booking: Booking) -> None:
        """The device is free again."""
        self._free[self._kinds[booking.device]][booking.slot].append(booking.device)

"""What is asked: which tests of which patients, on devices of which kind, when, and after what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PER_DAY: Final = 48
"""Slots of half an hour in a day; slot 0 begins at a midnight."""


class After(NamedTuple):
    """Another test of the same patient must begin at least ``slots`` earlier (its result takes so long)."""

    test: str
    slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device, room or clinic that takes one patient per slot. ``free``: the slots nobody has yet."""

    id: str
    kind: str
    free: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """One test: a slot of a device of ``kind`` within [``first``, ``last``]."""

    id: str
    kind: str
    first: int
    last: int
    after: tuple[After, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Whose tests are booked together.

    ``taken`` are slots in which the patient is elsewhere, ``coming`` days (slot // 48) on which they come anyway.
    """

    id: str
    tests: tuple[Exam, ...]
    taken: frozenset[int] = frozenset()
    coming: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Devices and patients; the patients stand in the order in which they asked.

    Raises:
        ValueError: an id stands twice, or a test waits for one that its patient does not have, or for itself.
    """

    devices: tuple[Device, ...]
    patients: tuple[Patient, ...]

    def __post_init__(self) -> None:
        for what, ids in (
            ("device", [device.id for device in self.devices]),
            ("patient", [patient.id for patient in self.patients]),
            ("test", [test.id for patient in self.patients for test in patient.tests]),
        ):
            twice = [name for name, times in Counter(ids).items() if times > 1]
            if twice:
                message = f"{what} {twice[0]!r} stands {ids.count(twice[0])} times; give each its own id."
                raise ValueError(message)
        for patient in self.patients:
            in_order(patient)

    @cached_property
    def tests(self) -> Mapping[str, tuple[Patient, Exam]]:
        """Every test by its id, with whose it is."""
        return {test.id: (patient, test) for patient in self.patients for test in patient.tests}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A test's device and slot."""

    test: str
    device: str
    slot: int


def in_order(patient: Patient) -> list[Exam]:
    """A patient's tests, each behind those it waits for, else as they stand.

    Raises:
        ValueError: there is no such order.
    """
    return list(_sorted(patient))


def _sorted(patient: Patient) -> Iterator[Exam]:
    waiting, done = list(patient.tests), set[str]()
    while waiting:
        ready = next((test for test in waiting if all(each.test in done for each in test.after)), None)
        if ready is None:
            message = f"patient {patient.id!r}: test {waiting[0].id!r} waits for a test that cannot come before it."
            raise ValueError(message)
        waiting.remove(ready)
        done.add(ready.id)
        yield ready

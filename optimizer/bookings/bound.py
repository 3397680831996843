"""What a patient's tests cost at least, whatever the others get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.bookings.checker import Cost
from optimizer.bookings.problem import PER_DAY, in_order

if TYPE_CHECKING:
    from optimizer.bookings.desks import Desks
    from optimizer.bookings.problem import Patient


def least(desks: Desks, patient: Patient) -> Cost:
    """The cost if every test had the first free slot after those it waits for, on ``desks`` that nobody used yet."""
    at: dict[str, int] = {}
    for test in in_order(patient):
        if all(each.test in at for each in test.after):
            first = max([test.first, *(at[each.test] + each.slots for each in test.after)])
            slot = next((slot for slot in desks.slots(test.kind, first, test.last) if slot not in patient.taken), None)
            if slot is not None:
                at[test.id] = slot
    finish = max(at.values(), default=0)
    days = {slot // PER_DAY for slot in at.values()}
    return Cost(unbooked=len(patient.tests) - len(at), visits=int(bool(days) and not patient.coming), finish=finish)

"""The rooms of one ward in one shift: one Boolean per room and nurse, all prices at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from optimizer.nursing.ward_shift import ABOVE, SKILL, SPREAD, STRANGER, load, missing_skill, strangers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optimizer.nursing.ward_shift import WardShift

STEPS: Final = 0.3
"""Seconds' worth of solver steps, so that a run repeats exactly; what is not proven by then is the best found."""


def give_rooms(asked: WardShift) -> Mapping[str, str]:
    """The nurse of every room, those that have one included; nothing if nobody is on duty."""
    if not asked.nurses:
        return {}
    model = cp_model.CpModel()
    has = {(room.id, nurse.id): model.new_bool_var("") for room in asked.rooms for nurse in asked.nurses}
    for room in asked.rooms:
        model.add_exactly_one(has[room.id, nurse.id] for nurse in asked.nurses)
        if room.nurse is not None:
            model.add(has[room.id, room.nurse] == 1)
    unit = math.gcd(*(load(room) for room in asked.rooms)) or 1
    whole = sum(load(room) for room in asked.rooms) // unit
    even, rest = divmod(whole, len(asked.nurses))  # nobody can do better: without this, parity takes long to prove
    most, least = model.new_int_var(even + bool(rest), whole, ""), model.new_int_var(0, even, "")
    price = SPREAD * unit * (most - least)
    for nurse in asked.nurses:
        carried = sum(load(room) // unit * has[room.id, nurse.id] for room in asked.rooms)
        above = model.new_int_var(0, whole * unit, "")
        model.add(above >= unit * carried - nurse.max_load)
        model.add(most >= carried)
        model.add(least <= carried)
        price += ABOVE * above
        for room in asked.rooms:
            each = SKILL * missing_skill(room, nurse) + STRANGER * strangers(room, nurse)
            price += each * has[room.id, nurse.id]
    model.minimize(price)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = STEPS
    solver.solve(model)
    return {room: nurse for (room, nurse), chosen in has.items() if solver.boolean_value(chosen)}

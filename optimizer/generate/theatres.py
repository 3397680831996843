"""Theatres' sessions and the surgeons who operate in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.problem import Grid, Session, Surgeon

if TYPE_CHECKING:
    from optimizer.generate.house import House
    from optimizer.problem import Horizon

SURGEONS_PER_SPECIALTY = 2
SPECIALTIES_PER_THEATRE = 2
SESSION_MINUTES = 540
SURGEON_MINUTES = 360
OPENS = 60  # minutes after the horizon's start, taken as seven in the morning


def surgeon_ids(number: int) -> list[str]:
    """The surgeons of the specialty with this number."""
    return [f"D{number:03}-{one}" for one in range(SURGEONS_PER_SPECIALTY)]


def surgeons(built: House, horizon: Horizon) -> tuple[Surgeon, ...]:
    """Two surgeons per specialty, each with the same limit every day."""
    days = -(-horizon.length // horizon.day)
    return tuple(
        Surgeon(id=name, minutes=(SURGEON_MINUTES,) * days)
        for number in range(len(built.own))
        for name in surgeon_ids(number)
    )


def sessions(built: House, horizon: Horizon) -> tuple[Session, ...]:
    """Every day one session in each theatre, a theatre shared by two specialties."""
    specialties = range(len(built.own))
    found = []
    for theatre in range(0, len(specialties), SPECIALTIES_PER_THEATRE):
        allowed = [
            name for number in specialties[theatre : theatre + SPECIALTIES_PER_THEATRE] for name in surgeon_ids(number)
        ]
        for day in range(-(-horizon.length // horizon.day)):
            start = day * horizon.day + (OPENS if horizon.grid is Grid.MINUTES else 0)
            found.append(
                Session(
                    id=f"T{theatre:03}-{day}",
                    theatre=f"T{theatre:03}",
                    start=start,
                    end=start + (SESSION_MINUTES if horizon.grid is Grid.MINUTES else 1),
                    minutes=SESSION_MINUTES,
                    surgeons=frozenset(allowed),
                )
            )
    return tuple(found)

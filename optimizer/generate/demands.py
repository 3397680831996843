"""Who needs a bed: all six kinds, with promises, needs, wishes and operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.generate.house import DAY, ICU
from optimizer.generate.theatres import OPENS, SESSION_MINUTES, surgeon_ids
from optimizer.problem import Demand, DemandKind, Grid, Promise, Sex, Surgery

if TYPE_CHECKING:
    import random

    from optimizer.generate.house import House
    from optimizer.problem import Horizon

PER_BED = {Grid.MINUTES: 0.14, Grid.NIGHTS: 0.8}
MIX = {
    DemandKind.PLANNED: 45,
    DemandKind.DAY_SURGERY: 12,
    DemandKind.EMERGENCY: 28,
    DemandKind.STEP_DOWN: 5,
    DemandKind.TRANSFER: 5,
    DemandKind.REFERRAL_IN: 5,
}
URGENCIES = {DemandKind.EMERGENCY: (4, 6, 8, 10), DemandKind.STEP_DOWN: (3,), DemandKind.TRANSFER: (1,)}
MEAN_NIGHTS = 6.0
SEVERE = 0.1
INTENSIVE = 0.08
TELEMETRY = 0.15
WISHES = 0.1
PROMISED = 0.5
EXPIRING = 0.2


def demands(chance: random.Random, built: House, horizon: Horizon, *, beds: int) -> tuple[Demand, ...]:
    """Demands at a plausible rate; most planned ones were promised their own ward."""
    count = round(beds * PER_BED[horizon.grid])
    kinds = chance.choices(list(MIX), list(MIX.values()), k=count)
    return tuple(_demand(chance, built, horizon, number, kind) for number, kind in enumerate(kinds))


def _demand(chance: random.Random, built: House, horizon: Horizon, number: int, kind: DemandKind) -> Demand:
    specialty = chance.randrange(len(built.own))
    surgery = _surgery(chance, horizon, kind, specialty)
    release, due = _window(chance, horizon, kind)
    emergency = kind is DemandKind.EMERGENCY
    elective = kind in {DemandKind.PLANNED, DemandKind.REFERRAL_IN}
    return Demand(
        id=f"D{number:04}",
        kind=kind,
        release=release,
        due=due,
        length=_length(chance, horizon, kind),
        sex=chance.choice(list(Sex)),
        urgency=chance.choice(URGENCIES.get(kind, (1, 2, 3))),
        waiting_level=1 if emergency else None,
        specialty=_specialty(chance, kind, specialty),
        severe=emergency and chance.random() < SEVERE,
        needs=frozenset({"telemetry"} if chance.random() < TELEMETRY else set()),
        prefers=frozenset(feature for feature in ("side_room", "near_desk") if chance.random() < WISHES),
        room_size=chance.choice((None, None, None, 1, 2)),
        surgery=surgery,
        promise=Promise(start=release) if elective and surgery is None and chance.random() < PROMISED else None,
        expires=due if elective and chance.random() < EXPIRING else None,
    )


def _specialty(chance: random.Random, kind: DemandKind, number: int) -> str:
    if kind is DemandKind.DAY_SURGERY:
        return DAY
    return ICU if kind is DemandKind.EMERGENCY and chance.random() < INTENSIVE else f"S{number:03}"


def _window(chance: random.Random, horizon: Horizon, kind: DemandKind) -> tuple[int, int]:
    if horizon.grid is Grid.NIGHTS:
        release = chance.randrange(horizon.length)
        return release, min(release + chance.randrange(1, 8), horizon.length - 1)
    if kind is DemandKind.EMERGENCY:
        release = chance.choice((0, 0, chance.randrange(12 * 60)))
        return release, min(release + horizon.day, horizon.length - 1)
    if kind is DemandKind.DAY_SURGERY:
        day = chance.randrange(2) * horizon.day
        return day, day + OPENS + SESSION_MINUTES
    return chance.randrange(0, horizon.day, 30), horizon.length - 1


def _length(chance: random.Random, horizon: Horizon, kind: DemandKind) -> int:
    if kind is DemandKind.DAY_SURGERY:
        return 1 if horizon.grid is Grid.NIGHTS else chance.randrange(4 * 60, 9 * 60, 30)
    nights = 1 + int(chance.expovariate(1 / MEAN_NIGHTS))
    return nights if horizon.grid is Grid.NIGHTS else nights * horizon.day


def _surgery(chance: random.Random, horizon: Horizon, kind: DemandKind, specialty: int) -> Surgery | None:
    planned = kind is DemandKind.PLANNED and horizon.grid is Grid.NIGHTS
    if not planned and kind is not DemandKind.DAY_SURGERY:
        return None
    return Surgery(
        surgeon=chance.choice(surgeon_ids(specialty)),
        minutes=chance.randrange(30, 120 if kind is DemandKind.DAY_SURGERY else 240, 15),
        offset=0 if horizon.grid is Grid.NIGHTS else 60,
    )

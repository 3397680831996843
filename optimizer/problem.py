"""What is asked of the engine: beds, people already in them, and demands for a bed.

Two grids, one vocabulary. On the *minute* grid a tick is a minute and a ``Place`` is one bed; on the
*night* grid a tick is a day and a ``Place`` is a room with several beds. Every interval is half-open.
Competition instances (IHTC-2024, PAS) are the same ``Problem`` with other rules priced.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Grid(StrEnum):
    """What one tick is."""

    MINUTES = "minutes"
    NIGHTS = "nights"


class Sex(StrEnum):
    """Administrative sex, as rooms are shared by it."""

    FEMALE = "F"
    MALE = "M"


class SexRule(StrEnum):
    """Who may share a room: anybody, one sex at a time, or always the named sex."""

    ANY = "any"
    SAME = "same"
    FEMALE = "F"
    MALE = "M"


class DemandKind(StrEnum):
    """The six ways to a bed."""

    PLANNED = "planned"
    DAY_SURGERY = "day_surgery"
    EMERGENCY = "emergency"
    STEP_DOWN = "step_down"
    TRANSFER = "transfer"
    REFERRAL_IN = "referral_in"


class SoftRule(StrEnum):
    """Everything that costs but is not forbidden. A rule without a price costs nothing."""

    UNPLACED = "unplaced"  # per demand left out, times its urgency
    WAITING = "waiting"  # per tick after `wanted`, times the demand's urgency
    PROMISE_PLACE = "promise_place"  # per demand told of another place
    PROMISE_START = "promise_start"  # per tick away from the promised start
    EXPIRY = "expiry"  # per demand that starts at or after its expiry, or is left out though it has one
    TIER = "tier"  # per tick or night (see Demand.length) and tier step away from the own ward
    PREFERENCE = "preference"  # per missing preferred feature
    ROOM_SIZE = "room_size"  # per demand in a room with more beds than it wishes
    AFFINITY = "affinity"  # explicit cost of a demand's place (`Demand.place_cost`)
    MIXED_AGE = "mixed_age"  # per room and tick: oldest minus youngest age group present
    STABILITY = "stability"  # per demand whose place differs from the previous plan's
    OPEN_THEATRE = "open_theatre"  # per theatre and day in use
    SURGEON_TRANSFER = "surgeon_transfer"  # per surgeon and day: theatres beyond the first
    NURSE_SKILL = "nurse_skill"  # per person and shift: missing skill levels
    NURSE_WORKLOAD = "nurse_workload"  # per nurse and shift: load above the limit
    CONTINUITY = "continuity"  # per person: distinct nurses over the stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit of a soft rule costs, and on which of the five levels (1 outranks 2, …)."""

    level: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The span planned for: ``length`` ticks, ``day`` ticks per day, ``shifts`` nurse shifts per day."""

    grid: Grid
    length: int
    day: int
    shifts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room: shares one sex rule and age band (age groups, inclusive), belongs to a ward."""

    id: str
    ward: str
    sex: SexRule = SexRule.SAME
    youngest: int | None = None
    oldest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a demand is put: one bed (minute grid) or a room's beds together (night grid)."""

    id: str
    room: str
    capacity: int = 1
    features: frozenset[str] = frozenset()
    emergency_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """Nursing a person causes: load and required skill for each shift from the first one of the stay."""

    workload: tuple[int, ...]
    skill: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupant:
    """Somebody already in a bed until ``end`` (expected); a constant of the plan."""

    id: str
    place: str
    end: int
    start: int = 0
    sex: Sex
    age_group: int = 0
    organism: str | None = None
    care: Care | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Beds of a place that cannot be used: cleaning, blocked, outside opening hours; ``beds`` None = all."""

    place: str
    start: int
    end: int
    reason: str = "closed"
    beds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Beds kept for emergencies: of ``places``, ``count`` stay free of other new demands in the window."""

    id: str
    places: frozenset[str]
    count: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A theatre's time: operations inside [start, end) up to ``minutes`` in all, by ``surgeons`` (None = any).

    On the night grid a session covers one day. On the minute grid operations in one theatre also never overlap.
    """

    id: str
    theatre: str
    start: int
    end: int
    minutes: int
    surgeons: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surgeon:
    """A surgeon and the operating minutes allowed on each day of the horizon (empty = no limit)."""

    id: str
    minutes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One working shift of a nurse: ``shift`` counts from the horizon's first shift."""

    shift: int
    max_load: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nurse:
    """A nurse, who may be given rooms in each of her duties."""

    id: str
    skill: int
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surgery:
    """The operation of a stay: ``offset`` ticks after its start, ``minutes`` long, by ``surgeon``."""

    surgeon: str
    minutes: int
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the person was told: a place, a start, and for an operation its session (None = not told)."""

    place: str | None = None
    start: int | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Somebody who needs a bed from a tick in [release, due] for ``length`` ticks."""

    id: str
    kind: DemandKind
    release: int
    due: int
    length: int
    sex: Sex
    mandatory: bool = False
    wanted: int | None = None
    urgency: int = 1
    waiting_level: int | None = None  # overrides the price's level for WAITING and UNPLACED (emergencies: 1)
    age_group: int = 0
    specialty: str | None = None
    severe: bool = False
    needs: frozenset[str] = frozenset()
    prefers: frozenset[str] = frozenset()
    room_size: int | None = None
    organism: str | None = None
    refuses: frozenset[str] = frozenset()  # places that are ruled out for this person
    place_cost: tuple[tuple[str, int], ...] = ()
    surgery: Surgery | None = None
    care: Care | None = None
    promise: Promise | None = None
    pinned: bool = False  # the promise is a constant
    previous: str | None = None  # its place in the last plan shown
    expires: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """How near a ward is to a specialty: 0 own, 1 sister, 2 floating or any; absent = not allowed."""

    specialty: str
    ward: str
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One question to the engine; cross-checked by :func:`optimizer.formats.validation.check_references`."""

    horizon: Horizon
    rooms: tuple[Room, ...]
    places: tuple[Place, ...]
    demands: tuple[Demand, ...]
    occupants: tuple[Occupant, ...] = ()
    closures: tuple[Closure, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    sessions: tuple[Session, ...] = ()
    surgeons: tuple[Surgeon, ...] = ()
    nurses: tuple[Nurse, ...] = ()
    tiers: tuple[Tier, ...] = ()
    prices: dict[SoftRule, Price] = field(default_factory=dict)

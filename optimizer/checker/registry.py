"""The rules, hard before soft. A new rule is one file in ``rules/`` and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from optimizer.checker.context import Context
from optimizer.checker.report import HardRule, Units, Violation
from optimizer.checker.rules.affinity import affinity
from optimizer.checker.rules.age_band import age_band
from optimizer.checker.rules.capacity import capacity
from optimizer.checker.rules.continuity import continuity
from optimizer.checker.rules.emergency_only import emergency_only
from optimizer.checker.rules.expiry import expiry
from optimizer.checker.rules.features import features
from optimizer.checker.rules.identity import identity
from optimizer.checker.rules.mandatory import mandatory
from optimizer.checker.rules.mixed_age import mixed_age
from optimizer.checker.rules.nurse_skill import nurse_skill
from optimizer.checker.rules.nurse_workload import nurse_workload
from optimizer.checker.rules.open_theatre import open_theatre
from optimizer.checker.rules.organism import organism
from optimizer.checker.rules.pinned import pinned
from optimizer.checker.rules.preference import preference
from optimizer.checker.rules.promise_place import promise_place
from optimizer.checker.rules.promise_start import promise_start
from optimizer.checker.rules.refusal import refusal
from optimizer.checker.rules.reserve import reserve
from optimizer.checker.rules.room_for_sex import room_for_sex
from optimizer.checker.rules.room_nurse import room_nurse
from optimizer.checker.rules.room_sex import room_sex
from optimizer.checker.rules.room_size import room_size
from optimizer.checker.rules.session import session
from optimizer.checker.rules.session_minutes import session_minutes
from optimizer.checker.rules.stability import stability
from optimizer.checker.rules.surgeon_minutes import surgeon_minutes
from optimizer.checker.rules.surgeon_overlap import surgeon_overlap
from optimizer.checker.rules.surgeon_transfer import surgeon_transfer
from optimizer.checker.rules.theatre_overlap import theatre_overlap
from optimizer.checker.rules.tier_distance import tier_distance
from optimizer.checker.rules.unplaced import unplaced
from optimizer.checker.rules.waiting import waiting
from optimizer.checker.rules.ward_tier import ward_tier
from optimizer.checker.rules.window import window
from optimizer.index import Index
from optimizer.plan import Placement
from optimizer.problem import Demand, Place, SoftRule

PlaceRule: TypeAlias = Callable[[Index, Demand, Place], str | None]
JointHardRule: TypeAlias = Callable[[Context], Iterable[Violation]]
DemandRule: TypeAlias = Callable[[Index, Demand, Placement | None], int]
JointSoftRule: TypeAlias = Callable[[Context], Iterable[Units]]

# Which places a demand can never have, and why (None = it can), whatever the others do and whenever it is.
PER_PLACE: Mapping[HardRule, PlaceRule] = {
    HardRule.WARD_TIER: ward_tier,
    HardRule.AGE_BAND: age_band,
    HardRule.FEATURES: features,
    HardRule.REFUSAL: refusal,
    HardRule.EMERGENCY_ONLY: emergency_only,
    HardRule.ROOM_FOR_SEX: room_for_sex,
}

# What the plan as a whole must not do.
HARD: tuple[JointHardRule, ...] = (
    identity,
    pinned,
    mandatory,
    window,
    capacity,
    room_sex,
    organism,
    reserve,
    session,
    session_minutes,
    theatre_overlap,
    surgeon_overlap,
    surgeon_minutes,
    room_nurse,
)

# What one demand's own placement costs: units of it alone, whatever the others do.
PER_DEMAND: Mapping[SoftRule, DemandRule] = {
    SoftRule.UNPLACED: unplaced,
    SoftRule.WAITING: waiting,
    SoftRule.PROMISE_PLACE: promise_place,
    SoftRule.PROMISE_START: promise_start,
    SoftRule.EXPIRY: expiry,
    SoftRule.TIER: tier_distance,
    SoftRule.PREFERENCE: preference,
    SoftRule.ROOM_SIZE: room_size,
    SoftRule.AFFINITY: affinity,
    SoftRule.STABILITY: stability,
}

# What several placements cost together.
JOINT: Mapping[SoftRule, JointSoftRule] = {
    SoftRule.MIXED_AGE: mixed_age,
    SoftRule.OPEN_THEATRE: open_theatre,
    SoftRule.SURGEON_TRANSFER: surgeon_transfer,
    SoftRule.NURSE_SKILL: nurse_skill,
    SoftRule.NURSE_WORKLOAD: nurse_workload,
    SoftRule.CONTINUITY: continuity,
}

"""What is in the way, bed by bed, in a few sentences that count the beds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from bedcentre.domain.messages import Message, Value
from bedcentre.domain.vocabulary import ActualKind, Feature
from bedcentre.planning.matching import ADULT, ORDINARY, OVERNIGHT
from bedcentre.planning.theatre_suite import SUITE_PLACE
from bedcentre.planning.why.asked import STAY, Asked
from optimizer.checker.report import HardRule
from optimizer.explain.answers import Block

SHOWN = 6
"""Sentences before it is too much to read."""

IN_TIME = ("occupied", "mates", "infection", "promised", "reserve", "blocked", "unclean", "held", "hours")
"""What keeps beds that suit for a while, in the order it is told."""

FOR_GOOD = (
    "pinned", "turned_down", "lacks", "not_for_sex", "paediatric", "intensive", "day_bay", "only_day_bay",
    "emergency_only", "age", "other_wards",
)  # fmt: skip
"""What rules beds out, in the order it is told."""

THEATRE = {
    HardRule.SESSION: "no_session",
    HardRule.SESSION_MINUTES: "session_full",
    HardRule.SURGEON_MINUTES: "surgeon_full",
    HardRule.THEATRE_OVERLAP: "theatre_busy",
}
"""What keeps an operation out of the theatres."""

RULES = {
    HardRule.WARD_TIER: "other_wards",
    HardRule.REFUSAL: "turned_down",
    HardRule.EMERGENCY_ONLY: "emergency_only",
    HardRule.ROOM_FOR_SEX: "not_for_sex",
    HardRule.AGE_BAND: "age",
    HardRule.ORGANISM: "infection",
    HardRule.ROOM_SEX: "mates",
    HardRule.RESERVE: "reserve",
}

MISSING = {ADULT: "paediatric", ORDINARY: "intensive", OVERNIGHT: "day_bay", Feature.DAY_BAY.value: "only_day_bay"}
"""By what a bed does not offer, why that is."""


def in_the_way(asked: Asked, blocks: Iterable[Block]) -> tuple[Message, ...]:
    """The sentences, most helpful first: each bed is counted once, under what keeps it longest."""
    longest: dict[str, Block] = {}
    theatres: dict[str, None] = {}
    for block in blocks:
        if not block.places:
            theatres[f"why.block.{THEATRE[block.rule]}"] = None
        for place in block.places:
            known = longest.get(place)
            if place != SUITE_PLACE.id and (known is None or _until(known) <= _until(block)):
                longest[place] = block
    groups: defaultdict[tuple[str, str], list[Block]] = defaultdict(list)
    for place, block in longest.items():
        groups[_name(asked, place, block)].append(block)
    ordered = sorted(groups, key=lambda group: (*IN_TIME, *FOR_GOOD).index(group[0]))
    said = (_sentence(asked, name, feature, groups[name, feature]) for name, feature in ordered)
    return (*map(Message, theatres), *said)[:SHOWN]


def _sentence(asked: Asked, name: str, feature: str, blocks: list[Block]) -> Message:
    params: dict[str, Value] = {"count": len(blocks)}
    if name in {"occupied", "mates"}:
        params["at"] = _first(asked, blocks)
    if name == "lacks":
        params["feature"] = f"@feature.{feature}"
    if name == "pinned" and asked.demand.pinned_bed_id is not None:
        params["bed"] = asked.snapshot.picture.beds[asked.demand.pinned_bed_id].bed.label
    return Message(f"why.block.{name}", params)


def _first(asked: Asked, blocks: list[Block]) -> datetime:
    return asked.snapshot.grid.instant(min(_until(each) for each in blocks))


def _until(block: Block) -> int:
    return 1 << 40 if block.until is None else block.until


def _name(asked: Asked, place: str, block: Block) -> tuple[str, str]:
    """Which sentence tells of the block, and the feature it speaks of if any."""
    if block.rule is HardRule.FEATURES:
        return _missing(asked, block)
    if block.rule is HardRule.CAPACITY:
        return _taken(asked, place, block), ""
    return RULES[block.rule], ""


def _missing(asked: Asked, block: Block) -> tuple[str, str]:
    if asked.demand.pinned_bed_id is not None:
        return "pinned", ""
    features = set(block.by)
    for feature, name in MISSING.items():
        if feature in features:
            return name, ""
    lacking = sorted(features & {feature.value for feature in Feature})
    return ("lacks", lacking[0]) if lacking else ("not_for_sex", "")


def _taken(asked: Asked, place: str, block: Block) -> str:
    (who,) = block.by
    if who.startswith(STAY):
        return "occupied"
    if who == "not ready":
        actual = asked.bed(place).actual
        shut = actual is not None and actual.kind is ActualKind.BLOCKED
        lies = actual is not None and actual.kind is ActualKind.OCCUPIED
        return "blocked" if shut else "occupied" if lies else "unclean"
    return {"held": "held", "outside hours": "hours"}.get(who, "promised")

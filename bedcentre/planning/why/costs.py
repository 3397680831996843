"""What a plan costs more, in words: for the demand itself, and for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bedcentre.domain.messages import Message, Value
from bedcentre.planning.reasons import TIER_WORDS
from bedcentre.planning.why.answer import OtherBed
from bedcentre.planning.why.asked import Asked
from optimizer.explain.answers import Other, WayOut
from optimizer.explain.difference import Difference
from optimizer.plan import Placement
from optimizer.problem import SoftRule


def other_beds(asked: Asked, now: Placement, others: Iterable[Other]) -> tuple[OtherBed, ...]:
    """The next best beds, and what is worse about each."""
    return tuple(
        OtherBed(place=asked.place(each.placement), worse=tuple(_worse(asked, now, each.placement, each.difference)))
        for each in others
    )


def _worse(asked: Asked, now: Placement, other: Placement, difference: Difference) -> Iterator[Message]:
    """Of every rule that costs more; that it is another bed than proposed goes without saying."""
    for each in difference.rules:
        if each.amount > 0 and each.rule is not SoftRule.STABILITY:
            yield Message(f"why.worse.{each.rule.value}", _params(asked, now, other, each.rule))


def _params(asked: Asked, now: Placement, other: Placement, rule: SoftRule) -> dict[str, Value]:
    if rule is SoftRule.WAITING:
        later = max(other.start - now.start, 0)
        return {"hours": later // 60, "minutes": later % 60}
    if rule is SoftRule.TIER:
        ward = asked.place(other).ward
        tier = asked.snapshot.tiers.get((asked.demand.specialty, ward.id), 2)
        return {"near": f"@why.near.{TIER_WORDS.get(tier, 'pool_ward')}"}
    return {}


def harm(asked: Asked, way: WayOut) -> Iterator[Message]:
    """Who else gets another bed, or none in these hours."""
    for placement in way.moved:
        it = asked.place(placement)
        whom = _whom(asked, placement.demand)
        yield Message("why.way.moved", {**whom, "bed": it.label, "ward": it.ward.code, "start": it.start})
    for demand in way.left_out:
        yield Message("why.way.left_out", _whom(asked, demand))


def _whom(asked: Asked, demand: str) -> dict[str, Value]:
    """Another demand: its way to a bed, and the masked name."""
    picture = asked.snapshot.picture
    it = picture.demands[int(demand)]
    return {"kind": f"@demand_kind.{it.kind.value}", "patient": picture.patients[it.patient_id].masked_name}

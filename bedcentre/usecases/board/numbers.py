"""The six numbers that matter to whoever looks after the beds of the whole house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bedcentre.domain.proposals import GREEDY
from bedcentre.domain.vocabulary import BedState, DemandKind, DemandState, Feature, Sex
from bedcentre.usecases.board.moment import day_end
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.board.tiles import is_overdue, sex_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The strip at the top of the board.

    ``boarding``: emergencies without a bed; ``longest_since``: when the first began to wait; ``late``: how many wait
    longer than their triage allows. ``free_*``: ready and promised to nobody, by the sex their room is bound to
    (day bays not counted).
    ``leaving``: patients still expected to leave today. ``uncleaned``: beds that wait for or undergo cleaning,
    ``overdue`` of them too long. ``at_risk``: promises that the bed's present use will overrun. ``plan_at``: when
    the newest plan was made, by ``plan_method``.
    """

    now: datetime = field(compare=False)
    boarding: int
    late: int
    longest_since: datetime | None
    free_women: int
    free_men: int
    free_either: int
    leaving: int
    uncleaned: int
    overdue: int
    at_risk: int
    plan_at: datetime | None
    plan_method: str

    @property
    def plan_fallback(self) -> bool:
        """Whether the instant plan stands because no solver answered in time."""
        return self.plan_method == GREEDY

    @property
    def free(self) -> int:
        """Free beds of either sex together."""
        return self.free_women + self.free_men + self.free_either


def numbers(picture: Picture) -> Numbers:
    """Count the house."""
    midnight = day_end(picture)
    states = {bed_id: situation.state(midnight) for bed_id, situation in picture.beds.items()}
    count = Counter(states.values())
    free = _free(picture, states)
    boarding = [
        demand
        for demand in picture.demands.values()
        if demand.kind is DemandKind.EMERGENCY and demand.state is DemandState.WAITING
    ]
    limits = picture.policy.boarding_limit
    return Numbers(
        now=picture.now,
        boarding=len(boarding),
        late=sum(
            demand.triage is not None and picture.now - demand.raised_at > limits[demand.triage] for demand in boarding
        ),
        longest_since=min((demand.raised_at for demand in boarding), default=None),
        free_women=free[Sex.FEMALE],
        free_men=free[Sex.MALE],
        free_either=free[None],
        leaving=count[BedState.LEAVING],
        uncleaned=count[BedState.VACATED] + count[BedState.CLEANING],
        overdue=sum(is_overdue(situation, picture) for situation in picture.beds.values()),
        at_risk=sum(1 for _ in picture.endangered()),
        plan_at=picture.plan.made_at if picture.plan else None,
        plan_method=picture.plan.method if picture.plan else "",
    )


def _free(picture: Picture, states: Mapping[int, BedState]) -> Counter[Sex | None]:
    """The free beds that are no day bays, by the sex they are open to."""
    free = [
        situation
        for bed_id, situation in picture.beds.items()
        if states[bed_id] is BedState.FREE and Feature.DAY_BAY not in situation.bed.features
    ]
    return Counter(sex_of(each, picture.mates(each)) for each in free)

"""One bed on the hospital board: no bigger than a fingernail, and it must be enough."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.danger import endangered
from bedcentre.domain.vocabulary import ActualKind, BedState, Feature, Sex, SexPolicy
from bedcentre.usecases.board.moment import Moment, day_end
from bedcentre.usecases.board.picture import Picture

CLEANING = frozenset({BedState.VACATED, BedState.CLEANING})
EMPTY = frozenset({BedState.FREE, BedState.HELD, BedState.RESERVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """What a tile shows of a bed.

    ``number`` is the bed's own number within its ward. ``sex``: of who lies there; of an empty bed, the one its
    room is bound to (None = either). ``until``: when the present state is expected to end (discharge, hold's end,
    block's end). ``next_from``: from when somebody else has it. ``conflict``: what it is, or who lies beside it, will
    overrun who comes next. ``stale``: what is known is older than the policy allows. ``features``: what it offers.
    """

    bed_id: int
    label: str
    number: str
    state: BedState
    sex: Sex | None
    said_at: datetime
    until: datetime | None
    minutes: int | None
    next_from: datetime | None
    reason: str
    isolated: bool
    overdue: bool
    conflict: bool
    stale: bool
    features: tuple[Feature, ...]


def tile(situation: BedSituation, mates: Collection[BedSituation], moment: Moment, midnight: datetime) -> Tile:
    """Draw one bed; ``mates`` are the other beds of its room, ``midnight`` is the local day's end."""
    now, policy = moment.now, moment.policy
    state = situation.state(midnight)
    until = _until(situation, state)
    since = situation.actual.start if situation.actual is not None else now
    coming = situation.claims[0].interval.start if situation.claims else None
    return Tile(
        bed_id=situation.bed.id,
        label=situation.bed.label,
        number=situation.bed.label.removeprefix(f"{situation.ward.code}-"),
        state=state,
        sex=sex_of(situation, mates),
        said_at=situation.said_at,
        until=until,
        minutes=_minutes(state, since, until, now),
        next_from=coming,
        reason=(situation.actual.reason or "") if situation.actual is not None else "",
        isolated=situation.encounter is not None and situation.encounter.organism is not None,
        overdue=is_overdue(situation, moment),
        conflict=bool(endangered(situation, mates, now, policy)),
        stale=now - situation.said_at > policy.stale_after,
        features=tuple(sorted(situation.bed.features)),
    )


def tiles(picture: Picture, only: Iterable[int] | None = None) -> dict[int, Tile]:
    """The tiles of the named beds and of their room mates' beds (whose sex may have changed), or of all."""
    if only is None:
        wanted: Mapping[int, BedSituation] = picture.beds
    else:
        in_rooms = {picture.beds[bed_id].room.id for bed_id in only}
        wanted = {each.bed.id: each for room in in_rooms for each in picture.rooms[room]}
    midnight = day_end(picture)
    return {bed_id: tile(each, picture.mates(each), picture, midnight) for bed_id, each in wanted.items()}


def is_overdue(situation: BedSituation, moment: Moment) -> bool:
    """Whether the bed has waited for cleaning, or been cleaned, for too long."""
    actual = situation.actual
    dirty = actual is not None and actual.kind in {ActualKind.VACATED, ActualKind.CLEANING}
    return dirty and actual is not None and moment.now - actual.start > moment.policy.cleaning_overdue


def sex_of(situation: BedSituation, mates: Iterable[BedSituation]) -> Sex | None:
    """The sex of who lies there; of an empty bed, the one its room is bound to (None = either)."""
    if situation.patient is not None:
        return situation.patient.sex
    policy = situation.room.sex_policy
    if policy is SexPolicy.ANY:
        return None
    if policy is not SexPolicy.SAME:
        return Sex(policy.value)
    lying = (mate.patient.sex for mate in mates if mate.patient is not None)
    promised = (claim.patient.sex for mate in mates for claim in mate.claims if claim.patient is not None)
    return next(lying, next(promised, None))


def _until(situation: BedSituation, state: BedState) -> datetime | None:
    if situation.encounter is not None and situation.patient is not None:
        return situation.encounter.expected_discharge
    if situation.actual is not None:
        return situation.actual.until
    return situation.claims[0].interval.expires_at if state is BedState.HELD else None


def _minutes(state: BedState, since: datetime, until: datetime | None, now: datetime) -> int | None:
    """Minutes left of a hold, or since it was vacated or cleaning began."""
    if state is BedState.HELD and until is not None:
        return max(0, (until - now) // timedelta(minutes=1))
    if state in CLEANING:
        return (now - since) // timedelta(minutes=1)
    return None

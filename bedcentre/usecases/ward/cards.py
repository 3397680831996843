"""One bed of a ward as its nurse or cleaner works with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.moves import causes_from
from bedcentre.domain.people import Encounter
from bedcentre.domain.places import Specialty
from bedcentre.domain.vocabulary import ActualKind, BedState, MoveCause, Sex
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.namesakes import namesakes
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.board.tiles import CLEANING, EMPTY, Tile, tiles


class Tap(StrEnum):
    """What is due on a bed and said with one tap: cleaning begins, it is ready, the patient left, it is still so."""

    CLEAN = "clean"
    READY = "ready"
    LEFT = "left"
    CONFIRM = "confirm"


class Show(StrEnum):
    """The parts of the ward a nurse may narrow the page to."""

    ALL = "all"
    CLEAN = "clean"
    LEAVING = "leaving"
    FREE = "free"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """Who lies in a bed. ``late``: was expected to have left by now.

    ``name`` is empty where names are not shown; ``same_name`` tells namesakes apart. ``asked_at``: since when another
    bed is asked for; ``causes``: for what one can be.
    """

    encounter: Encounter
    name: str
    same_name: str
    sex: Sex
    age: int
    flags: tuple[str, ...]
    specialty: Specialty | None
    borrowed: bool
    late: bool
    asked_at: datetime | None
    causes: tuple[MoveCause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """The other bed that a patient of the ward is promised, and from when."""

    label: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Who has the bed next, and from when; ``name`` is empty for a hold without a name or where none is shown."""

    name: str
    same_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WardCard:
    """A bed's card.

    ``interval_id``: the actual interval on show (None: empty), sent back with every tap. ``first``: what is due
    and done with one tap on the card, if anything. ``undo_until``: how long "left" may be taken back. ``next``: who
    comes. ``nurse``: who is responsible for the patient now. ``shows``: the parts of the page it belongs to. ``rank``
    sorts a cleaner's work as text: overdue first, then what is needed soonest.
    """

    tile: Tile
    interval_id: int | None
    lying: Lying | None
    going: Going | None
    next: Next | None
    nurse: str
    first: Tap | None
    undo_until: datetime | None
    shows: frozenset[Show]
    rank: str
    now: datetime = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCount:
    """How many of the ward's beds belong to one part of the page."""

    show: Show
    count: int


def cards(picture: Picture, ward_id: int, names: Names) -> dict[int, WardCard]:
    """The ward's beds, in bed order."""
    ids = [bed_id for bed_id, each in picture.beds.items() if each.ward.id == ward_id]
    drawn = tiles(picture, ids)
    going = {
        demand.encounter_id: Going(label=situation.bed.label, at=claim.interval.start)
        for situation, claim, demand in picture.promises()
        if demand.encounter_id is not None
    }
    alike = namesakes(picture, names)
    return {bed_id: _card(picture, drawn[bed_id], names, going, alike) for bed_id in ids}


def counts(drawn: Iterable[WardCard]) -> tuple[ShowCount, ...]:
    """How many cards each part of the page has."""
    found = Counter(show for card in drawn for show in card.shows)
    return tuple(ShowCount(show=show, count=found[show]) for show in Show)


def _card(picture: Picture, tile: Tile, names: Names, going: dict[int, Going], alike: Mapping[int, str]) -> WardCard:
    situation = picture.beds[tile.bed_id]
    actual, lying = situation.actual, _lying(picture, situation, names, alike)
    return WardCard(
        tile=tile,
        interval_id=actual.id if actual is not None else None,
        lying=lying,
        going=going.get(lying.encounter.id) if lying is not None else None,
        next=_next(situation, names, alike),
        nurse=picture.responsible.get(situation.room.id, "") if lying is not None and names is Names.FULL else "",
        first=_first(tile),
        undo_until=_undo_until(picture, situation),
        shows=frozenset(_shows(tile)),
        rank=_rank(tile),
        now=picture.now,
    )


def _lying(picture: Picture, situation: BedSituation, names: Names, alike: Mapping[int, str]) -> Lying | None:
    encounter, patient = situation.encounter, situation.patient
    if encounter is None or patient is None:
        return None
    return Lying(
        encounter=encounter,
        name=names.of(patient),
        same_name=alike.get(patient.id, ""),
        sex=patient.sex,
        age=patient.age_on(today(picture)),
        flags=tuple(sorted(patient.flags)),
        specialty=picture.specialties.get(encounter.specialty),
        borrowed=encounter.specialty != situation.ward.specialty,
        late=encounter.expected_discharge < picture.now,
        asked_at=picture.moves_asked.get(encounter.id),
        causes=causes_from(situation.bed.kind),
    )


def _next(situation: BedSituation, names: Names, alike: Mapping[int, str]) -> Next | None:
    if not situation.claims:
        return None
    claim = situation.claims[0]
    if claim.patient is None:
        return Next(name="", same_name="", at=claim.interval.start)
    same_name = alike.get(claim.patient.id, "")
    return Next(name=names.of(claim.patient), same_name=same_name, at=claim.interval.start)


def _first(tile: Tile) -> Tap | None:
    due = {
        BedState.VACATED: Tap.CLEAN,
        BedState.CLEANING: Tap.READY,
        BedState.LEAVING: Tap.LEFT,
    }
    return due.get(tile.state, Tap.CONFIRM if tile.stale else None)


def _undo_until(picture: Picture, situation: BedSituation) -> datetime | None:
    actual = situation.actual
    if actual is None or actual.kind is not ActualKind.VACATED or actual.encounter_id is None:
        return None
    until = actual.start + picture.policy.undo_within
    return until if until > picture.now else None


def _shows(tile: Tile) -> Iterator[Show]:
    yield Show.ALL
    if tile.state in CLEANING:
        yield Show.CLEAN
    if tile.state is BedState.LEAVING:
        yield Show.LEAVING
    if tile.state in EMPTY:
        yield Show.FREE
    if tile.stale:
        yield Show.STALE


def _rank(tile: Tile) -> str:
    needed = f"{tile.next_from:%Y%m%d%H%M}" if tile.next_from else "9"
    return f"{int(not tile.overdue)}-{needed}-{tile.number:0>6}"

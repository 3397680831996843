"""One bed in full: its time line, who comes next, its history, and what is known of it since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.danger import endangered
from bedcentre.domain.events import Recorded
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Specialty
from bedcentre.domain.requests import Demand
from bedcentre.usecases.board.moment import day_end, today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.tiles import Tile, tile
from bedcentre.usecases.board.timeline import TimeLine, time_line
from bedcentre.usecases.ports import Reader

HISTORY = 30
"""Rows of a bed's history that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the bed's history: what happened, when, and who said so."""

    sequence: int
    at: datetime
    what: Message
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Who has the bed next; ``conflict``: its present use, or who lies beside it, will overrun them."""

    interval: PlannedInterval
    name: str
    demand: Demand | None
    by: str
    conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BedDetail:
    """A bed's drawer. ``name`` is empty where names are not shown or nobody lies there.

    ``said_by`` last told or confirmed what is known, at ``tile.said_at``.
    """

    situation: BedSituation
    tile: Tile
    now: datetime
    name: str
    age: int | None
    specialty: Specialty | None
    borrowed: bool
    line: TimeLine
    coming: tuple[Coming, ...]
    history: tuple[Row, ...]
    said_by: str


def detail(reader: Reader, bed_id: int, names: Names, people: Mapping[int, str]) -> BedDetail:
    """Everything about one bed; ``people`` are the display names of those who sign in."""
    situation = reader.bed(bed_id)
    encounter, patient = situation.encounter, situation.patient
    rows = reader.history(bed_id, HISTORY)
    specialties = {each.code: each for each in reader.specialties()}
    return BedDetail(
        situation=situation,
        tile=tile(situation, reader.roommates(bed_id), reader, day_end(reader)),
        now=reader.now,
        name=names.of(patient) if patient else "",
        age=patient.age_on(today(reader)) if patient else None,
        specialty=specialties.get(encounter.specialty) if encounter else None,
        borrowed=encounter is not None and encounter.specialty != situation.ward.specialty,
        line=time_line(situation, reader, names),
        coming=tuple(_coming(claim, situation, reader, names, people) for claim in situation.claims),
        history=tuple(_row(each, people) for each in rows),
        said_by=people.get(rows[0].user_id, "") if rows else "",
    )


def _coming(claim: Claim, situation: BedSituation, reader: Reader, names: Names, people: Mapping[int, str]) -> Coming:
    return Coming(
        interval=claim.interval,
        name=names.of(claim.patient) if claim.patient else "",
        demand=claim.demand,
        by=people.get(claim.interval.made_by, ""),
        conflict=claim in endangered(situation, reader.roommates(situation.bed.id), reader.now, reader.policy),
    )


def _row(recorded: Recorded, people: Mapping[int, str]) -> Row:
    reason = getattr(recorded.event, "reason", "") or ""
    return Row(
        sequence=recorded.sequence,
        at=recorded.at,
        what=Message(f"history.{type(recorded.event).__name__}", {"reason": reason}),
        by=people.get(recorded.user_id, ""),
    )

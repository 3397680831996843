"""A ward on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.places import Ward
from bedcentre.usecases.board.moment import day_end, today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.tiles import Tile, tile
from bedcentre.usecases.nursing.house import responsible
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One bed: who lies there, until when, whose it is, who comes next. Names are empty where they may not be shown."""

    tile: Tile
    situation: BedSituation
    name: str
    nurse: str
    age: int | None
    coming: Claim | None
    coming_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WardSheet:
    """All beds of a ward as they were at ``now``."""

    ward: Ward
    now: datetime
    lines: tuple[PaperLine, ...]


def ward_sheet(reader: Reader, ward_id: int, names: Names) -> WardSheet:
    """Draw one ward for paper."""
    beds = reader.beds(ward_ids=[ward_id])
    midnight = day_end(reader)
    nurses = responsible(reader)
    lines = []
    for situation in beds:
        mates = [each for each in beds if each.room.id == situation.room.id and each is not situation]
        coming = situation.claims[0] if situation.claims else None
        patient = situation.patient
        lines.append(
            PaperLine(
                tile=tile(situation, mates, reader, midnight),
                situation=situation,
                name=names.of(patient) if patient else "",
                nurse=nurses.get(situation.room.id, "") if patient and names is Names.FULL else "",
                age=patient.age_on(today(reader)) if patient else None,
                coming=coming,
                coming_name=names.of(coming.patient) if coming and coming.patient else "",
            )
        )
    ward = next(each for each in reader.wards() if each.id == ward_id)
    return WardSheet(ward=ward, now=reader.now, lines=tuple(lines))

"""Borrowed nights counted from the raw journal alone: what the ledger must agree with, by other means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from bedcentre.store.engine import reading
from bedcentre.store.tables.journal import journal
from tests.store.house import House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, WARDS, ZONE

LABELS = {number: label for label, number in BED_IDS.items()}
WORKS_FOR = {(each.specialty, each.ward) for each in hospital().sisters if each.tier == 0}


class Night(NamedTuple):
    """A patient in another department's bed when the night was counted."""

    night: date
    encounter_id: int
    bed: str
    lender: str
    borrower: str


class Lying(NamedTuple):
    """From when somebody lay where, and whose patient they were."""

    since: datetime
    bed_id: int
    specialty: str


def nights_by_the_journal(house: House) -> set[Night]:
    """All borrowed nights until now, from the journal's rows as they are written."""
    ended: list[tuple[int, Lying, datetime]] = []
    lying: dict[int, Lying] = {}
    stood_up: dict[int, Lying] = {}
    with reading(house.engine) as connection:
        rows = connection.execute(select(journal.c.type, journal.c.payload).order_by(journal.c.sequence)).all()
    for kind, payload in rows:
        event = json.loads(payload)
        if kind in {"PatientMoved", "PatientLeft", "PatientToLounge"}:
            encounter_id = event["encounter"]["id"] if kind == "PatientMoved" else event["encounter_id"]
            stood_up[encounter_id] = lying.pop(encounter_id)
            ended.append((encounter_id, stood_up[encounter_id], _instant(event["vacated"]["start"])))
        if kind in {"PatientAdmitted", "PatientMoved", "PatientReturned"}:
            encounter, stay = event["encounter"], event["stay"]
            lying[encounter["id"]] = Lying(_instant(stay["start"]), stay["bed_id"], encounter["specialty"])
        if kind == "LeavingUndone":
            lying[event["encounter_id"]] = stood_up[event["encounter_id"]]
            ended = [each for each in ended if each[:2] != (event["encounter_id"], stood_up[event["encounter_id"]])]
    still = [(encounter_id, each, None) for encounter_id, each in lying.items()]
    return {night for encounter_id, each, end in (*ended, *still) for night in _nights(house, encounter_id, each, end)}


def _nights(house: House, encounter_id: int, lying: Lying, end: datetime | None) -> Iterator[Night]:
    ward = LABELS[lying.bed_id][0]
    lender = WARDS[ward][1]
    if (lying.specialty, ward) in WORKS_FOR:
        return
    day = lying.since.astimezone(ZONE).date() - timedelta(days=1)
    while (midnight := datetime.combine(day + timedelta(days=1), time(0), ZONE)) <= house.now:
        if lying.since <= midnight and (end is None or midnight < end):
            yield Night(day, encounter_id, LABELS[lying.bed_id], lender, lying.specialty)
        day += timedelta(days=1)


def _instant(written: Any) -> datetime:
    return datetime.fromisoformat(written["instant"])

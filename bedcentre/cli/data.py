"""``migrate``, ``seed`` and ``export``: the database and what is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from sqlalchemy import Engine

from bedcentre.bootstrap import Application, build
from bedcentre.cli.terminal import application, read_settings, terminal_words
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.seeding import generate
from bedcentre.seeding.hospital import FEWEST_BEDS, MOST_BEDS
from bedcentre.store import meta
from bedcentre.store.engine import open_engine, reading
from bedcentre.store.migrate import migrate as migrate_database
from bedcentre.store.planting import plant

START_OF_DAY = time(7, 30)


def migrate() -> None:
    """Bring the database to this version; nothing in it is lost."""
    migrate_database(open_engine(read_settings().database_url))


def seed(
    beds: Annotated[int, typer.Option(help=f"Beds of the hospital, {FEWEST_BEDS} to {MOST_BEDS}.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed on the same day gives the same hospital.")] = 1,
) -> None:
    """Fill an empty database with the seed hospital as it is this morning."""
    engine = open_engine(read_settings().database_url)
    sow(engine, beds, seed, this_morning())
    running = build(read_settings())
    try:
        with running.reader() as reader:
            situations = reader.beds()
            patients = sum(situation.patient is not None for situation in situations)
            counts = {
                "beds": len(situations),
                "wards": len(reader.wards()),
                "patients": patients,
                "demands": len(reader.open_demands()),
            }
    finally:
        running.close()
    Console().print(terminal_words().say("cli.seeded", counts))


def sow(engine: Engine, beds: int, seed: int, start: datetime) -> None:
    """Migrate the database and plant a seed hospital that begins at ``start``.

    Raises:
        BadInputError: the size is out of range, or a hospital is there already.
    """
    if not FEWEST_BEDS <= beds <= MOST_BEDS:
        raise BadInputError(Message("cli.beds_range", {"beds": beds, "least": FEWEST_BEDS, "most": MOST_BEDS}))
    migrate_database(engine)
    with reading(engine) as connection:
        there = meta.get(connection, "beds")
    if there is not None:
        raise BadInputError(Message("cli.not_empty", {"beds": there}))
    plant(engine, generate(beds=beds, seed=seed, start=start), seed=seed)


def this_morning() -> datetime:
    """Today at half past seven, hospital time."""
    zone = read_settings().zone
    return datetime.combine(datetime.now(zone), START_OF_DAY, zone)


def export(
    what: Annotated[str, typer.Argument(help="wards, beds, demands or journal")],
    out: Annotated[Path, typer.Option(help="File to write; its ending decides: .csv or .json")],
) -> None:
    """Write wards, beds, open demands or the journal to a file. Names of patients are not exported."""
    if what not in EXPORTS:
        raise BadInputError(Message("cli.export_unknown", {"what": what, "choices": ", ".join(EXPORTS)}))
    with application() as running:
        table = pd.DataFrame(EXPORTS[what](running))
    if out.suffix == ".json":
        table.to_json(out, orient="records", date_format="iso", force_ascii=False, indent=1)
    else:
        table.to_csv(out, index=False)
    Console().print(terminal_words().say("cli.exported", rows=len(table), file=str(out)))


def _wards(running: Application) -> Sequence[dict[str, Any]]:
    with running.reader() as reader:
        return [asdict(ward) for ward in reader.wards()]


def _beds(running: Application) -> Sequence[dict[str, Any]]:
    with running.reader() as reader:
        midnight = datetime.combine(reader.now.astimezone(reader.zone), time.max, reader.zone)
        return [
            {
                "bed": situation.bed.label,
                "ward": situation.ward.code,
                "room": situation.room.number,
                "state": situation.state(midnight).value,
                "said_at": situation.said_at,
                "expected_discharge": situation.encounter.expected_discharge if situation.encounter else None,
                "specialty": situation.encounter.specialty if situation.encounter else None,
                "claims": len(situation.claims),
            }
            for situation in reader.beds()
        ]


def _demands(running: Application) -> Sequence[dict[str, Any]]:
    with running.reader() as reader:
        return [
            {name: value for name, value in asdict(demand).items() if name != "note"}
            for demand in reader.open_demands()
        ]


def _journal(running: Application) -> Sequence[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while batch := running.journal_since(len(rows)):
        rows += [
            {"sequence": each.sequence, "at": each.at, "user": each.user_id, "event": type(each.event).__name__}
            for each in batch
        ]
    return rows


EXPORTS: dict[str, Callable[[Application], Sequence[dict[str, Any]]]] = {
    "wards": _wards,
    "beds": _beds,
    "demands": _demands,
    "journal": _journal,
}

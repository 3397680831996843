"""``serve`` and ``demo``: the server on this machine."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from bedcentre.bootstrap import Application
from bedcentre.cli.data import sow, this_morning
from bedcentre.cli.people import hashed
from bedcentre.cli.terminal import application, read_settings, terminal_words
from bedcentre.config import Settings
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role, WardKind
from bedcentre.store import meta
from bedcentre.store.engine import open_engine, reading
from bedcentre.store.migrate import migrate
from bedcentre.store.users import NewUser

DEMO_PASSWORD = "bedcentre-demo"  # noqa: S105 - printed on purpose, for a hospital that does not exist


def serve() -> None:
    """Start the server on a migrated database."""
    with application() as running:
        settings = running.settings
    _run(settings)


def demo(
    beds: Annotated[int, typer.Option(help="Beds of the hospital that is seeded if there is none.")] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of that hospital.")] = 1,
    speed: Annotated[float, typer.Option(help="How fast the demo clock runs; 60 = an hour in a minute.")] = 60.0,
) -> None:
    """Start the demo hospital: seed it if there is none, print a sign-in for each role, let a day happen."""
    settings = read_settings()
    _require_free_port(settings)
    engine = open_engine(settings.database_url)
    migrate(engine)
    with reading(engine) as connection:
        planted = meta.planted(connection)
    if planted is None:
        sow(engine, beds, seed, this_morning())
    with reading(engine) as connection:
        goes_on_from = meta.stopped_at(connection) or this_morning()
    meta.set_demo_clock(engine, goes_on_from, datetime.now(UTC), speed)
    with application() as running:
        _greet(running, speed)
    _run(settings)


def _greet(running: Application, speed: float) -> None:
    console, words, settings = Console(), terminal_words(), running.settings
    for user in demo_users(running):
        if running.users.find(user.username) is None:
            running.users.add(user)
    at = running.clock.now()
    console.print(words.say("cli.demo_ready", host=settings.host, port=settings.port, at=at, speed=f"{speed:g}"))
    for user in demo_users(running):
        role = words.say(f"role.{user.role.value}")
        console.print("  " + words.say("cli.demo_signin", role=role, username=user.username, password=DEMO_PASSWORD))


def demo_users(running: Application) -> list[NewUser]:
    """A sign-in for each role; no partner's in a hospital seeded before it had partners."""
    with running.reader() as reader:
        wards = [ward for ward in reader.wards() if ward.kind is WardKind.GENERAL]
        surgeon = next(
            session.surgeon
            for session in reader.sessions(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
            if session.surgeon
        )
        name = reader.surgeon(surgeon).name
        partner = next((quota.partner for quota in reader.referral_quotas()), None)
        centre = frozenset(ward.id for ward in reader.wards() if ward.kind is WardKind.DAY_SURGERY)
    some = frozenset(ward.id for ward in wards[:2])
    digest = hashed(DEMO_PASSWORD)
    people = [
        ("coordinator", "周敏", Role.COORDINATOR),
        ("nurse", "陈静", Role.NURSE),
        ("daynurse", "何芳", Role.NURSE),
        ("surgeon", name, Role.SURGEON),
        ("cleaner", "刘桂香", Role.CLEANER),
        ("director", "赵建国", Role.DIRECTOR),
        ("partner", "何秀兰", Role.PARTNER),
        ("admin", "孙磊", Role.ADMINISTRATOR),
    ]
    return [
        NewUser(
            username=username,
            name=full_name,
            role=role,
            password_hash=digest,
            surgeon=surgeon if role is Role.SURGEON else None,
            partner=partner if role is Role.PARTNER else None,
            ward_ids=centre if username == "daynurse" else some if role in {Role.NURSE, Role.CLEANER} else frozenset(),
        )
        for username, full_name, role in people
        if role is not Role.PARTNER or partner is not None
    ]


def _require_free_port(settings: Settings) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((settings.host, settings.port)) == 0:
            raise BadInputError(Message("cli.port_taken", {"port": settings.port}))


def _run(settings: Settings) -> None:
    uvicorn.run(
        "web.app:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        ws_per_message_deflate=False,
        ws_max_size=1024,  # pages only listen
        access_log=False,
        log_level="warning",
    )

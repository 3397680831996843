"""``bedcentre user``: who may sign in."""

from __future__ import annotations

from typing import Annotated

import typer
from pwdlib import PasswordHash
from rich.console import Console
from rich.table import Table

from bedcentre.bootstrap import Application
from bedcentre.cli.terminal import application, terminal_words
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Ward
from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import NewUser

SHORTEST_PASSWORD = 8

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command()
def add(  # noqa: PLR0913, PLR0917  # an argument is an option of the command
    username: str,
    name: Annotated[str, typer.Option(help="The person's name as pages show it.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
    ward: Annotated[list[str] | None, typer.Option(help="Code of a ward the person works on; may be repeated.")] = None,
    surgeon: Annotated[str | None, typer.Option(help="The surgeon's code, for the role surgeon.")] = None,
    partner: Annotated[str | None, typer.Option(help="The facility's code, for the role partner.")] = None,
) -> None:
    """Let somebody sign in."""
    with application() as running:
        add_user(
            running,
            NewUser(
                username=username,
                name=name,
                role=role,
                password_hash=hashed(password),
                surgeon=surgeon,
                partner=partner,
                ward_ids=ward_ids(running, ward or []),
            ),
        )


@app.command("list")
def list_users() -> None:
    """Show everybody who may (or might once) sign in."""
    words = terminal_words()
    with application() as running:
        wards = {ward.id: ward.code for ward in wards_of(running)}
        everybody = running.users.all()
    table = Table("username", "name", "role", "wards", "active")
    for user in everybody:
        codes = " ".join(sorted(wards[ward_id] for ward_id in user.ward_ids))
        table.add_row(user.username, user.name, words.say(f"role.{user.role.value}"), codes, "✓" if user.active else "")
    Console().print(table)


@app.command()
def deactivate(username: str) -> None:
    """Let somebody no longer sign in; what they did stays on the record."""
    with application() as running:
        running.users.deactivate(username)


def hashed(password: str) -> str:
    """The password's Argon2 hash.

    Raises:
        BadInputError: it is too short.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise BadInputError(Message("cli.password_short", {"least": SHORTEST_PASSWORD}))
    return PasswordHash.recommended().hash(password)


def add_user(running: Application, user: NewUser) -> None:
    """Let somebody sign in whose role has what it needs.

    Raises:
        BadInputError: a nurse or cleaner without a ward, or a username that is taken.
        NotFoundError: a surgeon or partner without a known code.
    """
    if user.role in {Role.NURSE, Role.CLEANER} and not user.ward_ids:
        raise BadInputError(Message("cli.ward_missing"))
    if user.role is Role.SURGEON:
        with running.reader() as reader:
            reader.surgeon(user.surgeon or "")
    if user.role is Role.PARTNER:
        with running.reader() as reader:
            reader.partner(user.partner or "")
    running.users.add(user)


def ward_ids(running: Application, codes: list[str]) -> frozenset[int]:
    """The ids of wards by their codes.

    Raises:
        BadInputError: there is no such ward.
    """
    known = {ward.code: ward.id for ward in wards_of(running)}
    for code in codes:
        if code not in known:
            raise BadInputError(Message("cli.unknown_ward", {"code": code}))
    return frozenset(known[code] for code in codes)


def wards_of(running: Application) -> list[Ward]:
    """All wards."""
    with running.reader() as reader:
        return list(reader.wards())

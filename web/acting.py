"""Carrying out a visitor's command and telling them what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bedcentre.bootstrap import Done
from bedcentre.domain.errors import BadInputError, HospitalError
from bedcentre.domain.messages import Message
from web.answers import fragment
from web.seen import as_seen
from web.sessions import Visitor
from web.site import site_of

COMMAND_ID = "x-command-id"
"""The header by which a page names a command, so that one sent twice is carried out once."""

LONGEST_COMMAND_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What was done; ``undo_path`` takes it back while that is safe."""

    said: Message
    undo_path: str = ""


def carry_out(request: Request, visitor: Visitor, command: object) -> Done:
    """Give the visitor's command to the hospital; a refusal is raised and answered in one place (errors.py)."""
    bound = as_seen(request, command)
    return site_of(request).app.execute(bound, visitor.actor, _command_id(request, visitor))


def carry_out_each(request: Request, visitor: Visitor, commands: Iterable[object]) -> list[Done | HospitalError]:
    """Give many commands one after the other, each on its own: one that is refused holds up none of the others."""
    named = _command_id(request, visitor)
    outcomes: list[Done | HospitalError] = []
    for number, command in enumerate(commands):
        try:
            command_id = f"{named}-{number}" if named else None
            outcomes.append(site_of(request).app.execute(command, visitor.actor, command_id))
        except HospitalError as refusal:
            outcomes.append(refusal)
    return outcomes


def said(request: Request, key: str, *, undo_path: str = "", **params: str | int) -> Response:
    """Answer that it was done. The page itself hears of it through its socket, as everybody does."""
    return fragment(request, "notice.html", Notice(said=Message(key, params), undo_path=undo_path))


def _command_id(request: Request, visitor: Visitor) -> str | None:
    """The page's name for its command, among the visitor's own: nobody's answers or stops another's.

    Raises:
        BadInputError: it is longer than what our pages send.
    """
    given = request.headers.get(COMMAND_ID)
    if given is None:
        return None
    if len(given) > LONGEST_COMMAND_ID:
        raise BadInputError(Message("web.error.request"))
    return f"{visitor.actor.user_id}-{given}"

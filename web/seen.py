"""A tap says which state of the bed was on the screen; it counts only while the bed is still so."""

from __future__ import annotations

from starlette.requests import Request

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.usecases.as_seen import AsSeen
from web.fields import WRITTEN_ID

SEEN = "x-seen"
"""The header: the bed's id, a colon, and the id of the actual interval on show (nothing for an empty bed)."""


def as_seen(request: Request, command: object) -> object:
    """The command, bound to what its page showed if the page says so.

    Raises:
        BadInputError: the header is not what our pages send.
    """
    seen = request.headers.get(SEEN)
    if seen is None:
        return command
    bed_id, _, interval_id = seen.partition(":")
    if not WRITTEN_ID.fullmatch(bed_id) or (interval_id and not WRITTEN_ID.fullmatch(interval_id)):
        raise BadInputError(Message("input.seen"))
    return AsSeen(bed_id=int(bed_id), interval_id=int(interval_id) if interval_id else None, command=command)

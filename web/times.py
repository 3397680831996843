"""Times as calendar fields of forms carry them."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request

from bedcentre.domain.errors import BadInputError
from bedcentre.usecases.requests import too_far
from web.site import site_of


def instant_of(request: Request, at: datetime) -> datetime:
    """The instant that was meant; a time without a zone is the hospital's.

    Raises:
        BadInputError: it is at the end of all calendars.
    """
    here = at if at.tzinfo else at.replace(tzinfo=site_of(request).app.settings.zone)
    try:
        return here.astimezone(UTC)
    except OverflowError as error:
        raise BadInputError(too_far(here)) from error

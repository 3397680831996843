"""The month a page shows, as it is written in its address."""

from __future__ import annotations

import re
from datetime import date

from starlette.requests import Request

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from web.site import site_of

WRITTEN_MONTH = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")


def month_of_page(request: Request, written: str) -> date:
    """The first day of the month; none written: of the present month.

    Raises:
        BadInputError: it is written otherwise.
    """
    if not written:
        app = site_of(request).app
        return app.clock.now().astimezone(app.settings.zone).date().replace(day=1)
    match = WRITTEN_MONTH.fullmatch(written)
    if match is None:
        raise BadInputError(Message("input.borrow_month", {"month": written}))
    return date(int(match[1]), int(match[2]), 1)

"""What forms and addresses may carry: ids that a database can hold, texts that a page can show."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Form
from pydantic import Field
from starlette.requests import HTTPConnection, Request

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message

LONGEST_TEXT = 500
"""Characters of anything typed: a reason with its story, and no pasted file."""

Id = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""The id of something in the hospital."""

Text = Annotated[str, Form(max_length=LONGEST_TEXT)]
"""A text field of a form."""

WRITTEN_ID = re.compile("[0-9]{1,18}")
"""An id where it is read by hand: in a header, in a socket's address."""


async def no_nulls(connection: HTTPConnection) -> None:
    """The dependency of every route by which nothing typed carries a NUL: not every database keeps it in a text.

    Raises:
        BadInputError: an address or a form holds one.
    """
    typed = list(connection.query_params.values())
    if isinstance(connection, Request):
        typed += [str(each) for each in (await connection.form()).values()]
    if any("\0" in each for each in typed):
        raise BadInputError(Message("web.error.request"))

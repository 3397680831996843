"""What forms and addresses may carry: ids that a database can hold, texts that a page can show."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Form
from pydantic import Field
from starlette.datastructures import FormData, ImmutableMultiDict
from starlette.requests import Request

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


def holds_null(typed: ImmutableMultiDict[str, str] | FormData) -> bool:
    """Whether anything typed carries a NUL: not every database keeps it in a text."""
    return any("\0" in str(each) for _, each in typed.multi_items())


async def no_nulls(request: Request) -> None:
    """The dependency of every page by which nothing typed carries a NUL.

    Raises:
        BadInputError: an address or a form holds one.
    """
    if holds_null(request.query_params) or holds_null(await request.form()):
        raise BadInputError(Message("web.error.request"))

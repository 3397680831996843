"""What forms and addresses may carry: ids that a database can hold, texts that a page can show."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Form
from pydantic import Field

LONGEST_TEXT = 500
"""Characters of anything typed: a reason with its story, and no pasted file."""

Id = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""The id of something in the hospital."""

Text = Annotated[str, Form(max_length=LONGEST_TEXT)]
"""A text field of a form."""

WRITTEN_ID = re.compile("[0-9]{1,18}")
"""An id where it is read by hand: in a header, in a socket's address."""

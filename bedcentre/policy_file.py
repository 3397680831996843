"""Reads the hospital's policy file (TOML); every key is described in docs/operations.md."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.policy import Policy


def read_policy(path: Path | None) -> Policy:
    """The hospital's times and limits; without a file the documented defaults. Durations are ISO 8601 or seconds.

    Raises:
        BadInputError: the file is missing, is no TOML, or a key is unknown or makes no sense; names the key.
    """
    if path is None:
        return Policy()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(Policy).validate_python(table, extra="forbid")
    except OSError as error:
        raise BadInputError(Message("input.policy_unreadable", {"file": str(path), "why": str(error)})) from error
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(Message("input.policy_not_toml", {"file": str(path), "why": str(error)})) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInputError(
            Message("input.policy_key", {"file": str(path), "key": where, "why": first["msg"]})
        ) from error

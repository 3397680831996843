"""What every command of the command line needs: the application, and the terminal's language."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from bedcentre.bootstrap import Application, build
from bedcentre.config import Settings
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.store.migrate import needs_migration
from bedcentre.words import Words, words_for


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        BadInputError: a setting has a value that makes no sense; names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "BEDCENTRE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadInputError(Message("cli.bad_setting", {"name": name, "why": first["msg"]})) from error


@contextmanager
def application() -> Iterator[Application]:
    """The hospital of the settings' database, closed afterwards.

    Raises:
        BadInputError: the database is not of this version.
    """
    running = build(read_settings())
    try:
        if needs_migration(running.engine):
            raise BadInputError(Message("cli.needs_migration"))
        yield running
    finally:
        running.close()


def terminal_words() -> Words:
    """Chinese on a Chinese terminal, English elsewhere."""
    language = locale.getlocale()[0] or ""
    return words_for("zh-CN" if language.startswith("zh") else "en")

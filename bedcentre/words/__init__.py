"""Every sentence for people, in Chinese and English: TOML lists by area, looked up by key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

LANGUAGES = ("zh-CN", "en")

HOSPITAL_ZONE = ZoneInfo("Asia/Shanghai")


class Words:
    """One language's sentences. ``say`` fills the gaps; a value "@key" is itself a word to look up."""

    def __init__(self, language: str, sentences: Mapping[str, str], zone: ZoneInfo = HOSPITAL_ZONE) -> None:
        self.language = language
        self.sentences = sentences
        self.zone = zone

    def say(self, key: str, params: Mapping[str, object] | None = None, **more: object) -> str:
        """The sentence for ``key`` with its gaps filled; instants appear in the hospital's zone.

        Raises:
            KeyError: the key is in no list (the tests find it) or a gap has no value.
        """
        values = {**(params or {}), **more}
        return self.sentences[key].format_map({name: self._value(value) for name, value in values.items()})

    def text(self, written: str) -> str:
        """What somebody typed, as it is; "@key", which the machine writes, as that word. Nothing typed can fail."""
        word = self.sentences.get(written[1:]) if written.startswith("@") else None
        return written if word is None or "{" in word else word

    def _value(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, datetime):
            return self.instant(value)
        return value

    def instant(self, at: datetime) -> str:
        """Day and clock time as people read it at the hospital."""
        return self.sentences["time.instant"].format(at=at.astimezone(self.zone))


@cache
def words_for(language: str, zone: ZoneInfo = HOSPITAL_ZONE) -> Words:
    """The sentences of one language, read once.

    Raises:
        KeyError: the language is not one of ``LANGUAGES``.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    folder = files(__package__).joinpath(language)
    sentences: dict[str, str] = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            sentences.update(_flatten(entry))
    return Words(language, sentences, zone)


def _flatten(entry: Traversable) -> dict[str, str]:
    flat: dict[str, str] = {}

    def walk(prefix: str, table: Mapping[str, object]) -> None:
        for name, value in table.items():
            if isinstance(value, Mapping):
                walk(f"{prefix}{name}.", value)
            else:
                flat[prefix + name] = str(value)

    walk("", tomllib.loads(entry.read_text(encoding="utf-8")))
    return flat

"""Chinese names as people type them in a hurry: by the initials of their pinyin."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def initials(text: str) -> str:
    """The first letters: 王建国 gives wjg; other letters stay as they are."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()

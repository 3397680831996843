"""Chinese names as people type them in a hurry: by the initials of their pinyin."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

SURNAMES = {
    "曾": "z",
    "单": "s",
    "解": "x",
    "查": "z",
    "翟": "z",
    "仇": "q",
    "区": "o",
    "覃": "q",
    "瞿": "q",
    "种": "c",
}
"""Characters that begin with another letter where they are a surname: 曾 is Zeng, elsewhere ceng."""


def initials(text: str) -> str:
    """The first letters: 宫腔镜 gives gqj; other letters stay as they are."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def name_initials(name: str) -> str:
    """The first letters of a person's name: 曾莉 gives zl."""
    return SURNAMES.get(name[:1], initials(name[:1])) + initials(name[1:])

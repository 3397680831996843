"""Fictional people's names."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from bedcentre.seeding.rows.base import Name, Row


class SurnameRow(Row):
    """A family name."""

    file: ClassVar[str] = "surnames.csv"
    key: ClassVar[tuple[str, ...]] = ("surname",)
    surname: Name = Field(description="characters")
    pinyin: Name = Field(description="pinyin, without tones")
    weight: int = Field(ge=1, description="relative frequency")


class GivenNameRow(Row):
    """A given name and the years of birth it is usual for."""

    file: ClassVar[str] = "given_names.csv"
    key: ClassVar[tuple[str, ...]] = ("given", "sex", "born_from")
    given: Name = Field(description="characters")
    pinyin: Name = Field(description="pinyin, without tones")
    sex: Literal["F", "M"] = Field(description="sex it is usual for")
    born_from: int = Field(ge=1900, description="first year of birth")
    born_to: int = Field(le=2100, description="last year of birth")

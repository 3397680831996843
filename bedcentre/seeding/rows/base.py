"""What every row of a seed table has in common.

Shares, weights and loads are whole numbers (per cent, or relative), so that a table is read and mended without
decimal points; durations name their unit.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Feature = Literal[
    "oxygen",
    "suction",
    "telemetry",
    "ventilator",
    "negative_pressure",
    "isolation",
    "icu",
    "hdu",
    "single",
    "high_visibility",
    "bariatric",
    "accessible",
    "low_bed",
    "rails",
    "day_bay",
]
SexOrAny = Literal["any", "F", "M"]


def words(cell: object) -> object:
    """A cell of codes with spaces between, as a tuple."""
    return tuple(cell.split()) if isinstance(cell, str) else cell


def _shares(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return tuple(tuple(part.split(":")) for part in cell.split())


Share = Annotated[int, Field(ge=0, le=100)]
Features = Annotated[tuple[Feature, ...], BeforeValidator(words)]
FeatureShares = Annotated[tuple[tuple[Feature, Share], ...], BeforeValidator(_shares)]
RoomSizes = Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(words), Field(min_length=1)]
Weight = Annotated[int, Field(ge=0)]
Age = Annotated[int, Field(ge=0, le=120)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]
Name = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """What all tables share: the file they stand in, the columns that make a row unique, no unknown column."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    file: ClassVar[str]
    key: ClassVar[tuple[str, ...]]

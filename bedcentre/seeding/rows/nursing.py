"""Rows about nurses' shifts."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from bedcentre.seeding.rows.base import Row


class RotaRow(Row):
    """What the nurse of that number works on every ward; numbers beyond the last begin again after the head nurse."""

    file: ClassVar[str] = "rota.csv"
    key: ClassVar[tuple[str, ...]] = ("number",)
    number: Annotated[int, Field(ge=1)] = Field(description="number of the nurse within the ward; 1 = head nurse")
    level: Annotated[int, Field(ge=1, le=4)] = Field(description="skill: 1 to 4 (N1 to N4)")
    level_icu: Annotated[int, Field(ge=1, le=4)] = Field(description="the same on wards of intensive care")
    rota: Annotated[str, Field(pattern="^[DEN-]+$")] = Field(
        description="shifts day by day from a Monday, over and over: D day, E evening, N night, - off"
    )

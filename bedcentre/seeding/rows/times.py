"""How demands and discharges spread over the day and the calendar."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from bedcentre.seeding.rows.base import Row, Weight

DayKind = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday", "makeup"]


class HourRow(Row):
    """How demands and discharges spread over the day (relative numbers, local hours)."""

    file: ClassVar[str] = "hours.csv"
    key: ClassVar[tuple[str, ...]] = ("hour",)
    hour: int = Field(ge=0, le=23, description="hour of the day, local")
    emergency: Weight = Field(description="decisions to admit from the emergency department")
    planned: Weight = Field(description="planned arrivals")
    referral_in: Weight = Field(description="arrivals referred by other hospitals")
    step_down: Weight = Field(description="patients fit to leave ICU or HDU")
    transfer: Weight = Field(description="requests to move between wards")
    discharge: Weight = Field(description="patients who leave")


class DayRow(Row):
    """How demands and discharges differ by kind of day (per cent of the average day)."""

    file: ClassVar[str] = "days.csv"
    key: ClassVar[tuple[str, ...]] = ("day",)
    day: DayKind = Field(description="weekday, public holiday, or make-up working day at a weekend")
    emergency: Weight = Field(description="decisions to admit from the emergency department")
    planned: Weight = Field(description="planned arrivals")
    day_surgery: Weight = Field(description="day-surgery cases")
    referral_in: Weight = Field(description="arrivals referred by other hospitals")
    transfer: Weight = Field(description="requests to move between wards")
    discharge: Weight = Field(description="patients who leave")

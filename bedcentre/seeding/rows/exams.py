"""Rows about the tests before an operation."""

from __future__ import annotations

from datetime import time
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from bedcentre.seeding.rows.base import Code, Name, Row, Weight, words

Codes = Annotated[tuple[Code, ...], BeforeValidator(words)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Weekdays = Annotated[tuple[Weekday, ...], BeforeValidator(words), Field(min_length=1)]


class ExamRow(Row):
    """A test before an operation."""

    file: ClassVar[str] = "exams.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: Code = Field(description="code; the step of the checklist that it ticks")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    device_kind: Code = Field(description="kind of device it is done on (exam_devices.csv)")
    result_minutes: Weight = Field(description="minutes after the slot until the result is known")
    valid_days: Weight = Field(description="days another hospital's result is accepted; 0 = never")
    fee: Weight = Field(description="what it costs, yuan")
    after: Codes = Field(default=(), description="tests whose results must be known before it begins")


class ExamDeviceRow(Row):
    """A device, room or clinic for tests; it takes one patient per half-hour."""

    file: ClassVar[str] = "exam_devices.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: Code = Field(description="code")
    kind: Code = Field(description="kind of device; those of a kind do for each other")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    place: Name = Field(description="where it is: building and room")
    days: Weekdays = Field(description="weekdays on which it works")
    opens: time = Field(description="local time of the first slot")
    closes: time = Field(description="local time at which the last slot ends")
    pause_from: time = Field(description="local time at which it pauses")
    pause_to: time = Field(description="local time at which it goes on; the same as pause_from = no pause")

    @field_validator("closes")
    @classmethod
    def _after_opening(cls, closes: time, info: ValidationInfo) -> time:
        opens = info.data.get("opens")
        if opens is not None and closes <= opens:
            message = f"{closes:%H:%M} is not after opens"
            raise ValueError(message)
        return closes


class PreAdmissionRow(Row):
    """A line of the checklists of pre-admission, in the order of the rows."""

    file: ClassVar[str] = "preadmission.csv"
    key: ClassVar[tuple[str, ...]] = ("specialty", "procedure", "step")
    specialty: str = Field(default="", description="specialty whose operations need it; empty = of all")
    procedure: str = Field(default="", description="procedure that needs it (procedures.csv); empty = all")
    step: Code = Field(description="what is to be done: a test (exams.csv) or another step")
    owner: Literal["coordinator", "surgeon", "nurse"] = Field(description="role that says that it is done")

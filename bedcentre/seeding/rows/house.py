"""The house: campuses, buildings, wards, theatres and who works there."""

from __future__ import annotations

from datetime import time
from typing import ClassVar, Literal

from pydantic import Field

from bedcentre.seeding.rows.base import (
    Age,
    Code,
    Features,
    FeatureShares,
    Name,
    RoomSizes,
    Row,
    Weight,
)


class HospitalRow(Row):
    """The hospital itself; one row."""

    file: ClassVar[str] = "hospital.csv"
    key: ClassVar[tuple[str, ...]] = ("name_en",)
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")


class CampusRow(Row):
    """A site of the hospital; the second and later ones serve only hospitals of more than about 1,500 beds."""

    file: ClassVar[str] = "campuses.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: int = Field(ge=1, description="number of the campus, from 1")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")


class BuildingRow(Row):
    """A building of a campus; every campus has the same ones."""

    file: ClassVar[str] = "buildings.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: int = Field(ge=1, le=9, description="number of the building within its campus, 1 to 9")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")


class WardRow(Row):
    """A ward as it is in a hospital of 1,000 beds."""

    file: ClassVar[str] = "wards.csv"
    key: ClassVar[tuple[str, ...]] = ("building", "floor", "wing")
    building: int = Field(ge=1, le=9, description="building it is in (buildings.csv)")
    floor: int = Field(ge=1, le=40, description="floor, 1 to 40")
    wing: Literal["", "A", "B"] = Field(default="", description="A or B where two wards share a floor, else empty")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    kind: Literal[
        "general",
        "icu",
        "hdu",
        "observation",
        "paediatric",
        "obstetric",
        "infectious",
        "rehabilitation",
        "hospice",
        "day_surgery",
    ] = Field(description="what the ward is for")
    bed_kind: Literal["ward", "icu", "hdu", "observation", "bay", "chair"] = Field(description="what its beds are")
    level: Literal["ward", "icu", "hdu", "observation", "day"] = Field(
        description="its lengths of stay: ward (stays.csv), icu, hdu, observation (levels.csv), day (procedures.csv)"
    )
    specialty: Code = Field(description="specialty that owns it (specialties.csv)")
    in_pool: bool = Field(description="yes where other specialties may borrow beds, else no")
    reserve_beds: int = Field(ge=0, description="beds kept free for emergencies")
    floating_beds: int = Field(ge=0, description="floating beds (机动床) given by the house, not by the specialty")
    beds: int = Field(ge=1, description="beds at 1,000 beds in all")
    load: int = Field(
        ge=0,
        le=130,
        description="patients its specialty has for it, in per cent of its beds; over 100 = they lie elsewhere too",
    )
    sex_policy: Literal["any", "same", "F", "M"] = Field(description="who shares its rooms")
    age_min: Age = Field(description="youngest age, completed years")
    age_max: Age = Field(description="oldest age, completed years")
    room_sizes: RoomSizes = Field(description="beds per room, repeated until the beds are used up")
    features: Features = Field(description="what every bed has")
    some_features: FeatureShares = Field(default=(), description="what some beds have: feature:per cent of the beds")
    single_features: Features = Field(default=(), description="what its single rooms have besides")
    opens: time | None = Field(default=None, description="opening time of a day ward, local")
    closes: time | None = Field(default=None, description="closing time of a day ward, local")


class ClosureRow(Row):
    """Why an empty bed cannot take a patient at the start."""

    file: ClassVar[str] = "closures.csv"
    key: ClassVar[tuple[str, ...]] = ("reason",)
    reason: Code = Field(description="code of the reason")
    kind: Literal["vacated", "cleaning", "blocked"] = Field(description="state of the bed")
    name_zh: Name = Field(description="reason in Chinese")
    name_en: Name = Field(description="reason in English")
    share: Weight = Field(description="relative frequency")
    hours_min: float = Field(ge=0, description="shortest time it lasts, hours")
    hours_max: float = Field(gt=0, description="longest time it lasts, hours")


class TheatreRow(Row):
    """An operating theatre of a campus."""

    file: ClassVar[str] = "theatres.csv"
    key: ClassVar[tuple[str, ...]] = ("number",)
    number: int = Field(ge=1, le=99, description="number of the theatre within its campus")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    building: int = Field(ge=1, le=9, description="building it is in (buildings.csv)")
    floor: int = Field(ge=1, le=40, description="floor")
    kind: Literal["main", "day"] = Field(description="main theatres, or the day-surgery centre's")


class SessionRow(Row):
    """A theatre's time in the weekly pattern."""

    file: ClassVar[str] = "sessions.csv"
    key: ClassVar[tuple[str, ...]] = ("theatre", "day", "starts")
    theatre: int = Field(description="number of the theatre (theatres.csv)")
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = Field(description="weekday")
    starts: time = Field(description="local time of the first operation")
    minutes: int = Field(ge=30, le=1440, description="length, minutes")
    specialty: str = Field(default="", description="whose session it is; empty = emergencies, also on holidays")
    named: bool = Field(description="yes where it belongs to one surgeon, no where any of the specialty may work")


class StaffRow(Row):
    """A kind of post and how many people hold it."""

    file: ClassVar[str] = "staff.csv"
    key: ClassVar[tuple[str, ...]] = ("role", "title_en", "scope")
    role: Literal["coordinator", "director", "administrator", "nurse", "cleaner", "surgeon", "physician"] = Field(
        description="role"
    )
    title_zh: Name = Field(description="title in Chinese")
    title_en: Name = Field(description="title in English")
    scope: Literal["hospital", "ward", "icu", "operating", "treating"] = Field(
        description="counted for the whole hospital, each ward, each ward of intensive care besides, each "
        "operating or each non-surgical specialty"
    )
    per_hundred_beds: float = Field(ge=0, description="people per 100 beds of that scope")
    at_least: int = Field(ge=0, description="smallest number")

"""Rows about the partners of the network."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from bedcentre.seeding.rows.base import Code, Name, Row, SexOrAny, Weight, words

Destination = Literal["primary", "rehabilitation", "hospice", "home_bed"]
Destinations = Annotated[tuple[Destination, ...], BeforeValidator(words), Field(min_length=1)]
Group = Literal["intensive", "medical", "surgical", "family", "infectious", "long_term"]


class PartnerRow(Row):
    """A facility of the network (医联体)."""

    file: ClassVar[str] = "partners.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: Code = Field(description="code")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    offers: Destinations = Field(description="kinds of beds it has for patients who go on")
    sends: Weight = Field(description="relative frequency with which it sends patients; 0 = never")
    ride_minutes: Weight = Field(description="minutes of the ride there")


class PartnerQuotaRow(Row):
    """For how many beds of a group of wards a partner's patients have priority, in a house of 1,000 beds."""

    file: ClassVar[str] = "partner_quotas.csv"
    key: ClassVar[tuple[str, ...]] = ("partner", "group")
    partner: Code = Field(description="partner (partners.csv)")
    group: Group = Field(description="group of wards")
    beds: Weight = Field(description="beds, for 1,000 beds of the house")


class PartnerBedsRow(Row):
    """Beds that a partner offers, time and again, to a house of 1,000 beds."""

    file: ClassVar[str] = "partner_beds.csv"
    key: ClassVar[tuple[str, ...]] = ("partner", "kind", "sex")
    partner: Code = Field(description="partner (partners.csv)")
    kind: Destination = Field(description="kind of bed")
    sex: SexOrAny = Field(description="whom they are for: F, M or any")
    beds: Weight = Field(description="beds, for 1,000 beds of the house")
    days: Weight = Field(description="days for which they are offered")

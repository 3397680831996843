"""Nights in other departments' beds."""

from __future__ import annotations

from enum import StrEnum


class CreditPart(StrEnum):
    """What a borrowed bed's night is made of: the nursing, and the bed itself."""

    NURSING = "nursing"
    BED = "bed"


class NightMark(StrEnum):
    """What the departments say of a borrowed night: it counts, its lender waives it, or it is disputed."""

    COUNTED = "counted"
    WAIVED = "waived"
    DISPUTED = "disputed"

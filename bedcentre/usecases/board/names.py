"""How much of a patient's name a page may show."""

from __future__ import annotations

from enum import StrEnum

from bedcentre.domain.people import Patient


class Names(StrEnum):
    """In full for those who treat and place, the family name for a corridor, nothing for the rest."""

    FULL = "full"
    MASKED = "masked"
    NONE = "none"

    def of(self, patient: Patient) -> str:
        """The patient's name as it may be shown."""
        if self is Names.NONE:
            return ""
        return patient.name if self is Names.FULL else patient.masked_name

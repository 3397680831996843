"""Patients and their encounters, and the people who sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bedcentre.domain.vocabulary import Certainty, Feature, Role, Sex

CHILD_BELOW = 14
"""Age in years below which a patient belongs in paediatrics (儿科 in Chinese hospitals: up to 14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A person. ``flags``: special-group codes (elderly, pregnant, falls risk, private …)."""

    id: int
    mrn: str
    name: str
    pinyin: str
    sex: Sex
    birth_date: date
    flags: frozenset[str] = frozenset()

    def age_on(self, day: date) -> int:
        """Completed years on ``day``."""
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday

    @property
    def masked_name(self) -> str:
        """The family name alone, as it may hang in a corridor: 王**."""
        return self.name[:1] + "*" * (len(self.name) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One hospital stay of a patient from admission to leaving, whichever beds it passes through.

    ``specialty`` treats (医生跟着患者走) whatever ward the bed is in. ``organism`` is what is isolated, if anything.
    ``lounge_since``: since when the patient waits in the discharge lounge, having left the bed for good.
    """

    id: int
    patient_id: int
    specialty: str
    admitted_at: datetime
    expected_discharge: datetime
    certainty: Certainty
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    organism: str | None = None
    left_at: datetime | None = None
    lounge_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who gives a command.

    A nurse or cleaner is bound to ``ward_ids``, a surgeon to ``surgeon``, a partner facility's people to ``partner``.
    """

    user_id: int
    name: str
    role: Role
    ward_ids: frozenset[int] = frozenset()
    surgeon: str | None = None
    partner: str | None = None

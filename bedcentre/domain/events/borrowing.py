"""What was agreed about beds lent between departments."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.borrowing import Correction, GiveBackAgreement, GiveBackRefusal, MarkedNight


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackAgreed:
    """Two departments agreed until when a borrowed bed is given back."""

    agreement: GiveBackAgreement


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackRefused:
    """A coordinator let a patient stay in a borrowed bed, and said why."""

    refusal: GiveBackRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NightMarked:
    """A borrowed night was waived, disputed, or settled to count after all."""

    marked: MarkedNight


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCorrected:
    """Somebody with the right signed a correction of what one department owes another."""

    correction: Correction

"""Borrowed beds: whose ward a patient lies in, who treats, every night of it, and what is owed for it.

A bed is borrowed when its ward neither belongs to the specialty that treats nor works for it (tier 0: intensive care
works for everybody). Nights follow from where people lay and can be changed by nobody; departments say of a night that
its credit is waived or disputed, and sign corrections beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import CreditPart, NightMark

NOON = 12
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodging:
    """A stay in a bed, with the specialty that treats meanwhile; ``end`` is None while it lasts."""

    bed_id: int
    bed_label: str
    ward_id: int
    floating: bool
    encounter_id: int
    patient_id: int
    specialty: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """Stays of one patient, without a break, in a ward of another department than the one that treats.

    ``lender`` owns the ward and nurses, ``borrower`` treats. ``due_at``: when the bed is to be given back, as agreed
    (``agreed``) or by policy.
    """

    lender: str
    borrower: str
    in_pool: bool
    lodgings: tuple[Lodging, ...]
    due_at: datetime
    agreed: bool = False

    @property
    def last(self) -> Lodging:
        """Where the patient lies, or lay last."""
        return self.lodgings[-1]

    @property
    def since(self) -> datetime:
        """When the bed was borrowed."""
        return self.lodgings[0].start

    def is_overdue(self, at: datetime) -> bool:
        """Whether it should have been given back by then."""
        return at > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackAgreement:
    """Until when a patient's bed in another department's ward is given back."""

    encounter_id: int
    ward_id: int
    due_at: datetime
    note: str
    agreed_at: datetime
    agreed_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackRefusal:
    """Why a patient is not moved back; no way back is proposed for a while."""

    encounter_id: int
    reason: str
    refused_at: datetime
    refused_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedNight:
    """What was last said of one borrowed night, by whom and why."""

    encounter_id: int
    night: date
    mark: NightMark
    reason: str
    marked_at: datetime
    marked_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A signed change of a month's credit, in hundredths, of ``lender`` with ``borrower``; ``month``: its first day."""

    id: int
    lender: str
    borrower: str
    month: date
    credit: int
    reason: str
    signed_at: datetime
    signed_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BorrowedNight:
    """One night of a loan: at ``at`` the patient lay in ``lodging``. ``marked`` is what was last said of it.

    ``nursing`` and ``bed`` are worth so many hundredths by the policy of that night.
    """

    night: date
    at: datetime
    loan: Loan
    lodging: Lodging
    nursing: int
    bed: int
    marked: MarkedNight | None = None

    @property
    def mark(self) -> NightMark:
        """Whether it counts."""
        return self.marked.mark if self.marked is not None else NightMark.COUNTED

    @property
    def overdue(self) -> bool:
        """Whether the bed should have been given back before."""
        return self.loan.is_overdue(self.at)

    @property
    def credit(self) -> int:
        """What the borrower owes the lender: nursing, and the bed unless it is a floating one, which is the house's."""
        if self.mark is not NightMark.COUNTED:
            return 0
        return self.nursing if self.lodging.floating else self.nursing + self.bed

    @property
    def house_credit(self) -> int:
        """What the borrower owes the house for a floating bed."""
        return self.bed if self.lodging.floating and self.mark is NightMark.COUNTED else 0


def counted_at(night: date, hour: int, zone: ZoneInfo) -> datetime:
    """When a night is counted; an hour before noon is one of the morning after."""
    return datetime.combine(night if hour >= NOON else night + DAY, time(hour), zone)


def noon(day: date, zone: ZoneInfo) -> datetime:
    """When a night's policy is settled: at noon before it."""
    return datetime.combine(day, time(NOON), zone)


def visits(lodgings: Iterable[Lodging]) -> Iterator[tuple[Lodging, ...]]:
    """Stays without a break in one ward under one specialty; ``lodgings`` are by encounter and start."""
    for _, group in groupby(lodgings, key=lambda each: (each.encounter_id, each.ward_id, each.specialty)):
        yield tuple(group)


def nights_of(
    loan: Loan, moments: Sequence[tuple[date, datetime, Policy]], marks: dict[tuple[int, date], MarkedNight]
) -> Iterator[BorrowedNight]:
    """The loan's nights among ``moments``: each night with when it is counted and the policy it is counted by."""
    for lodging in loan.lodgings:
        for night, at, policy in moments:
            if lodging.start <= at and (lodging.end is None or at < lodging.end):
                yield BorrowedNight(
                    night=night,
                    at=at,
                    loan=loan,
                    lodging=lodging,
                    nursing=policy.borrow_credit[CreditPart.NURSING],
                    bed=policy.borrow_credit[CreditPart.BED],
                    marked=marks.get((lodging.encounter_id, night)),
                )


def is_borrowed(tier: int | None) -> bool:
    """Whether a ward at that tier lends its beds to the specialty; outside the tiers only an override puts patients."""
    return tier != 0

"""What departments owe each other for a month of borrowed nights: one line for each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bedcentre.domain.borrowing import DAY, BorrowedNight, Correction
from bedcentre.domain.vocabulary import NightMark
from bedcentre.usecases.borrowing.ledger import ledger
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PairStatement:
    """A month between the department that lent (and nursed) and the one that borrowed (and treated).

    ``nights`` are all borrowed nights, the following figures those of them that were so. Credits are in hundredths of
    a night: ``counted`` by the nights, ``corrected`` by signed corrections, ``to_house`` for floating beds.
    """

    lender: str
    borrower: str
    nights: int = 0
    floating: int = 0
    outside_pool: int = 0
    overdue: int = 0
    waived: int = 0
    disputed: int = 0
    counted: int = 0
    corrected: int = 0
    to_house: int = 0

    @property
    def owed(self) -> int:
        """What the borrower owes the lender in the end."""
        return self.counted + self.corrected


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the ledger; ``first`` is its first day. ``pairs`` are by lender and borrower."""

    first: date
    nights: Sequence[BorrowedNight]
    corrections: Sequence[Correction]
    pairs: Sequence[PairStatement]

    def of_pair(self, lender: str, borrower: str) -> Month:
        """What concerns one pair of departments."""
        return self.narrowed(
            [each for each in self.nights if (each.loan.lender, each.loan.borrower) == (lender, borrower)],
            [each for each in self.corrections if (each.lender, each.borrower) == (lender, borrower)],
        )

    def narrowed(self, nights: Sequence[BorrowedNight], corrections: Sequence[Correction]) -> Month:
        """The same month with these nights and corrections alone."""
        return Month(first=self.first, nights=nights, corrections=corrections, pairs=pairs_of(nights, corrections))


def month_of(reader: Reader, first: date) -> Month:
    """The ledger of the month that begins at ``first``, as far as it has come."""
    nights = ledger(reader, first, last_of(first))
    corrections = reader.statement_corrections(first)
    return Month(first=first, nights=nights, corrections=corrections, pairs=pairs_of(nights, corrections))


def last_of(first: date) -> date:
    """The last day of the month that begins at ``first``."""
    return next_month(first) - DAY


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=28) + 4 * DAY).replace(day=1)


def pairs_of(nights: Iterable[BorrowedNight], corrections: Iterable[Correction]) -> list[PairStatement]:
    """One line for each pair that has nights or corrections."""
    of_pair: dict[tuple[str, str], list[BorrowedNight]] = {}
    signed: dict[tuple[str, str], int] = {}
    for night in nights:
        of_pair.setdefault((night.loan.lender, night.loan.borrower), []).append(night)
    for each in corrections:
        pair = each.lender, each.borrower
        signed[pair] = signed.get(pair, 0) + each.credit
    return [
        _pair(lender, borrower, of_pair.get((lender, borrower), []), signed.get((lender, borrower), 0))
        for lender, borrower in sorted(of_pair.keys() | signed.keys())
    ]


def _pair(lender: str, borrower: str, nights: Sequence[BorrowedNight], corrected: int) -> PairStatement:
    return PairStatement(
        lender=lender,
        borrower=borrower,
        nights=len(nights),
        floating=sum(each.lodging.floating for each in nights),
        outside_pool=sum(not each.loan.in_pool for each in nights),
        overdue=sum(each.overdue for each in nights),
        waived=sum(each.mark is NightMark.WAIVED for each in nights),
        disputed=sum(each.mark is NightMark.DISPUTED for each in nights),
        counted=sum(each.credit for each in nights),
        corrected=corrected,
        to_house=sum(each.house_credit for each in nights),
    )

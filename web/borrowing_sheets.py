"""What the borrow ledger's pages and files show: loans, matrix, statement and nights, as the visitor may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bedcentre.domain.borrowing import BorrowedNight, Correction
from bedcentre.domain.people import Actor
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.policy import Policy
from bedcentre.usecases.borrowing.give_backs import GiveBack, Guest, give_backs, guests
from bedcentre.usecases.borrowing.sight import LedgerSight
from bedcentre.usecases.borrowing.statement import Month, PairStatement, month_of
from bedcentre.usecases.ports import Reader
from web.rendering import Speech
from web.spreadsheets import Cell, Sheet

FIGURES = (
    "nights",
    "floating",
    "outside_pool",
    "overdue",
    "waived",
    "disputed",
    "counted",
    "corrected",
    "owed",
    "to_house",
)
"""The columns of a statement that are figures, in order; the last four are hundredths."""
CREDITS = frozenset(FIGURES[-4:])
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGuest:
    """Who lies in a borrowed bed. ``name`` as the visitor may see it; ``agrees``: whether they may set the time."""

    guest: Guest
    name: str
    ward: Ward
    overdue: bool
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBack:
    """A proposed way back."""

    offer: GiveBack
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Bed-nights by lender (rows) and borrower (columns); ``lent`` and ``borrowed`` are the sums."""

    lenders: tuple[str, ...]
    borrowers: tuple[str, ...]
    nights: dict[tuple[str, str], int]
    lent: Counter[str]
    borrowed: Counter[str]

    @property
    def most(self) -> int:
        """The largest figure, for shading."""
        return max(self.nights.values(), default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNight:
    """A night of the ledger with its patient as the visitor may see them."""

    night: BorrowedNight
    ward: Ward
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSheet:
    """The ledger of a month, and what is borrowed now."""

    month: Month
    matrix: Matrix
    guests: tuple[ShownGuest, ...]
    backs: tuple[ShownBack, ...]
    policy: Policy
    specialties: dict[str, Specialty]
    at_night: bool


def ledger_sheet(reader: Reader, actor: Actor, first: date) -> LedgerSheet:
    """The page of a month."""
    sight = LedgerSight.of(actor, reader)
    wards = {ward.id: ward for ward in reader.wards()}
    month = sight.of_month(month_of(reader, first))
    hour = reader.now.astimezone(reader.zone).hour
    return LedgerSheet(
        month=month,
        matrix=matrix_of(month),
        guests=tuple(
            ShownGuest(
                guest=each,
                name=sight.names(each.loan).of(each.patient),
                ward=wards[each.loan.last.ward_id],
                overdue=each.loan.is_overdue(reader.now),
                agrees=sight.agrees(each.loan),
            )
            for each in guests(reader)
            if sight.sees(each.loan)
        ),
        backs=tuple(
            ShownBack(offer=each, name=sight.names(each.guest.loan).of(each.guest.patient))
            for each in give_backs(reader)
            if sight.sees(each.guest.loan)
        ),
        policy=reader.policy,
        specialties={each.code: each for each in reader.specialties()},
        at_night=not reader.policy.give_back_from <= hour < reader.policy.give_back_to,
    )


def matrix_of(month: Month) -> Matrix:
    """The nights of a month by pair."""
    nights = {(pair.lender, pair.borrower): pair.nights for pair in month.pairs if pair.nights}
    lent, borrowed = Counter[str](), Counter[str]()
    for (lender, borrower), count in nights.items():
        lent[lender] += count
        borrowed[borrower] += count
    return Matrix(
        lenders=tuple(sorted(lent)), borrowers=tuple(sorted(borrowed)), nights=nights, lent=lent, borrowed=borrowed
    )


def shown_nights(reader: Reader, actor: Actor, month: Month) -> list[ShownNight]:
    """The nights of a month that the visitor may see, with patients."""
    sight = LedgerSight.of(actor, reader)
    wards = {ward.id: ward for ward in reader.wards()}
    patients = reader.patients({each.lodging.patient_id for each in month.nights})
    return [
        ShownNight(
            night=each,
            ward=wards[each.lodging.ward_id],
            name=sight.names(each.loan).of(patients[each.lodging.patient_id]),
        )
        for each in month.nights
    ]


def statement_sheet(say: Speech, reader: Reader, month: Month) -> Sheet:
    """The month's statement, a row for each pair of departments."""
    names = {each.code: say.name(each) for each in reader.specialties()}
    return Sheet(
        title=say("borrowing.sheet.statement"),
        head=[say(f"borrowing.column.{column}") for column in ("lender", "borrower", *FIGURES)],
        rows=[(names[pair.lender], names[pair.borrower], *_figures(pair)) for pair in month.pairs],
    )


def nights_sheet(say: Speech, reader: Reader, actor: Actor, month: Month) -> Sheet:
    """Every night behind the statement."""
    names = {each.code: say.name(each) for each in reader.specialties()}
    columns = ("night", "lender", "borrower", "ward", "bed", "patient", "mark", "credit", "reason")
    return Sheet(
        title=say("borrowing.sheet.nights"),
        head=[say(f"borrowing.column.{column}") for column in columns],
        rows=[
            (
                each.night.night,
                names[each.night.loan.lender],
                names[each.night.loan.borrower],
                say.name(each.ward),
                each.night.lodging.bed_label,
                each.name,
                say(f"night_mark.{each.night.mark.value}"),
                each.night.credit / HUNDREDTHS,
                each.night.marked.reason if each.night.marked is not None else "",
            )
            for each in shown_nights(reader, actor, month)
        ],
    )


def corrections_sheet(say: Speech, reader: Reader, month: Month, authors: dict[int, str]) -> Sheet:
    """The signed corrections of the statement."""
    names = {each.code: say.name(each) for each in reader.specialties()}
    head = [say(f"borrowing.column.{column}") for column in ("lender", "borrower", "corrected", "reason")]
    return Sheet(
        title=say("borrowing.sheet.corrections"),
        head=[*head, say("borrowing.signed"), say("borrowing.signed_at")],
        rows=[_correction(say, names, each, authors) for each in month.corrections],
    )


def _figures(pair: PairStatement) -> Iterator[Cell]:
    for column in FIGURES:
        figure: int = getattr(pair, column)
        yield figure / HUNDREDTHS if column in CREDITS else figure


def _correction(say: Speech, names: dict[str, str], each: Correction, authors: dict[int, str]) -> tuple[Cell, ...]:
    author = authors.get(each.signed_by, "")
    credit = each.credit / HUNDREDTHS
    return (names[each.lender], names[each.borrower], credit, each.reason, author, say.day(each.signed_at))

"""How much of the ledger somebody sees: the whole house's, or what a nurse's wards lent and borrowed."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.borrowing import Loan
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.borrowing.statement import Month
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSight:
    """What one person sees. A nurse sees what her wards (``ward_ids``) lent and their ``departments`` borrowed."""

    role: Role
    ward_ids: frozenset[int]
    departments: frozenset[str]

    @classmethod
    def of(cls, actor: Actor, reader: Reader) -> LedgerSight:
        """The sight of who is signed in."""
        own = frozenset(ward.specialty for ward in reader.wards() if ward.id in actor.ward_ids)
        return cls(role=actor.role, ward_ids=actor.ward_ids, departments=own)

    def lends(self, loan: Loan) -> bool:
        """Whether a loan's bed is in one of the nurse's wards."""
        return loan.last.ward_id in self.ward_ids

    def sees(self, loan: Loan) -> bool:
        """Whether the loan is shown at all."""
        return self.role is not Role.NURSE or self.lends(loan) or loan.borrower in self.departments

    def agrees(self, loan: Loan) -> bool:
        """Whether they may set when the bed is given back."""
        return self.role is Role.COORDINATOR or self.lends(loan)

    def names(self, loan: Loan) -> Names:
        """How the loan's patient is named: in full for who places and who nurses, not at all for who only counts."""
        if self.role is Role.NURSE:
            return Names.FULL if self.lends(loan) else Names.MASKED
        return Names.FULL if self.role is Role.COORDINATOR else Names.NONE

    def of_month(self, month: Month) -> Month:
        """The month as far as it is shown."""
        if self.role is not Role.NURSE:
            return month
        return month.narrowed(
            [each for each in month.nights if self.sees(each.loan)],
            [each for each in month.corrections if {each.lender, each.borrower} & self.departments],
        )

"""The borrow ledger's list: it changes when somebody enters or leaves a bed, or when something is said of a loan."""

from __future__ import annotations

from bedcentre.domain.events import (
    DemandCancelled,
    DemandRaised,
    GiveBackAgreed,
    GiveBackRefused,
    LeavingUndone,
    NightMarked,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
    PolicyChanged,
    StatementCorrected,
)
from bedcentre.domain.vocabulary import Role
from web.live.views.board import BOARD_ROLES
from web.live.views.worklist import list_of

BORROWING_ROLES = BOARD_ROLES | {Role.NURSE}

borrowing_view = list_of(
    PatientAdmitted,
    PatientMoved,
    PatientLeft,
    PatientToLounge,
    PatientReturned,
    LeavingUndone,
    DemandRaised,
    DemandCancelled,
    GiveBackAgreed,
    GiveBackRefused,
    NightMarked,
    StatementCorrected,
    PolicyChanged,
)

"""One patient of the day's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import CaseState, ListGroup, MilestoneState

IN_LIST = (CaseState.BOOKED, CaseState.ARRIVED)
"""Whose place in the list can still be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check before the operation. ``mine``: whoever looks may confirm it."""

    milestone: Milestone
    mine: bool
    late: bool

    @property
    def open(self) -> bool:
        """Whether nobody has confirmed it or found it needless."""
        return self.milestone.state is MilestoneState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One patient of the list. ``at`` is the operation's time, ``arrival`` when the patient is to be there.

    ``bay`` is where they lie or are promised to lie; ``overnight`` is a converted patient's demand,
    ``overnight_bed`` and ``overnight_from`` what it is promised. ``behind``: the theatre of whoever is here, if the
    operation before is still on in it.
    """

    demand: Demand
    patient: Patient
    age: int
    procedure: Procedure
    case: DayCase
    at: datetime
    bay: BedSituation | None
    checks: tuple[Check, ...]
    group: ListGroup
    late: Message | None
    overnight: Demand | None
    overnight_bed: BedSituation | None
    overnight_from: datetime | None
    behind: str

    @property
    def arrival(self) -> datetime:
        """When the patient is to be there."""
        return self.at - timedelta(minutes=self.procedure.preparation_minutes)

    @property
    def in_list(self) -> bool:
        """Whether the place in the list can be changed."""
        return self.case.state in IN_LIST and self.case.session_id is not None

    @property
    def ready(self) -> bool:
        """Whether every check is passed."""
        return not any(each.open for each in self.checks)

"""Who is responsible for which room in a shift, who does not come, and how closely somebody is nursed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.nursing import Absence, RoomNurse, SaidLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsGiven:
    """Rooms have these nurses in a shift, whoever had them before."""

    rooms: tuple[RoomNurse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NurseAbsent:
    """A nurse does not come to a shift; rooms she was given for it have nobody."""

    absence: Absence


@dataclass(frozen=True, slots=True, kw_only=True)
class NurseBack:
    """She comes after all."""

    nurse_id: int
    shift: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NursingLevelSaid:
    """Somebody ordered a level of nursing."""

    said: SaidLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftBegan:
    """The next nurses took over."""

    shift: datetime

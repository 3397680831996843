"""Who is late on the day's list, and with what: one sentence each."""

from __future__ import annotations

from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import CaseState
from bedcentre.usecases.day_surgery.row import Row
from bedcentre.usecases.ports import Reader


def why_late(reader: Reader, row: Row) -> Message | None:
    """What is late, the most pressing first; None: nothing is."""
    state, began = row.case.state, row.case.began_at
    if state is CaseState.BOOKED:
        return _after(reader, row.arrival, "arrival") or _checks(row)
    if state is CaseState.ARRIVED:
        return _after(reader, row.at, "start") or _checks(row)
    if state is CaseState.IN_THEATRE and began is not None:
        return _after(reader, began + timedelta(minutes=row.procedure.theatre_minutes), "end")
    if state is CaseState.CONVERTED and row.case.is_here:
        return _bed(reader, row)
    return _home(reader, row.bay) if state is CaseState.RECOVERING and row.bay is not None else None


def closing(reader: Reader, bay: BedSituation) -> datetime | None:
    """When the bay shuts today; None: it never does."""
    if bay.bed.closes is None:
        return None
    local = reader.now.astimezone(reader.zone)
    return datetime.combine(local.date(), bay.bed.closes, reader.zone).astimezone(reader.now.tzinfo)


def _checks(row: Row) -> Message | None:
    return Message("day_surgery.late.check") if any(each.late for each in row.checks) else None


def _home(reader: Reader, bay: BedSituation) -> Message | None:
    """Whoever recovers will not be fit before the bay closes, or should have gone."""
    if bay.encounter is None:
        return None
    home, closes = bay.encounter.expected_discharge, closing(reader, bay)
    if closes is not None and max(home, reader.now) > closes:
        return _said(reader, closes, "closing")
    return _after(reader, home, "home")


def _bed(reader: Reader, row: Row) -> Message | None:
    """A converted patient has waited beyond the limit of their triage."""
    asked = row.overnight
    if asked is None or asked.triage is None or not asked.is_open:
        return None
    over = reader.now - asked.raised_at > reader.policy.boarding_limit[asked.triage]
    return Message("day_surgery.late.bed") if over else None


def _after(reader: Reader, due: datetime, what: str) -> Message | None:
    return _said(reader, due, what) if reader.now > due + reader.policy.day_late_after else None


def _said(reader: Reader, at: datetime, what: str) -> Message:
    return Message(f"day_surgery.late.{what}", {"at": f"{at.astimezone(reader.zone):%H:%M}"})

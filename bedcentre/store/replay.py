"""Rebuilding a hospital from its journal, and finding where two hospitals differ."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select, update

from bedcentre.store import journal
from bedcentre.store.engine import reading, writing
from bedcentre.store.projection import project
from bedcentre.store.tables import nursing, referrals
from bedcentre.store.tables.appointments import block_lift, contact, no_show, notice, notice_link
from bedcentre.store.tables.borrowing import (
    give_back_agreement,
    give_back_refusal,
    marked_night,
    statement_correction,
    treatment,
)
from bedcentre.store.tables.day_surgery import day_case
from bedcentre.store.tables.emergency import ambulance, emergency_care
from bedcentre.store.tables.journal import bed_event, counter
from bedcentre.store.tables.journal import journal as journal_table
from bedcentre.store.tables.milestones import milestone
from bedcentre.store.tables.people import actual_interval, bed_seen, encounter, patient
from bedcentre.store.tables.places import REFERENCE
from bedcentre.store.tables.policy import policy_version
from bedcentre.store.tables.preadmission import PLANTED, exam_booking, pre_admission
from bedcentre.store.tables.requests import demand, plan, planned_interval, proposal, theatre_booking
from bedcentre.store.tables.review import review_decision
from bedcentre.store.tables.special_groups import group_change
from bedcentre.store.tables.standby import offer, opening, standby

STATE = (
    patient,
    encounter,
    actual_interval,
    bed_seen,
    demand,
    planned_interval,
    theatre_booking,
    plan,
    proposal,
    policy_version,
    milestone,
    pre_admission,
    exam_booking,
    treatment,
    give_back_agreement,
    give_back_refusal,
    marked_night,
    statement_correction,
    ambulance,
    emergency_care,
    review_decision,
    contact,
    notice,
    notice_link,
    no_show,
    block_lift,
    standby,
    opening,
    offer,
    referrals.referral_quota,
    referrals.referral,
    referrals.offered_beds,
    referrals.onward_referral,
    day_case,
    *nursing.STATE,
    group_change,
    counter,
    journal_table,
    bed_event,
)
"""Everything that follows from the journal."""


def replay(source: Engine, target: Engine) -> None:
    """Give an empty, migrated ``target`` the places of ``source``, and its state by its journal alone."""
    with reading(source) as old, writing(target) as new:
        for table in (*REFERENCE, *PLANTED, *referrals.PLANTED, *nursing.PLANTED):
            _copy(old, new, table)
        before = journal.head(new, lock=True)
        last = journal.head(old)
        while batch := journal.since(old, before.sequence):
            for recorded in batch:
                project(new, recorded.event, recorded.at)
            before = journal.append(new, before, batch, before.next_id)
        new.execute(update(counter).values(next_id=last.next_id))


def differences(one: Engine, other: Engine) -> list[str]:
    """Every row of state that only one of the two databases has, as "table: row"; empty = the same hospital."""
    found = []
    with reading(one) as here, reading(other) as there:
        for table in STATE:
            rows, others = _rows(here, table), _rows(there, table)
            found += [f"{table.name}: {row}" for row in sorted(rows ^ others)]
    return found


def _copy(old: Connection, new: Connection, table: Table) -> None:
    rows: list[dict[str, Any]] = [dict(row) for row in old.execute(select(table)).mappings()]
    if rows:
        new.execute(insert(table), rows)


def _rows(connection: Connection, table: Table) -> set[str]:
    return {str(tuple(row)) for row in connection.execute(select(table))}

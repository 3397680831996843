"""What is always true of the hospital, read from the tables and not through the use cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from sqlalchemy import Connection, select

from bedcentre.domain.discharge import STILL_MATTERS
from bedcentre.domain.intervals import overlap
from bedcentre.domain.vocabulary import ActualKind, DemandState, MilestoneState, PlannedKind, ProposalState
from bedcentre.store.engine import reading
from bedcentre.store.tables.milestones import milestone
from bedcentre.store.tables.people import actual_interval, encounter
from bedcentre.store.tables.requests import demand, planned_interval, proposal, theatre_booking
from tests.store.house import House
from tests.store.small import BEDS


def check_laws(house: House) -> None:
    """All laws, at this moment."""
    with reading(house.engine) as connection:
        nothing_overlaps(connection)
        nobody_is_lost_or_in_two_beds(connection)
        promises_match_demands(connection)
        checklists_match_who_is_here(connection)
        proposals_answer_what_stands(connection)
    every_bed_has_a_state(house)


def nothing_overlaps(connection: Connection) -> None:
    """No bed is two things at once or promised twice; no theatre has two operations."""
    for table, owner in (
        (actual_interval, actual_interval.c.bed_id),
        (planned_interval, planned_interval.c.bed_id),
        (theatre_booking, theatre_booking.c.theatre_id),
        (theatre_booking, theatre_booking.c.surgeon),
    ):
        spans = defaultdict(list)
        for key, start, end in connection.execute(select(owner, table.c.start, table.c.end)):
            if end is None or start < end:
                spans[key].append((start, end))
        for of_owner in spans.values():
            for number, (start, end) in enumerate(of_owner):
                assert not any(overlap(start, end, *other) for other in of_owner[number + 1 :]), (table.name, of_owner)


def nobody_is_lost_or_in_two_beds(connection: Connection) -> None:
    """Every encounter that is not over lies in exactly one bed or waits in the lounge; no person has two of them."""
    columns = encounter.c.id, encounter.c.patient_id, encounter.c.lounge_since
    here = connection.execute(select(*columns).where(encounter.c.left_at.is_(None))).all()
    lying = connection.scalars(
        select(actual_interval.c.encounter_id).where(
            actual_interval.c.kind == ActualKind.OCCUPIED, actual_interval.c.end.is_(None)
        )
    ).all()
    assert Counter(lying) == Counter(each.id for each in here if each.lounge_since is None)
    assert len({each.patient_id for each in here}) == len(here)


def checklists_match_who_is_here(connection: Connection) -> None:
    """Whoever left is to be settled and followed up, with nothing moot left open; nobody here is followed up."""
    columns = encounter.c.id, encounter.c.left_at, milestone.c.step, milestone.c.state
    joined = select(*columns).outerjoin(milestone, milestone.c.encounter_id == encounter.c.id)
    steps: defaultdict[int, set[str]] = defaultdict(set)
    gone = set()
    for encounter_id, left_at, step, state in connection.execute(joined):
        steps[encounter_id].add(step)
        if left_at is not None:
            gone.add(encounter_id)
            assert state is not MilestoneState.OPEN or step in STILL_MATTERS
    for encounter_id, found in steps.items():
        assert ("follow_up" in found) == (encounter_id in gone)
        assert "settlement" in found or encounter_id not in gone


def promises_match_demands(connection: Connection) -> None:
    """A promised demand has exactly one reservation, a waiting one none, a closed one nothing at all."""
    states = {each.id: each.state for each in connection.execute(select(demand.c.id, demand.c.state))}
    promised: Counter[int] = Counter()
    for demand_id, kind in connection.execute(select(planned_interval.c.demand_id, planned_interval.c.kind)):
        if demand_id is not None:
            assert states[demand_id] in {DemandState.WAITING, DemandState.PROMISED}
            promised[demand_id] += kind is PlannedKind.RESERVATION
    for demand_id, state in states.items():
        assert promised[demand_id] == (state is DemandState.PROMISED)
    for demand_id in connection.scalars(select(theatre_booking.c.demand_id)):
        assert states[demand_id] in {DemandState.PROMISED, DemandState.PLACED}


def proposals_answer_what_stands(connection: Connection) -> None:
    """What is promised is proposed again only in place of that very promise, and what is closed not at all."""
    columns = demand.c.id, demand.c.state, proposal.c.replaces
    proposed = select(*columns).join(proposal, proposal.c.demand_id == demand.c.id)
    reserved = select(planned_interval.c.demand_id, planned_interval.c.id)
    promises = dict(iter(connection.execute(reserved.where(planned_interval.c.kind == PlannedKind.RESERVATION))))
    for demand_id, state, replaces in connection.execute(proposed.where(proposal.c.state == ProposalState.OPEN)):
        assert state is (DemandState.WAITING if replaces is None else DemandState.PROMISED)
        assert replaces is None or replaces.interval_id == promises[demand_id]


def every_bed_has_a_state(house: House) -> None:
    """All beds are there, each in one state, known of at a time that is not in the future."""
    with house.reader() as reader:
        beds = reader.beds()
    assert [each.bed.label for each in beds] == list(BEDS)
    for each in beds:
        assert each.state(house.now + timedelta(hours=1)).value
        assert each.said_at <= house.now

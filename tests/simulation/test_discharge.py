"""The demo's people see patients off: checklists are worked, the lounge empties, bills are settled."""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.events import MilestoneChanged, PatientLeft, PatientLeftLounge, PatientToLounge
from bedcentre.domain.vocabulary import Checklist, DischargeStep
from tests.simulation.conftest import Stage


def test_everybody_who_left_is_settled_soon_and_nobody_is_forgotten_in_the_lounge(lived: Stage) -> None:
    zone = lived.app.settings.zone
    with lived.app.reader() as reader:
        gone = reader.departures(lived.hospital.start, lived.clock.at - timedelta(hours=6))
        waiting = reader.in_lounge()
        now = reader.now
    same_day = [each for each in gone if each.settled_same_day(zone)]
    assert len(gone) > len(same_day) > 0.7 * len(gone)
    assert all(now - (each.lounge_since or now) < timedelta(hours=4) for each in waiting)


def test_the_lounge_and_the_wards_are_left_and_transport_is_booked(lived: Stage) -> None:
    events = [row.event for row in lived.rows()]
    kinds = {type(each) for each in events}
    assert kinds >= {PatientLeft, PatientToLounge, PatientLeftLounge}
    done = {each.milestone.step for each in events if isinstance(each, MilestoneChanged)}
    assert done >= {step.value for step in DischargeStep} - {DischargeStep.FOLLOW_UP, DischargeStep.TRANSPORT}


def test_what_is_open_belongs_to_somebody_who_leaves_or_has_left(lived: Stage) -> None:
    with lived.app.reader() as reader:
        due = reader.open_milestones(Checklist.DISCHARGE)
        encounters = reader.encounters({each.encounter_id for each in due if each.encounter_id is not None})
        moot = [
            each.step
            for each in due
            if encounters[each.encounter_id or 0].left_at is not None and each.step == DischargeStep.ORDERS
        ]
    assert due
    assert moot == []

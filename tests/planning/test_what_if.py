"""What if: who is placed otherwise in a changed hospital, asked one at a time, and stopped when nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.messages import Message
from bedcentre.planning.what_if import WhatIfs
from bedcentre.seeding import records
from optimizer.explain.changes import AddSession, CloseWard, MoreEmergencies
from tests.planning.house import House
from tests.store.seed import hospital
from tests.store.small import WARD_IDS

Opened = Callable[[records.Hospital], House]

EMPTY = replace(hospital(), demands=(), occupants=(), closures=())
WAIT = 120
WHAT = Message("what_if.closed", {"ward": "M"})


@pytest.fixture
def house(open_house: Opened) -> House:
    """Three emergencies of medicine, and five beds for them."""
    opened = open_house(EMPTY)
    for name in "ABC":
        opened.ask(name)
    opened.plan()
    return opened


@pytest.fixture
def what_ifs(house: House) -> Iterator[WhatIfs]:
    """The service, ended after the test."""
    service = WhatIfs(house.app)
    yield service
    service.stop()


def names(service: WhatIfs, question: CloseWard | MoreEmergencies) -> list[str]:
    """What becomes of each whom it changes something for."""
    trial = service.ask(question, WHAT)
    assert trial.done.wait(WAIT)
    assert trial.failure is None
    assert trial.shifts is not None
    return sorted(each.name for each in trial.shifts)


def test_a_closed_ward_moves_its_patients_and_leaves_one_without(what_ifs: WhatIfs, house: House) -> None:
    assert names(what_ifs, CloseWard(ward=str(WARD_IDS["M"]))) == ["moved", "moved", "unplaced"]
    assert len(house.proposals()) == 3


def test_more_emergencies_are_placed_as_far_as_there_are_beds(what_ifs: WhatIfs) -> None:
    found = names(what_ifs, MoreEmergencies(percent=100))
    assert (found.count("more_placed"), found.count("more_unplaced")) == (2, 1)


def test_one_question_at_a_time_which_can_be_stopped(what_ifs: WhatIfs) -> None:
    assert what_ifs.trial is None
    what_ifs.cancel()
    question = CloseWard(ward=str(WARD_IDS["M"]))
    trial = what_ifs.ask(question, WHAT)
    with pytest.raises(RefusedError, match="busy"):
        what_ifs.ask(question, WHAT)
    what_ifs.cancel()
    assert trial.done.wait(WAIT)
    assert trial.failure == Message("what_if.cancelled")


@pytest.mark.parametrize("question", [CloseWard(ward="99"), AddSession(session="99")])
def test_a_question_about_nothing_is_refused(what_ifs: WhatIfs, question: CloseWard | AddSession) -> None:
    with pytest.raises(RefusedError, match="nothing_there"):
        what_ifs.ask(question, WHAT)
    assert what_ifs.trial is None

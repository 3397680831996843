"""People at home in the demo: asked and answering, a few staying away; what is free is offered; nothing stays open."""

from __future__ import annotations

from collections import Counter

import pytest

from bedcentre.domain.appointments import Reply
from bedcentre.usecases.appointments.tend import due
from tests.simulation.conftest import Stage


@pytest.fixture(scope="module")
def books(lived: Stage) -> Counter[str]:
    """What was done, by command."""
    return lived.demo.tally.done


def test_people_are_asked_and_answer(lived: Stage, books: Counter[str]) -> None:
    assert {"NoteContact", "TendAppointments", "AnswerNotice"} <= books.keys()
    with lived.app.reader() as reader:
        replies = Counter(each.reply for each in reader.notices_from(lived.hospital.start))
    assert replies[Reply.YES] > replies[Reply.NO]


def test_no_offer_outlives_its_deadline_and_nobody_is_asked_twice(lived: Stage) -> None:
    with lived.app.reader() as reader:
        notices = reader.notices_from(lived.hospital.start)
        assert len({each.key for each in notices}) == len(notices)
        assert not due(reader).late
        assert not due(reader).over
        for opening in reader.openings_since(lived.hospital.start):
            asked = [each.demand_id for each in reader.offers_of([opening.id])]
            assert len(set(asked)) == len(asked)

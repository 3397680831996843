"""The auditor of requests: whoever comes asks, and whatever is asked ends once."""

from __future__ import annotations

from bedcentre.domain.events import DemandCancelled, Event
from bedcentre.simulation.audit.requests import Requests, Waits
from tests.simulation.audit.story import HEART, HOUR, NOON, asks, known, lies, stay

WANG = known()


def after(*events: Event) -> Requests:
    requests = Requests()
    for each in events:
        requests.enter(each, NOON + HOUR)
    return requests


def test_a_request_is_placed_cancelled_or_open() -> None:
    requests = after(
        asks(1), asks(2), asks(3, patient=2), lies(stay(HEART, NOON), demand=1), DemandCancelled(demand_id=2, reason="")
    )
    assert requests.violations == []
    assert requests.open == {3}
    assert requests.counted(NOON + 26 * HOUR) == {
        "planned": Waits(raised=3, placed=1, cancelled=1, open=1, median=60, longest=60, oldest=2)
    }


def test_nothing_ends_twice() -> None:
    twice = after(asks(1), DemandCancelled(demand_id=1, reason=""), DemandCancelled(demand_id=1, reason=""))
    assert [each.key for each in twice.violations] == ["month.closed_twice"]


def test_whoever_is_registered_asks_for_a_bed() -> None:
    assert after(WANG, asks(1)).silent() == []
    assert after(WANG, lies(stay(HEART, NOON))).silent() == []
    assert [each.key for each in after(WANG).silent()] == ["month.silent"]

"""How often somebody may try: so many at once, one more every so often, each for themselves."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from starlette.requests import HTTPConnection

from web import limits
from web.limits import Allowance, TooOftenError, address_of


@dataclass
class Watch:
    """A clock that stands until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.fixture
def watch() -> Watch:
    """A clock to move."""
    return Watch()


@pytest.fixture
def allowance(watch: Watch) -> Allowance:
    """Two at once, another after ten seconds."""
    return Allowance(2, 10, watch)


def wait(allowance: Allowance, who: str) -> int:
    """How long somebody must wait."""
    with pytest.raises(TooOftenError) as refused:
        allowance.spend(who)
    return refused.value.seconds


def test_some_tries_are_free_then_there_is_a_wait_for_each(allowance: Allowance, watch: Watch) -> None:
    allowance.spend("a")
    watch.now += 1
    allowance.spend("a")
    assert wait(allowance, "a") == 9
    assert wait(allowance, "a") == 9
    watch.now += 9
    allowance.spend("a")
    assert wait(allowance, "a") == 10
    watch.now += 100
    allowance.spend("a")
    allowance.spend("a")
    assert wait(allowance, "a") == 10


def test_nobody_waits_for_what_somebody_else_did(allowance: Allowance) -> None:
    for _ in range(2):
        allowance.spend("a")
    assert wait(allowance, "a") == 10
    allowance.spend("b")


def test_what_is_given_back_was_never_spent(allowance: Allowance) -> None:
    for _ in range(5):
        allowance.spend("a")
        allowance.give_back("a")
    allowance.give_back("nobody")
    allowance.spend("a")
    allowance.spend("a")
    assert wait(allowance, "a") == 10


def test_whoever_tried_longest_ago_is_forgotten_first(allowance: Allowance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 2)
    for who in ("a", "b", "a", "c"):
        allowance.spend(who)
    assert wait(allowance, "a") == 10
    allowance.spend("b")
    allowance.spend("b")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unknown:1", "unknown:1"),
    ],
)
def test_an_address_is_what_its_owner_cannot_choose(host: str, address: str) -> None:
    assert address_of(HTTPConnection({"type": "http", "client": (host, 1)})) == address


def test_a_socket_file_has_no_address() -> None:
    assert address_of(HTTPConnection({"type": "http", "client": None})) == ""

"""Whatever the order of commands: nothing overlaps, nobody is lost, every bed has a state, the replay is the same."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import Commotion
from tests.store.fixtures import Rewindable

SETTINGS = settings(max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))


def test_laws_hold_whatever_the_order_of_commands(worn: Rewindable, blank: Rewindable) -> None:
    class Here(Commotion):
        def __init__(self) -> None:
            super().__init__(worn, blank)

    run_state_machine_as_test(Here, settings=SETTINGS)

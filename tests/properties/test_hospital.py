"""Whatever the order of commands: nothing overlaps, nobody is lost, every bed has a state, the replay is the same."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import Commotion
from tests.store.fixtures import Rewindable

SETTINGS = settings(stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
EXAMPLES = {"sqlite": 15, "postgresql": 6}
"""Days of 40 commands each; a server answers more slowly than a file."""


def test_laws_hold_whatever_the_order_of_commands(worn: Rewindable, blank: Rewindable) -> None:
    class Here(Commotion):
        def __init__(self) -> None:
            super().__init__(worn, blank)

    days = EXAMPLES[worn.engine.dialect.name]
    run_state_machine_as_test(Here, settings=settings(SETTINGS, max_examples=days))

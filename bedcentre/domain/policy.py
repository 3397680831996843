"""What differs by hospital: times and limits, read from the documented policy file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bedcentre.domain.vocabulary import Triage


def _boarding_limits() -> dict[Triage, timedelta]:
    return {
        Triage.DYING: timedelta(minutes=30),
        Triage.CRITICAL: timedelta(hours=1),
        Triage.ACUTE: timedelta(hours=4),
        Triage.NON_ACUTE: timedelta(hours=8),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The hospital's own times and limits.

    ``turnaround``: usual vacated → ready. ``cleaning_overdue``: after which a vacated or cleaning bed is late.
    ``stale_after``: after which what is known of a bed is shown as old. ``hold``: how long a hold lasts.
    ``promise_slack``: how much later than promised a bed may come before the promise counts as in danger.
    ``undo_within``: how long a tap may be taken back. ``boarding_limit``: by triage, the longest an emergency
    patient should wait for a bed. ``tactical_days``/``operational_hours``: how far the two plans look.
    """

    turnaround: timedelta = timedelta(minutes=60)
    cleaning_overdue: timedelta = timedelta(minutes=30)
    stale_after: timedelta = timedelta(hours=8)
    hold: timedelta = timedelta(minutes=30)
    promise_slack: timedelta = timedelta(minutes=30)
    undo_within: timedelta = timedelta(minutes=10)
    boarding_limit: dict[Triage, timedelta] = field(default_factory=_boarding_limits)
    operational_hours: int = 36
    tactical_days: int = 14

    def __post_init__(self) -> None:
        missing = [grade.value for grade in Triage if grade not in self.boarding_limit]
        if missing:
            message = f"boarding_limit needs a limit for every triage grade, {', '.join(missing)} missing"
            raise ValueError(message)
        negative = [name for name, value in _leaves(asdict(self)) if value < type(value)()]
        if negative:
            message = f"{', '.join(negative)}: must not be negative"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """The policy in force from ``since`` until the next version. Version 0 is the policy file's, or the defaults."""

    number: int
    since: datetime
    user_id: int
    policy: Policy
    reason: str


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  durations and numbers, nested
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{name}.{index}")
    elif isinstance(value, timedelta | int | float):
        yield name, value

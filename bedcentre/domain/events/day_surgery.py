"""The day of a day-surgery patient."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.day_surgery import DayCase


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCaseChanged:
    """A day-surgery patient came a step further, or back; ``case`` is as it is from now on."""

    case: DayCase

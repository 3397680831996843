"""The instants a ward offers for one tap, so that nobody types a time with gloves on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bedcentre.usecases.board.moment import Moment

ROUND_HOURS = (10, 12, 14, 16, 18, 20)
"""Local hours at which patients usually leave a ward."""

TOMORROW_HOURS = ROUND_HOURS[:3]

LATER_DAYS = (2, 3, 5, 7)
"""Days from today that are offered as "later"."""

LATER_HOUR = ROUND_HOURS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeTimes:
    """When a patient may be said to leave: today and tomorrow with the hour, later by the day. None is past."""

    today: tuple[datetime, ...]
    tomorrow: tuple[datetime, ...]
    later: tuple[datetime, ...]


class BlockEnd(StrEnum):
    """How long a bed is usually blocked."""

    TWO_HOURS = "two-hours"
    EVENING = "evening"
    MORNING = "morning"
    WEEK = "week"
    OPEN = "open"

    def at(self, moment: Moment) -> datetime | None:
        """The instant that is meant; None = nobody knows."""
        match self:
            case BlockEnd.TWO_HOURS:
                return moment.now + timedelta(hours=2)
            case BlockEnd.EVENING:
                return _local(moment, 0, 18)
            case BlockEnd.MORNING:
                return _local(moment, 1, 8)
            case BlockEnd.WEEK:
                return _local(moment, 7, 8)
            case BlockEnd.OPEN:
                return None


def discharge_times(moment: Moment) -> DischargeTimes:
    """The times offered at this moment."""
    return DischargeTimes(
        today=tuple(at for at in (_local(moment, 0, hour) for hour in ROUND_HOURS) if at > moment.now),
        tomorrow=tuple(_local(moment, 1, hour) for hour in TOMORROW_HOURS),
        later=tuple(_local(moment, days, LATER_HOUR) for days in LATER_DAYS),
    )


def _local(moment: Moment, days: int, hour: int) -> datetime:
    day = moment.now.astimezone(moment.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), moment.zone).astimezone(moment.now.tzinfo)

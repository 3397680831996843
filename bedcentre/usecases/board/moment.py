"""The instant at which something is looked at, and the local day it belongs to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bedcentre.domain.policy import Policy


class Moment(Protocol):
    """What drawing needs to know besides the bed itself; a reader and a picture both have it."""

    @property
    def now(self) -> datetime:
        """The instant looked at."""

    @property
    def zone(self) -> ZoneInfo:
        """The hospital's time zone."""

    @property
    def policy(self) -> Policy:
        """The hospital's times and limits."""


def today(moment: Moment) -> date:
    """The local calendar day."""
    return moment.now.astimezone(moment.zone).date()


def day_end(moment: Moment) -> datetime:
    """The coming local midnight: what "today" ends with."""
    midnight = datetime.combine(today(moment) + timedelta(days=1), time(), moment.zone)
    return midnight.astimezone(moment.now.tzinfo)

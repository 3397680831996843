"""What the forecast says of each ward's free beds to come, learned once and looked at anew every few minutes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from threading import Thread

from bedcentre.bootstrap import Application
from bedcentre.forecast.discharges import odds
from bedcentre.forecast.learned import Learned, learn_all
from bedcentre.store.past_stays import past_stays
from bedcentre.usecases.board.picture import Outlook, Picture

HOURS = (time(14), time(20))
"""The hours of the day that a ward looks forward to: after the day's discharges, and for the night."""

AHEAD = timedelta(minutes=30)
"""How soon an hour is too near to look forward to."""

FRESH = timedelta(minutes=5)
"""How long a forecast is shown, by the hospital's clock."""

log = logging.getLogger(__name__)


class Outlooks:
    """Adds the wards' outlooks to pictures; until enough was ``learned`` (or when nothing can be), there are none."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.learned: Learned | None = None
        self._at: datetime | None = None
        self._outlooks: Mapping[int, Outlook] = {}

    def start(self) -> None:
        """Begin to learn from past stays; returns at once."""
        Thread(target=self.learn, name="learning", daemon=True).start()

    def learn(self) -> None:
        """Learn from past stays, if there are any."""
        self.learned = learn_all(past_stays(self._app.engine), self._app.settings.zone)
        if self.learned is None:
            log.info("No past stays to learn from: no outlooks")

    def added_to(self, picture: Picture) -> Picture:
        """The picture with the newest outlooks."""
        if self.learned is not None and (self._at is None or not self._at <= picture.now < self._at + FRESH):
            by = looked_to(picture)
            self._outlooks = {
                ward: ward_odds.beds for ward, ward_odds in odds(self.learned.departures, picture, by).items()
            }
            self._at = picture.now
        return replace(picture, outlooks=self._outlooks)


def looked_to(picture: Picture) -> datetime:
    """The next of the hours that is not too near."""
    local = (picture.now + AHEAD).astimezone(picture.zone)
    days = (local.date(), local.date() + timedelta(days=1))
    hours = (datetime.combine(day, hour, picture.zone) for day in days for hour in HOURS)
    return next(at for at in hours if at > local).astimezone(picture.now.tzinfo)

"""What a page that was away gets: nothing it has, everything it lacks, and the whole board if nobody knows."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bedcentre.bootstrap import Application
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Changes, Picture, renew, take
from bedcentre.usecases.requests import CancelDemand
from tests.web.board.house import HousePeople
from tests.web.ward_site import Bed, WardSite
from web.live.channel import Channel
from web.live.sight import Sight
from web.live.views.board import BoardView
from web.rendering import Renderer

VIEW = BoardView(language="zh-CN", names=Names.FULL, acts=True, queue=True)


class Line:
    """A channel and the picture it is drawn from, kept up to date as the hub does."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.channel = Channel(VIEW, Renderer(ZoneInfo("Asia/Shanghai")))
        self.picture = self._take()
        self.channel.draw(Sight(picture=self.picture, changes=None))

    def _take(self) -> Picture:
        with self.app.reader() as reader:
            return take(reader)

    def advance(self) -> dict[str, Any]:
        """Draw what changed since; the message."""
        changes = Changes.of(self.app.journal_since(self.picture.sequence))
        with self.app.reader() as reader:
            self.picture = renew(self.picture, reader, changes)
        return read(self.channel.draw(Sight(picture=self.picture, changes=changes)))

    def missed(self, since: int, channel: str | None = None) -> dict[str, Any]:
        """The message to a page that comes back."""
        return read(self.channel.missed(self.channel.id if channel is None else channel, since))


def read(message: str | None) -> dict[str, Any]:
    """A message as the page reads it."""
    told: dict[str, Any] = json.loads(message or "{}")
    return told


def shows(message: dict[str, Any], bed: Bed) -> bool:
    """Whether a message carries the bed's tile."""
    return f'id="b{bed.id}"' in message.get("content", "")


def tile(bed: Bed, state: str) -> str:
    """How a bed's tile in a state begins."""
    return f'id="b{bed.id}" class="tile" href="/board/bed/{bed.id}" tabindex="-1" data-state="{state}"'


@pytest.fixture
def opened(site: WardSite) -> Line:
    """A line to the hospital as it is now."""
    return Line(site.app)


def test_nothing_happened_nothing_is_said(opened: Line) -> None:
    assert opened.channel.draw(Sight(picture=opened.picture, changes=Changes())) is None


def test_a_change_pushes_its_tile_and_no_other(site: WardSite, opened: Line) -> None:
    bed, other = site.take("dirty"), site.take("dirty")
    site.do(StartCleaning(bed_id=bed.id))
    message = opened.advance()
    assert shows(message, bed)
    assert not shows(message, other)
    assert message["sequence"] == opened.picture.sequence
    assert 'data-state="cleaning"' in message["content"]
    assert "present" not in message


def test_who_was_away_gets_what_it_missed(site: WardSite, opened: Line) -> None:
    bed, later = site.take("dirty"), site.take("dirty")
    before = opened.picture.sequence
    site.do(StartCleaning(bed_id=bed.id))
    between = opened.advance()["sequence"]
    site.do(StartCleaning(bed_id=later.id))
    opened.advance()
    assert shows(opened.missed(before), bed)
    assert shows(opened.missed(before), later)
    assert shows(opened.missed(between), later)
    assert not shows(opened.missed(opened.picture.sequence + 1), later)


def test_who_comes_from_another_life_of_the_server_gets_everything(site: WardSite, opened: Line) -> None:
    message = opened.missed(opened.picture.sequence, channel="gone")
    assert message["content"].count('class="tile"') == len(site.beds)
    assert f"d{next(iter(opened.picture.demands))}" in message["present"]["queue"]


def test_a_closed_demand_goes_away(site: WardSite, house: HousePeople, opened: Line) -> None:
    demand = house.emergency()
    assert f'id="d{demand.id}"' in opened.advance()["content"]
    site.do(CancelDemand(demand_id=demand.id, reason="误录入"))
    message = opened.advance()
    assert message["gone"] == [f"d{demand.id}"]
    assert f"d{demand.id}" not in opened.missed(0, channel="gone")["present"]["queue"]
    assert message["gone"] == opened.missed(message["sequence"])["gone"]


def test_a_change_and_back_ends_where_it_began(site: WardSite, opened: Line) -> None:
    bed = site.take("dirty")
    site.do(StartCleaning(bed_id=bed.id))
    site.do(FinishCleaning(bed_id=bed.id))
    message = opened.advance()
    assert shows(message, bed)
    assert (
        f'id="b{bed.id}" class="tile" href="/board/bed/{bed.id}" tabindex="-1" data-state="free"' in message["content"]
    )


def test_names_are_drawn_only_for_those_who_may_see_them(site: WardSite, house: HousePeople) -> None:
    demand = house.emergency()
    renderer = Renderer(ZoneInfo("Asia/Shanghai"))
    with site.app.reader() as reader:
        picture = take(reader)
    name = picture.patients[demand.patient_id].name
    seen = Sight(picture=picture, changes=None)
    full = Channel(VIEW, renderer).draw(seen)
    none = Channel(BoardView(language="en", names=Names.NONE, acts=False, queue=True), renderer).draw(
        Sight(picture=picture, changes=None)
    )
    wall = Channel(BoardView(language="en", names=Names.NONE, acts=False, queue=False), renderer).draw(
        Sight(picture=picture, changes=None)
    )
    assert name in (full or "")
    assert name not in (none or "")
    assert f"d{demand.id}" not in (wall or "")
    assert "/accept" not in (none or "")

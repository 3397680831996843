"""The two weeks ahead: how full each group of wards will be, who comes when, and who finds no day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from bedcentre.domain.vocabulary import Role
from bedcentre.forecast.occupancy import looked_ahead
from bedcentre.planning.ahead import FIRST_AFTER, PERIOD
from bedcentre.usecases.ahead.outlook import GroupAhead, LookedAhead
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.board.queue import QueueCard, cards
from web.answers import page, speech_of
from web.charts import Chart, chart
from web.pages.board import Watcher
from web.rendering import Speech
from web.site import site_of
from web.spreadsheets import Cell, Sheet, csv_file

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """A group of wards with its chart."""

    ahead: GroupAhead
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """When there will be a first look: so long after the start, then every ``period``, and it takes so long itself.

    ``planning`` is False where this server does not plan at all.
    """

    planning: bool
    first_after: timedelta
    period: timedelta
    takes: timedelta


@router.get("/plan/ahead")
def ahead(request: Request, visitor: Watcher) -> Response:
    """The page; says what is missing while there is no look ahead."""
    picture, it = _looked(request)
    if it is None:
        return page(request, "ahead.html", visitor, it=None, awaited=_awaited(request))
    acts = visitor.role is Role.COORDINATOR
    drawn = [ShownGroup(ahead=each, chart=chart(each.days)) for each in (it.house, *it.groups)]
    no_day = _no_day(picture, it, Names.FULL if acts else Names.NONE)
    return page(request, "ahead.html", visitor, it=it, drawn=drawn, no_day=no_day, acts=acts)


@router.get("/plan/ahead.csv")
def ahead_csv(request: Request, _: Watcher) -> Response:
    """The same figures as a file for a spreadsheet; only its head line while there is no look ahead."""
    say, it = speech_of(request), _looked(request)[1]
    columns = ("day", "group", "beds", "expected", "low", "high", "free", "admissions", "day_surgery", "no_day")
    sheet = Sheet(
        title=say("ahead.title"),
        head=[say(f"ahead.column.{column}") for column in columns],
        rows=[row for each in ((it.house, *it.groups) if it is not None else ()) for row in _rows(say, each)],
    )
    return csv_file("two-weeks-ahead", sheet)


def _rows(say: Speech, group: GroupAhead) -> Iterator[tuple[Cell, ...]]:
    name = say(f"ahead.group.{group.group.value if group.group else 'house'}")
    for day in group.days:
        figures = (day.beds, day.expected, day.low, day.high, day.free, day.admissions, day.day_surgery, day.no_day)
        yield (day.day, name, *figures)


def _looked(request: Request) -> tuple[Picture, LookedAhead | None]:
    site = site_of(request)
    with site.app.reader() as reader:
        picture = take(reader)
    plan = site.ahead.plan if site.ahead is not None else None
    return picture, looked_ahead(picture, plan, site.outlooks.learned) if plan is not None else None


def _no_day(picture: Picture, it: LookedAhead, names: Names) -> list[QueueCard]:
    return list(cards(picture, names, it.plan.unplaced).values())


def _awaited(request: Request) -> Awaited:
    site = site_of(request)
    return Awaited(
        planning=site.ahead is not None,
        first_after=timedelta(seconds=FIRST_AFTER),
        period=timedelta(seconds=PERIOD),
        takes=timedelta(seconds=site.app.settings.ahead_seconds),
    )

"""A fragment's template sees one documented dataclass and asks nothing of it that it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from inspect import getdoc

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes

from bedcentre.usecases.board.bed import BedDetail
from bedcentre.usecases.board.demand import DemandDetail, OneChoice
from bedcentre.usecases.board.numbers import Numbers
from bedcentre.usecases.board.plan import PlanFigures
from bedcentre.usecases.board.tiles import Tile
from bedcentre.usecases.board.together import Together
from bedcentre.usecases.board.wards import WardHead
from web.acting import Notice
from web.drawers import Drawer
from web.errors import Refusal
from web.live.views.board import ShownCard
from web.live.views.worklist import Mark
from web.pages.emergency import EmergencyQuestions
from web.pages.search import Findings
from web.pages.together import AcceptedTogether
from web.pages.what_if import Answer
from web.pages.why import WhyShown
from web.rendering import TEMPLATES

CONTEXTS: dict[str, type] = {
    "accepted.html": AcceptedTogether,
    "bed.html": Drawer,
    "card.html": ShownCard,
    "choice.html": OneChoice,
    "demand.html": DemandDetail,
    "emergency.html": EmergencyQuestions,
    "findings.html": Findings,
    "mark.html": Mark,
    "notice.html": Notice,
    "numbers.html": Numbers,
    "plan.html": PlanFigures,
    "refusal.html": Refusal,
    "tile.html": Tile,
    "together.html": Together,
    "ward_head.html": WardHead,
    "what_if.html": Answer,
    "why.html": WhyShown,
}

ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)


def tree(name: str) -> nodes.Template:
    """A fragment's template as jinja understands it."""
    return ENVIRONMENT.parse((TEMPLATES / "fragments" / name).read_text(encoding="utf-8"))


def asked_of_it(name: str) -> Iterator[str]:
    """The attributes that a template reads of ``it``."""
    for attribute in tree(name).find_all(nodes.Getattr):
        if isinstance(attribute.node, nodes.Name) and attribute.node.name == "it":
            yield attribute.attr


def offered_by(context: type) -> set[str]:
    """A dataclass's fields and properties."""
    return {field.name for field in fields(context)} | {
        name for name, value in vars(context).items() if isinstance(value, property)
    }


def test_every_fragment_of_the_board_has_a_context() -> None:
    assert {path.name for path in (TEMPLATES / "fragments").glob("*.html")} == CONTEXTS.keys()


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_fragment_sees_its_language_and_its_context_only(name: str) -> None:
    assert meta.find_undeclared_variables(tree(name)) <= {"say", "it"}


@pytest.mark.parametrize(("name", "context"), CONTEXTS.items())
def test_its_context_is_a_documented_dataclass_with_all_it_asks_for(name: str, context: type) -> None:
    assert is_dataclass(context)
    assert not (getdoc(context) or "").startswith(f"{context.__name__}(")
    assert set(asked_of_it(name)) <= offered_by(context)


def test_a_drawer_of_a_bed_shows_bed_details() -> None:
    bed = {
        attribute.attr
        for attribute in tree("bed.html").find_all(nodes.Getattr)
        if isinstance(attribute.node, nodes.Name) and attribute.node.name == "bed"
    }
    assert bed <= offered_by(BedDetail)

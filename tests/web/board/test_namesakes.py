"""Two people of one name are marked and told apart, wherever names are shown at all; and when a proposal begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.proposals import Proposal
from bedcentre.domain.vocabulary import ActualKind, ProposalState
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.namesakes import namesakes
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.board.queue import cards
from bedcentre.usecases.ward.arrivals import arrivals
from bedcentre.usecases.ward.cards import cards as ward_cards
from tests.web.board.drawing import HOUR, NOW, WARD, ZONE, bed, claimed, demand, lying, patient, picture, spell
from web.live.views.board import ShownCard, card_fragment
from web.live.views.ward import arrival_fragment
from web.live.views.ward import card_fragment as bed_fragment
from web.rendering import Renderer

IN_BED = replace(patient(1), mrn="A00010001")
COMING = replace(patient(2), mrn="A00010002")


def house(coming_name: str = COMING.name) -> Picture:
    """One patient in a bed that another is promised."""
    asked = demand(2)
    drawn = claimed(lying(bed(1), IN_BED, NOW + 2 * HOUR), NOW + 3 * HOUR, asked)
    coming = replace(COMING, name=coming_name)
    claim = replace(drawn.claims[0], patient=coming)
    return replace(picture([replace(drawn, claims=(claim,))], [asked]), patients={2: coming})


def marks(drawn: Picture, names: Names) -> list[str]:
    """What tells apart on the queue's card, the arrival, the bed's card and its "next"."""
    ward_card = ward_cards(drawn, WARD.id, names)[1]
    assert ward_card.lying is not None
    assert ward_card.next is not None
    return [
        cards(drawn, names)[2].same_name,
        arrivals(drawn, WARD.id, names)[2].same_name,
        ward_card.lying.same_name,
        ward_card.next.same_name,
    ]


def test_namesakes_are_told_apart_by_the_end_of_their_record_numbers() -> None:
    assert marks(house(), Names.FULL) == ["0002", "0002", "0001", "0002"]


def test_other_names_have_no_mark() -> None:
    assert marks(house("王大明"), Names.FULL) == ["", "", "", ""]


@pytest.mark.parametrize("names", [Names.MASKED, Names.NONE])
def test_who_may_not_see_names_sees_no_mark(names: Names) -> None:
    assert marks(house(), names) == ["", "", "", ""]


def test_nobody_is_the_namesake_of_themselves_and_an_empty_hospital_has_none() -> None:
    moving = replace(demand(1), encounter_id=1)
    alone = replace(picture([lying(bed(1), IN_BED, NOW + HOUR)], [moving]), patients={1: IN_BED})
    assert namesakes(alone, Names.FULL) == {}
    assert namesakes(picture(), Names.FULL) == {}


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "同名 尾号0002"), ("en", "same name, …0002")])
def test_the_pages_say_so_in_both_languages(language: str, said: str) -> None:
    drawn, renderer = house(), Renderer(ZONE)
    fragments = [
        card_fragment(ShownCard(card=cards(drawn, Names.FULL)[2], acts=True)),
        arrival_fragment(arrivals(drawn, WARD.id, Names.FULL)[2]),
        bed_fragment(ward_cards(drawn, WARD.id, Names.FULL)[1]),
    ]
    speech = renderer.speech(language)
    assert all(said in renderer.fragment(each.template, speech, each.it) for each in fragments)


@pytest.mark.parametrize(
    ("situation", "begins", "said"),
    [
        (bed(1), -1, "now"),
        (replace(bed(1), actual=spell(bed(1), ActualKind.CLEANING, NOW - HOUR)), -1, "once it is free"),
        (bed(1), 2, "from 12:00"),
    ],
)
def test_a_proposal_never_begins_in_the_past(situation: BedSituation, begins: int, said: str) -> None:
    start = NOW + timedelta(hours=begins)
    line = Proposal(id=1, plan_id=1, demand_id=2, bed_id=1, start=start, end=NOW + 9 * HOUR, state=ProposalState.OPEN)
    drawn = replace(picture([situation], [demand(2)]), proposals={2: line})
    shown = ShownCard(card=cards(drawn, Names.FULL)[2], acts=True)
    renderer = Renderer(ZONE)
    assert f"· {said}</p>" in renderer.fragment("card.html", renderer.speech("en"), shown)

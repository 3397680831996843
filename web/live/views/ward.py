"""One ward in the hands of its nurse, or of whoever cleans there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedcentre.domain.errors import NotPermittedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import OTHER_NURSES, Changes, Picture
from bedcentre.usecases.board.tiles import CLEANING
from bedcentre.usecases.ward.arrivals import Arrival, arrivals
from bedcentre.usecases.ward.cards import WardCard, cards, counts
from bedcentre.usecases.ward.times import discharge_times
from web.fields import WRITTEN_ID
from web.live.sight import Sight
from web.live.view import Fragment
from web.live.views.leaving import LEAVING
from web.live.views.nursing import NURSING
from web.live.views.worklist import mark, names_of
from web.looks import Looks
from web.sessions import Visitor

ABOUT_LISTS = names_of((*LEAVING, *NURSING))
WARD_ROLES = frozenset({Role.NURSE, Role.CLEANER, Role.COORDINATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class WardView:
    """The nurse's cards and arrivals of one ward."""

    language: str
    ward_id: int

    def fragments(self, sight: Sight) -> Iterator[Fragment]:
        """The lists' mark, and the cards of rooms in which something changed, with who is coming and counts.

        All of it if unsure.
        """
        yield mark(sight, ABOUT_LISTS)
        picture, changes = sight.picture, sight.changes
        other_nurses = changes is not None and OTHER_NURSES & changes.last.keys()
        touched = touched_beds(picture, self.ward_id, None if other_nurses else changes)
        if not touched:
            return
        drawn = cards(picture, self.ward_id, Names.FULL)
        yield from (card_fragment(card) for bed_id, card in drawn.items() if bed_id in touched)
        for count in counts(drawn.values()):
            yield Fragment(target=f"n-{count.show.value}", template="ward/count.html", it=count)
        coming = arrivals(picture, self.ward_id, Names.FULL)
        yield from (arrival_fragment(each) for each in coming.values())
        for demand_id in (changes.demands if changes else frozenset()) - coming.keys():
            yield Fragment(target=f"a{demand_id}", template="ward/arrival.html", it=None, into="arrivals")
        yield Fragment(target="times", template="ward/times.html", it=discharge_times(picture))


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanerView:
    """The cleaner's work on one ward; no names."""

    language: str
    ward_id: int

    def fragments(self, sight: Sight) -> Iterator[Fragment]:
        """The beds that wait for cleaning or are being cleaned."""
        if touched_beds(sight.picture, self.ward_id, sight.changes):
            yield from (job_fragment(card) for card in cards(sight.picture, self.ward_id, Names.NONE).values())


def touched_beds(picture: Picture, ward_id: int, changes: Changes | None) -> frozenset[int]:
    """The ward's beds that may look different: those changed, those in their rooms, those whose patient is asked for.

    With ``changes`` None, all of them.
    """
    ward = [each for each in picture.beds.values() if each.ward.id == ward_id]
    if changes is None:
        return frozenset(each.bed.id for each in ward)
    rooms = {each.room.id for each in ward if each.bed.id in changes.beds}
    asked = {**picture.demands, **picture.closed}
    moving = {asked[demand_id].encounter_id for demand_id in changes.demands if demand_id in asked} - {None}
    return frozenset(
        each.bed.id
        for each in ward
        if each.room.id in rooms or (each.encounter is not None and each.encounter.id in moving)
    )


def card_fragment(card: WardCard) -> Fragment:
    """A bed's card."""
    return Fragment(target=f"bed-{card.tile.bed_id}", template="ward/card.html", it=card)


def arrival_fragment(arrival: Arrival) -> Fragment:
    """A place in the list of who is coming."""
    return Fragment(target=f"a{arrival.demand.id}", template="ward/arrival.html", it=arrival, into="arrivals")


def job_fragment(card: WardCard) -> Fragment:
    """A place in the cleaner's list, for a bed that needs cleaning."""
    due = card if card.tile.state in CLEANING else None
    return Fragment(target=f"job-{card.tile.bed_id}", template="ward/job.html", it=due, into="work")


def ward_view(visitor: Visitor, looks: Looks, query: Mapping[str, str]) -> WardView | CleanerView:
    """The ward that the page names, as the visitor's role sees it.

    Raises:
        NotPermittedError: it is not one of the visitor's wards.
    """
    asked = query.get("ward", "")
    ward_id = int(asked) if WRITTEN_ID.fullmatch(asked) else 0
    if visitor.role is not Role.COORDINATOR and ward_id not in visitor.actor.ward_ids:
        raise NotPermittedError(Message("refusal.other_ward", {"ward": asked}))
    kind = CleanerView if visitor.role is Role.CLEANER else WardView
    return kind(language=looks.language, ward_id=ward_id)

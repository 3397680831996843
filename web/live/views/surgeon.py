"""A surgeon's own requests, live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedcentre.domain.errors import NotPermittedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Feature, Role
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.slots.cases import Case, just_closed, open_cases
from web.live.sight import Sight
from web.live.view import Fragment
from web.looks import Looks
from web.sessions import Visitor

SURGEON_ROLES = frozenset({Role.SURGEON})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMark:
    """Changes whenever theatre or bay time is given or given back: the page then looks for free slots again."""

    bookings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeonView:
    """The requests of one surgeon; they see their own patients' names."""

    language: str
    surgeon: str

    def fragments(self, sight: Sight) -> Iterator[Fragment]:
        """Open cases; those that the changes closed go over to the list of closed ones."""
        picture, changes = sight.picture, sight.changes
        if changes is not None and not (changes.beds or changes.demands):
            return
        yield Fragment(target="taken", template="surgeon/taken.html", it=taken_mark(picture))
        yield from (case_fragment(case) for case in open_cases(picture, self.surgeon).values())
        for case in just_closed(picture, self.surgeon):
            yield Fragment(target=f"case-{case.demand.id}", template="surgeon/case.html", it=None, into="cases")
            yield closed_fragment(case)


def case_fragment(case: Case) -> Fragment:
    """A place in the list of open requests."""
    return Fragment(target=f"case-{case.demand.id}", template="surgeon/case.html", it=case, into="cases")


def closed_fragment(case: Case) -> Fragment:
    """A place in the list of closed requests."""
    return Fragment(target=f"closed-{case.demand.id}", template="surgeon/closed.html", it=case, into="closed")


def taken_mark(picture: Picture) -> TakenMark:
    """The mark of what is taken now."""
    bays = (each for each in picture.beds.values() if Feature.DAY_BAY in each.bed.features)
    claims = {claim.interval.id for bay in bays for claim in bay.claims}
    return TakenMark(bookings=hash((frozenset(claims), frozenset(each.id for each in picture.operations.values()))))


def surgeon_view(visitor: Visitor, looks: Looks, _query: Mapping[str, str]) -> SurgeonView:
    """The visitor's own requests."""
    return SurgeonView(language=looks.language, surgeon=surgeon_of(visitor))


def surgeon_of(visitor: Visitor) -> str:
    """The surgeon that the visitor's account stands for.

    Raises:
        NotPermittedError: it is bound to none.
    """
    if visitor.actor.surgeon is None:
        raise NotPermittedError(Message("surgeon.no_surgeon"))
    return visitor.actor.surgeon

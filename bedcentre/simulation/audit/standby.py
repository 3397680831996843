"""People at home: reminded, calling off or staying away; what became free, to whom it was offered, what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from bedcentre.domain.appointments import Reply, Subject
from bedcentre.domain.events import (
    BedReserved,
    DemandCancelled,
    Event,
    NoShowNoted,
    NoticeChanged,
    NoticeMade,
    OfferClosed,
    OpeningClosed,
    Recorded,
    SlotFreed,
    SlotOffered,
    StandbyJoined,
    StandbyLeft,
)
from bedcentre.domain.messages import Message
from bedcentre.domain.standby import Offer, OfferState, Opening, OpeningState
from bedcentre.domain.vocabulary import AppointmentKind

CLOSED_WITHIN = timedelta(hours=1)
"""What nobody can use or answer any more is closed within so much of its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHome:
    """What came of one kind of appointment: of its reminders, of what became free, and of the offers of that.

    Of the ``freed``, ``filled`` were taken by somebody on the stand-by list and ``closed`` by nobody.
    """

    reminded: int
    called_off: int
    missed: int
    freed: int
    offered: int
    accepted: int
    declined: int
    late: int
    withdrawn: int
    filled: int
    closed: int


class Standby:
    """Follows every reminder, freed place and offer to its end, and who stands by."""

    def __init__(self) -> None:
        self.violations: list[Message] = []
        self._counts: defaultdict[AppointmentKind, Counter[str]] = defaultdict(Counter)
        self._openings: dict[int, Opening] = {}
        self._kinds: dict[int, AppointmentKind] = {}
        self._offers: dict[int, Offer] = {}
        self._asked: set[tuple[int, int]] = set()
        self._listed: set[int] = set()
        self._taken: dict[int, int] = {}
        self._command = ""
        self._now_promised: set[int] = set()
        self._now_freed: dict[int, AppointmentKind] = {}

    def enter(self, row: Recorded) -> None:
        """Follow one journal row."""
        if row.command_id != self._command:
            self._command, self._now_promised, self._now_freed = row.command_id, set(), {}
        self._appointment(row.event)
        self._opening(row.event)
        self._offer(row.event)

    def compare(self, now: datetime) -> Iterator[Message]:
        """What is still free or offered though its time is over."""
        for opening in self._openings.values():
            if opening.until + CLOSED_WITHIN < now:
                yield Message("month.opening_open", {"opening": opening.id, "until": opening.until})
        for offer in self._offers.values():
            if offer.answer_by + CLOSED_WITHIN < now:
                yield Message("month.offer_open", {"offer": offer.id, "until": offer.answer_by})

    def counted(self) -> dict[str, AtHome]:
        """What it comes to, by kind of appointment."""
        names = [each.name for each in fields(AtHome)]
        return {kind.value: AtHome(**{name: self._counts[kind][name] for name in names}) for kind in self._counts}

    def _appointment(self, event: Event) -> None:
        match event:
            case NoticeMade(notice=notice) if notice.subject is Subject.REMINDER:
                self._counts[notice.kind]["reminded"] += 1
            case NoticeChanged(notice=notice) if notice.kind is AppointmentKind.EXAM and notice.reply is Reply.NO:
                self._counts[notice.kind]["called_off"] += 1
            case DemandCancelled(demand_id=demand_id) if demand_id in self._now_freed:
                self._counts[self._now_freed[demand_id]]["called_off"] += 1
            case NoShowNoted(no_show=no_show):
                self._counts[no_show.kind]["missed"] += 1
            case BedReserved(reservation=promise) if promise.demand_id is not None:
                self._now_promised.add(promise.demand_id)
            case StandbyJoined(entry=entry):
                self._listed.add(entry.demand_id)
            case StandbyLeft(demand_id=demand_id):
                self._listed.discard(demand_id)
            case _:
                pass

    def _opening(self, event: Event) -> None:
        match event:
            case SlotFreed(opening=opening):
                self._openings[opening.id] = opening
                self._kinds[opening.id] = opening.kind
                self._now_freed[opening.former] = opening.kind
                self._counts[opening.kind]["freed"] += 1
            case OpeningClosed(opening=opening):
                known = self._openings.pop(opening.id, None) is not None
                self._counts[opening.kind][opening.state.value] += 1
                filled = opening.state is OpeningState.FILLED
                if not known or (filled and self._taken.get(opening.id) not in self._now_promised):
                    self.violations.append(Message("month.opening_ends", {"opening": opening.id}))
            case _:
                pass

    def _offer(self, event: Event) -> None:
        match event:
            case SlotOffered(offer=offer):
                asked = offer.opening_id, offer.demand_id
                if (
                    offer.opening_id not in self._openings
                    or asked in self._asked
                    or offer.demand_id not in self._listed
                ):
                    self.violations.append(Message("month.offered_wrongly", {"offer": offer.id}))
                    return
                self._asked.add(asked)
                self._offers[offer.id] = offer
                self._counts[self._kinds[offer.opening_id]]["offered"] += 1
            case OfferClosed(offer=offer) if self._offers.pop(offer.id, None) is not None:
                self._counts[self._kinds[offer.opening_id]][offer.state.value] += 1
                if offer.state is OfferState.ACCEPTED:
                    self._taken[offer.opening_id] = offer.demand_id
            case _:
                pass

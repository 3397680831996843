"""Appointments of people at home: asked, answered, not kept."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.appointments import BlockLift, Contact, NoShow, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNoted:
    """It became known how a person is reached."""

    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMade:
    """A patient is to be asked."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLinked:
    """A letter is about to carry a link; ``link_hash`` is all that is kept of it."""

    notice_id: int
    link_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChanged:
    """A letter was sent or not, or the patient answered; ``notice`` is as it is from now on."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowNoted:
    """Somebody did not come."""

    no_show: NoShow


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowStruck:
    """A no-show does not count after all, for a reason."""

    no_show: NoShow


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLifted:
    """A block after no-shows was lifted."""

    lift: BlockLift

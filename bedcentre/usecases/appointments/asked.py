"""What a patient sees behind the link: masked, and no more than is needed to say yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bedcentre.domain.appointments import Notice, Reply
from bedcentre.domain.places import Ward
from bedcentre.domain.standby import OfferState
from bedcentre.usecases.appointments.find import appointments_of, standing
from bedcentre.usecases.ports import Reader


class Stand(StrEnum):
    """Where the question stands."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    LATE = "late"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. ``place``: a device's room; ``ward``: where the bed is. ``present``: what an offer would replace.

    ``may_say_no``: whoever said yes to a reminder can still call the appointment off.
    """

    notice: Notice
    name: str
    place: str
    ward: Ward | None
    present: datetime | None
    stand: Stand
    may_say_no: bool


def asked(reader: Reader, link_hash: str) -> Asked | None:
    """The question that a link leads to; None = it leads nowhere."""
    notice = reader.notice_of_link(link_hash)
    if notice is None:
        return None
    place, ward, still = _where(reader, notice)
    stand = _stand(reader, notice, still=still)
    return Asked(
        notice=notice,
        name=reader.patient(notice.patient_id).masked_name,
        place=place,
        ward=ward,
        present=_present(reader, notice),
        stand=stand,
        may_say_no=stand is Stand.YES and still and notice.offer_id is None and reader.now <= notice.answer_by,
    )


def _where(reader: Reader, notice: Notice) -> tuple[str, Ward | None, bool]:
    """The room or ward, and whether the appointment or offer is as it was."""
    if notice.offer_id is not None:
        offer = reader.offer(notice.offer_id)
        return "", reader.bed(offer.bed_id).ward, offer.state is OfferState.OPEN
    appointment = standing(reader, notice)
    if appointment is None:
        return "", None, False
    if appointment.bed_id is None:
        return appointment.place, None, True
    return "", reader.bed(appointment.bed_id).ward, True


def _stand(reader: Reader, notice: Notice, *, still: bool) -> Stand:
    if notice.reply in {Reply.YES, Reply.NO}:
        return Stand(notice.reply.value)
    if not still:
        return Stand.GONE
    return Stand.ASKED if reader.now <= notice.answer_by else Stand.LATE


def _present(reader: Reader, notice: Notice) -> datetime | None:
    """When the patient is expected as things stand, if an earlier place is offered."""
    if notice.offer_id is None:
        return None
    known = [each for each in appointments_of(reader, reader.demand(notice.demand_id)) if each.kind is notice.kind]
    return known[0].at if known else None

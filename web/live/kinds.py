"""Which live pages exist, who may look at them, and which view each visitor gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bedcentre.domain.errors import NotFoundError, NotPermittedError
from bedcentre.domain.events import GroupChanged, PolicyChanged
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from web.live.view import View
from web.live.views.admissions import ADMISSIONS
from web.live.views.appointments import APPOINTMENTS
from web.live.views.board import BOARD_ROLES, WALL_ROLES, board_view, wall_view
from web.live.views.borrowing import BORROWING_ROLES, borrowing_view
from web.live.views.day_surgery import DAY_SURGERY, DAY_SURGERY_ROLES
from web.live.views.emergency import EMERGENCY, EMERGENCY_ROLES
from web.live.views.leaving import CENTRE, LEAVING
from web.live.views.nursing import NURSING
from web.live.views.preadmission import PREADMISSION
from web.live.views.referrals import REFERRAL_ROLES, REFERRALS
from web.live.views.review import REVIEW
from web.live.views.surgeon import SURGEON_ROLES, surgeon_view
from web.live.views.ward import WARD_ROLES, ward_view
from web.live.views.worklist import list_of
from web.looks import Looks
from web.sessions import Visitor


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of live page. ``view`` may raise ``NotPermittedError`` when the query asks for somebody else's."""

    roles: frozenset[Role]
    view: Callable[[Visitor, Looks, Mapping[str, str]], View]


KINDS: dict[str, Kind] = {
    "board": Kind(BOARD_ROLES, board_view),
    "wall": Kind(WALL_ROLES, wall_view),
    "ward": Kind(WARD_ROLES, ward_view),
    "surgeon": Kind(SURGEON_ROLES, surgeon_view),
    "centre": Kind(frozenset({Role.COORDINATOR}), list_of(*CENTRE)),
    "discharge": Kind(frozenset({Role.COORDINATOR, Role.NURSE}), list_of(*LEAVING)),
    "admissions": Kind(frozenset({Role.COORDINATOR, Role.SURGEON}), list_of(*ADMISSIONS)),
    "preadmission": Kind(frozenset({Role.COORDINATOR, Role.SURGEON}), list_of(*PREADMISSION)),
    "appointments": Kind(frozenset({Role.COORDINATOR, Role.SURGEON}), list_of(*APPOINTMENTS)),
    "emergency": Kind(EMERGENCY_ROLES, list_of(*EMERGENCY)),
    "groups": Kind(frozenset({Role.COORDINATOR, Role.NURSE}), list_of(GroupChanged)),
    "nursing": Kind(BOARD_ROLES | {Role.NURSE}, list_of(*NURSING)),
    "review": Kind(BOARD_ROLES, list_of(*REVIEW)),
    "referrals": Kind(REFERRAL_ROLES, list_of(*REFERRALS)),
    "policy": Kind(BOARD_ROLES, list_of(PolicyChanged)),
    "day-surgery": Kind(DAY_SURGERY_ROLES, list_of(*DAY_SURGERY)),
    "borrowing": Kind(BORROWING_ROLES, borrowing_view),
}
"""By the name in the socket's address."""


def view_of(kind: str, visitor: Visitor, looks: Looks, query: Mapping[str, str]) -> View:
    """The view a visitor gets of one kind of live page.

    Raises:
        NotFoundError: there is no such kind.
        NotPermittedError: the visitor may not look at it, or not at what the query asks for.
    """
    if kind not in KINDS:
        raise NotFoundError(Message("web.error.not_found"))
    if visitor.role not in KINDS[kind].roles:
        raise NotPermittedError(Message("refusal.role", {"role": f"@role.{visitor.role.value}"}))
    return KINDS[kind].view(visitor, looks, query)

"""Which pages each role has; the first is where it starts."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation: its address and the key of its name."""

    path: str
    key: str


BOARD = Place("/board", "web.nav.board")
PLAN = Place("/plan", "web.nav.plan")
WALL = Place("/wall", "web.nav.wall")
PAPER = Place("/print", "web.nav.print")
EMERGENCY = Place("/emergency", "web.nav.emergency")
REVIEW = Place("/review", "web.nav.review")
CENTRE = Place("/centre", "web.nav.centre")
WHAT_IF = Place("/whatif", "what_if.title")
POLICY = Place("/policy", "web.nav.policy")
BORROWING = Place("/borrowing", "web.nav.borrowing")
ADMISSIONS = Place("/admissions", "web.nav.admissions")
PREADMISSION = Place("/preadmission", "web.nav.preadmission")
REFERRALS = Place("/referrals", "web.nav.referrals")
DAY_SURGERY = Place("/day-surgery", "web.nav.day_surgery")
APPOINTMENTS = Place("/appointments", "web.nav.appointments")
WARD = Place("/ward", "web.nav.ward")
SURGEON = Place("/surgeon", "web.nav.surgeon")

PLACES: dict[Role, tuple[Place, ...]] = {
    Role.COORDINATOR: (BOARD, EMERGENCY, REVIEW, CENTRE, PREADMISSION, PLAN, BORROWING, WALL, PAPER),
    Role.DIRECTOR: (BOARD, EMERGENCY, REVIEW, PLAN, WHAT_IF, BORROWING, REFERRALS, WALL, PAPER),
    Role.ADMINISTRATOR: (BOARD, REVIEW, PLAN, BORROWING, WALL, PAPER, POLICY),
    Role.NURSE: (WARD, EMERGENCY, DAY_SURGERY, BORROWING, WALL),
    Role.CLEANER: (WARD,),
    Role.PARTNER: (REFERRALS,),
    Role.SURGEON: (SURGEON, DAY_SURGERY, ADMISSIONS, PREADMISSION, APPOINTMENTS),
}

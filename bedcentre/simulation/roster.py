"""Who acts in the simulation. Nobody here has an account: a visitor's sign-in never does what they did not do."""

from __future__ import annotations

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import SYSTEM

COORDINATOR = Actor(user_id=SYSTEM.user_id, name="床位协调员（演示）", role=Role.COORDINATOR)
"""Who stands in for the coordinator."""

DIRECTOR = Actor(user_id=SYSTEM.user_id, name="院领导（演示）", role=Role.DIRECTOR)
"""Who is told of the longest waits."""


def nurse(ward_id: int) -> Actor:
    """A nurse of the ward."""
    return Actor(user_id=SYSTEM.user_id, name="护士（演示）", role=Role.NURSE, ward_ids=frozenset({ward_id}))


def cleaner(ward_id: int) -> Actor:
    """A cleaner of the ward."""
    return Actor(user_id=SYSTEM.user_id, name="保洁员（演示）", role=Role.CLEANER, ward_ids=frozenset({ward_id}))


def asking(surgeon: str | None) -> Actor:
    """Who asks for a bed: the surgeon for their patients, else the admission centre's coordinator."""
    if surgeon is None:
        return COORDINATOR
    return Actor(user_id=SYSTEM.user_id, name="医生（演示）", role=Role.SURGEON, surgeon=surgeon)


def partner(code: str | None) -> Actor:
    """Somebody at a partner facility."""
    return Actor(user_id=SYSTEM.user_id, name="合作机构（演示）", role=Role.PARTNER, partner=code)

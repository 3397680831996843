"""Who acts in the simulation: the hospital's own accounts where there are any, else people without one."""

from __future__ import annotations

from collections.abc import Iterable

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import SYSTEM

NAMES = {
    Role.COORDINATOR: "床位协调员（演示）",
    Role.NURSE: "护士（演示）",
    Role.CLEANER: "保洁员（演示）",
    Role.SURGEON: "医生（演示）",
}


class Roster:
    """The simulated staff, by role and ward."""

    def __init__(self, accounts: Iterable[Actor]) -> None:
        self._accounts = tuple(accounts)
        self._found: dict[tuple[Role, int | str | None], Actor] = {}

    @property
    def coordinator(self) -> Actor:
        """Who stands in for the coordinator."""
        return self._find(Role.COORDINATOR, None)

    @property
    def machine(self) -> Actor:
        """The hospital's own clockwork."""
        return SYSTEM

    def nurse(self, ward_id: int) -> Actor:
        """A nurse of the ward."""
        return self._find(Role.NURSE, ward_id)

    def cleaner(self, ward_id: int) -> Actor:
        """A cleaner of the ward."""
        return self._find(Role.CLEANER, ward_id)

    def asking(self, surgeon: str | None) -> Actor:
        """Who asks for a bed: the surgeon for their patients, else the admission centre's coordinator."""
        return self._find(Role.SURGEON, surgeon) if surgeon else self.coordinator

    def _find(self, role: Role, post: int | str | None) -> Actor:
        known = self._found.get((role, post))
        if known is None:
            known = next((each for each in self._accounts if each.role is role and _holds(each, post)), None)
            self._found[role, post] = known = known or _without_account(role, post)
        return known


def _holds(actor: Actor, post: int | str | None) -> bool:
    return post is None or post in actor.ward_ids or post == actor.surgeon


def _without_account(role: Role, post: int | str | None) -> Actor:
    return Actor(
        user_id=SYSTEM.user_id,
        name=NAMES[role],
        role=role,
        ward_ids=frozenset({post} if isinstance(post, int) else ()),
        surgeon=post if isinstance(post, str) else None,
    )

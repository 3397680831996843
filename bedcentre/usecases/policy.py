"""The hospital's own times and limits, changed by whoever may."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import PolicyChanged
from bedcentre.domain.messages import Message
from bedcentre.domain.policy import Policy, PolicyVersion
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePolicy:
    """Put a whole policy in force, for a reason. ``based_on`` is the version that the administrator had before them."""

    policy: Policy
    reason: str
    based_on: int


@handles(ChangePolicy, Role.ADMINISTRATOR)
def change_policy(uow: UnitOfWork, command: ChangePolicy) -> int:
    """Make the next version; returns its number.

    Raises:
        BadInputError: no reason, nothing differs, or an emergency centre gets a specialty that there is none of.
        RefusedError: somebody else changed it meanwhile.
    """
    if not command.reason.strip():
        raise BadInputError(Message("input.policy_reason"))
    if command.based_on != uow.policy_version:
        raise RefusedError(Message("refusal.policy_changed", {"version": uow.policy_version}))
    if command.policy == uow.policy:
        raise BadInputError(Message("input.policy_same"))
    _refuse_unknown(uow, command.policy)
    version = PolicyVersion(
        number=uow.policy_version + 1,
        since=uow.now,
        user_id=uow.actor.user_id,
        policy=command.policy,
        reason=command.reason.strip(),
    )
    uow.record(PolicyChanged(version=version))
    return version.number


def _refuse_unknown(uow: UnitOfWork, policy: Policy) -> None:
    """Refuse what the policy before did not name already and the hospital does not have."""
    known = {each.code for each in uow.specialties()}
    for centre, written in policy.centre_specialties.items():
        strange = sorted(set(written.split()) - known - set(uow.policy.centre_specialties[centre].split()))
        if strange:
            params = {"centre": f"@centre.{centre.value}", "codes": ", ".join(strange)}
            raise BadInputError(Message("input.centre_specialties", params))

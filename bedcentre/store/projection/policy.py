"""What the policy became."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from bedcentre.domain.events import PolicyChanged
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.policy import POLICIES, policy_version


@show.register
def policy_changed(event: PolicyChanged, connection: Connection) -> None:
    """One version more; the older ones stay."""
    connection.execute(insert(policy_version), POLICIES.values(event.version))

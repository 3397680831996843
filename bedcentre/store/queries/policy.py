"""Which policy is in force."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection, Text, select, type_coerce

from bedcentre.domain.policy import Policy, PolicyVersion
from bedcentre.store.codec import from_text
from bedcentre.store.tables.policy import POLICIES, policy_version


def newest(connection: Connection) -> tuple[int, Policy] | None:
    """The number and content of the newest version; None while the policy file's or the defaults are in force."""
    content = type_coerce(policy_version.c.policy, Text)
    query = select(policy_version.c.number, content).order_by(policy_version.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else (row[0], _read(row[1]))


def versions(connection: Connection) -> list[PolicyVersion]:
    """Every version, newest first."""
    rows = connection.execute(select(*POLICIES.columns).order_by(policy_version.c.number.desc())).all()
    return POLICIES.things(rows)


@lru_cache(maxsize=2)
def _read(text: str) -> Policy:
    policy: Policy = from_text(Policy, text)
    return policy

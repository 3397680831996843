"""The hospital's own times and limits, every version of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from bedcentre.domain.policy import Policy, PolicyVersion
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.types import Document, Instant

policy_version = Table(
    "policy_version",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("policy", Document(Policy), nullable=False),
    Column("reason", Text, nullable=False),
)

POLICIES = Rows(PolicyVersion, policy_version)

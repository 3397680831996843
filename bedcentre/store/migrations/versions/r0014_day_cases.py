"""How the day of each day-surgery patient went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

INSTANTS = ("arrived_at", "began_at", "ended_at", "closed_at")
INDEXED = ("planned_at", "began_at", "encounter_id", "became_id")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "day_case",
        sa.Column("demand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("planned_at", sa.BigInteger(), nullable=False),
        sa.Column("theatre", sa.String(), nullable=False),
        sa.Column("surgeon", sa.String(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in INSTANTS),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("became_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_day_case_demand_id"),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_day_case_encounter_id"),
        sa.ForeignKeyConstraint(["became_id"], ["demand.id"], name="fk_day_case_became_id"),
        sa.PrimaryKeyConstraint("demand_id", name="pk_day_case"),
    )
    for column in INDEXED:
        op.create_index(f"ix_day_case_{column}", "day_case", [column], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("day_case")

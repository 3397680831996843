"""Things to be done for demands and encounters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "milestone",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("(demand_id is null) <> (encounter_id is null)", name="ck_milestone_of_one"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_milestone_demand_id"),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_milestone_encounter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
    )
    for column in ("state", "demand_id", "encounter_id"):
        op.create_index(f"ix_milestone_{column}", "milestone", [column], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("milestone")

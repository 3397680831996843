"""Who was said to belong to a special group, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "group_change",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("belongs", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_group_change_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_group_change"),
    )
    op.create_index("ix_group_change_patient_id", "group_change", ["patient_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("group_change")

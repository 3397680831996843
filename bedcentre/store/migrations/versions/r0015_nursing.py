"""Nurses, the rooms they are responsible for by shift, absences and levels of nursing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "nurse",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("ward_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("rota", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_nurse_ward_id"),
        sa.PrimaryKeyConstraint("id", name="pk_nurse"),
        sa.UniqueConstraint("code", name="uq_nurse_code"),
    )
    _room_nurse()
    op.create_table(
        "nurse_absence",
        sa.Column("nurse_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("shift", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["nurse_id"], ["nurse.id"], name="fk_nurse_absence_nurse_id"),
        sa.PrimaryKeyConstraint("nurse_id", "shift", name="pk_nurse_absence"),
    )
    op.create_table(
        "nursing_level",
        sa.Column("encounter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_nursing_level_encounter_id"),
        sa.PrimaryKeyConstraint("encounter_id", name="pk_nursing_level"),
    )
    op.create_table(
        "shift_begun",
        sa.Column("shift", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("shift", name="pk_shift_begun"),
    )


def downgrade() -> None:
    """Take it back."""
    for table in ("shift_begun", "nursing_level", "nurse_absence", "room_nurse", "nurse"):
        op.drop_table(table)


def _room_nurse() -> None:
    op.create_table(
        "room_nurse",
        sa.Column("shift", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("room_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.BigInteger(), nullable=False),
        sa.Column("nurse_id", sa.BigInteger(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("given_by", sa.BigInteger(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_room_nurse_room_id"),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_room_nurse_ward_id"),
        sa.ForeignKeyConstraint(["nurse_id"], ["nurse.id"], name="fk_room_nurse_nurse_id"),
        sa.PrimaryKeyConstraint("shift", "room_id", name="pk_room_nurse"),
    )
    op.create_index("ix_room_nurse_room_id", "room_nurse", ["room_id"], unique=False)

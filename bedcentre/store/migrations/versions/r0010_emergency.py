"""Announced ambulances, what is known of emergency patients besides the bed, and the daily reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Apply the change."""
    _ambulance()
    op.create_table(
        "emergency_care",
        sa.Column("demand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("centre", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("deposit", sa.String(), nullable=False),
        sa.Column("recovering_since", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_emergency_care_demand_id"),
        sa.PrimaryKeyConstraint("demand_id", name="pk_emergency_care"),
    )
    op.create_table(
        "review_decision",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("bed_id", sa.BigInteger(), nullable=True),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_review_decision_bed_id"),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_review_decision_encounter_id"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_review_decision_demand_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_decision"),
    )
    op.create_index("ix_review_decision_day", "review_decision", ["day"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("review_decision")
    op.drop_table("emergency_care")
    op.drop_table("ambulance")


def _ambulance() -> None:
    op.create_table(
        "ambulance",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("told_by", sa.BigInteger(), nullable=False),
        sa.Column("eta", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("triage", sa.String(), nullable=False),
        sa.Column("stay_minutes", sa.Integer(), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("centre", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("hold_id", sa.BigInteger(), nullable=True),
        sa.Column("bed_id", sa.BigInteger(), nullable=True),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_ambulance_specialty"),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_ambulance_bed_id"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_ambulance_demand_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ambulance"),
    )
    op.create_index("ix_ambulance_state", "ambulance", ["state"], unique=False)

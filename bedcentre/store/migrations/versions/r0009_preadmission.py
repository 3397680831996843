"""Tests with their devices and slots, the checklists of pre-admission, and pre-admissions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bedcentre.store.migrations.versions.r0002_no_overlap import EXCLUSION, TRIGGER

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply the change."""
    _planted()
    _bookings()
    _pre_admissions()
    _no_overlap()


def downgrade() -> None:
    """Take it back."""
    for table in ("pre_admission", "exam_booking", "pre_admission_step", "exam_device", "exam"):
        op.drop_table(table)


def _planted() -> None:
    op.create_table(
        "exam",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("device_kind", sa.String(), nullable=False),
        sa.Column("result_minutes", sa.Integer(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("fee", sa.Integer(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_exam"),
    )
    op.create_table(
        "exam_device",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Time(), nullable=False) for name in ("opens", "closes", "pause_from", "pause_to")),
        sa.PrimaryKeyConstraint("id", name="pk_exam_device"),
        sa.UniqueConstraint("code", name="uq_exam_device_code"),
    )
    op.create_table(
        "pre_admission_step",
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("specialty", "procedure", "step", name="pk_pre_admission_step"),
    )


def _bookings() -> None:
    op.create_table(
        "exam_booking",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("milestone_id", sa.BigInteger(), nullable=False),
        sa.Column("exam", sa.String(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.CheckConstraint('"start" <= "end"', name="ck_exam_booking_half_open"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_exam_booking_demand_id"),
        sa.ForeignKeyConstraint(["exam"], ["exam.code"], name="fk_exam_booking_exam"),
        sa.ForeignKeyConstraint(["device_id"], ["exam_device.id"], name="fk_exam_booking_device_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exam_booking"),
        sa.UniqueConstraint("milestone_id", name="uq_exam_booking_milestone_id"),
    )
    op.create_index("ix_exam_booking_demand_id", "exam_booking", ["demand_id"], unique=False)
    op.create_index("ix_exam_booking_device_id_start", "exam_booking", ["device_id", "start"], unique=False)


def _pre_admissions() -> None:
    op.create_table(
        "pre_admission",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approval", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("charges", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_pre_admission_demand_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pre_admission"),
    )
    for column in ("demand_id", "state"):
        op.create_index(f"ix_pre_admission_{column}", "pre_admission", [column], unique=False)


def _no_overlap() -> None:
    """One patient per device and slot, as for beds and theatres."""
    names = {"table": "exam_booking", "owner": "device_id"}
    if op.get_bind().dialect.name == "postgresql":
        op.execute(EXCLUSION.format(**names))
    else:
        op.execute(TRIGGER.format(**names, verb="insert", same="new.id"))
        op.execute(TRIGGER.format(**names, verb="update", same="old.id"))

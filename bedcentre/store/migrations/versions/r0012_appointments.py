"""Contacts, notices (the outbox), no-shows and lifted blocks; the stand-by list, freed slots and their offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Apply the change."""
    _contact()
    _notice()
    _no_show()
    _standby()
    _offer()


def downgrade() -> None:
    """Take it back."""
    for table in ("offer", "opening", "standby", "block_lift", "no_show", "notice_link", "notice", "contact"):
        op.drop_table(table)


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("patient_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_contact_patient_id"),
        sa.PrimaryKeyConstraint("patient_id", name="pk_contact"),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "subject", "kind")),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("at", "answer_by", "made_at", "next_try")),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("replied_at", sa.BigInteger(), nullable=True),
        sa.Column("replied_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_notice_demand_id"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_notice_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("key", name="uq_notice_key"),
    )
    for column in ("demand_id", "at"):
        op.create_index(f"ix_notice_{column}", "notice", [column], unique=False)
    op.create_table(
        "notice_link",
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_link_notice_id"),
        sa.PrimaryKeyConstraint("link_hash", name="pk_notice_link"),
    )


def _no_show() -> None:
    op.create_table(
        "no_show",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("at", "noted_at", "noted_by")),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("struck", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_no_show_patient_id"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_no_show_demand_id"),
        sa.PrimaryKeyConstraint("id", name="pk_no_show"),
    )
    for column in ("patient_id", "noted_at"):
        op.create_index(f"ix_no_show_{column}", "no_show", [column], unique=False)
    op.create_table(
        "block_lift",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("at", "by")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_block_lift_patient_id"),
        sa.PrimaryKeyConstraint("id", name="pk_block_lift"),
    )
    op.create_index("ix_block_lift_patient_id", "block_lift", ["patient_id"], unique=False)


def _standby() -> None:
    op.create_table(
        "standby",
        sa.Column("demand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("since", "by", "ready_from")),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_standby_demand_id"),
        sa.PrimaryKeyConstraint("demand_id", name="pk_standby"),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("bed_id", "start", "end", "until", "freed_at")),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("former", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=True),
        sa.Column("theatre", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("operation_start", "operation_end")),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_opening_bed_id"),
        sa.ForeignKeyConstraint(["former"], ["demand.id"], name="fk_opening_former"),
        sa.ForeignKeyConstraint(["session_id"], ["theatre_session.id"], name="fk_opening_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
    )
    op.create_index("ix_opening_state", "opening", ["state"], unique=False)


def _offer() -> None:
    times = ("start", "hold_id", "answer_by", "made_at", "made_by")
    op.create_table(
        "offer",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("opening_id", "demand_id", "bed_id", *times)),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=True),
        sa.Column("theatre", sa.String(), nullable=False),
        sa.Column("surgeon", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("operation_start", "operation_end")),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name="fk_offer_opening_id"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_offer_demand_id"),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_offer_bed_id"),
        sa.ForeignKeyConstraint(["session_id"], ["theatre_session.id"], name="fk_offer_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
    )
    for column in ("opening_id", "demand_id", "state"):
        op.create_index(f"ix_offer_{column}", "offer", [column], unique=False)
    is_open = sa.text("state = 'open'")
    op.create_index(
        "ix_offer_once", "offer", ["opening_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )

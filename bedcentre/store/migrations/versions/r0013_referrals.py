"""Two-way referral: partners, their quotas, requests and offers, and patients who go on to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("users", sa.Column("partner", sa.String(), nullable=True))
    op.create_table(
        "partner",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("ride_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_partner"),
    )
    op.create_table(
        "referral_quota",
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("beds", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["partner"], ["partner.code"], name="fk_referral_quota_partner"),
        sa.PrimaryKeyConstraint("partner", "group", name="pk_referral_quota"),
    )
    _referral()
    _offered_beds()
    _onward_referral()


def downgrade() -> None:
    """Take it back."""
    for table in ("onward_referral", "offered_beds", "referral", "referral_quota", "partner"):
        op.drop_table(table)
    op.drop_column("users", "partner")


def _referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("answer_by", sa.BigInteger(), nullable=False),
        sa.Column("mrn", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("wanted_from", sa.BigInteger(), nullable=False),
        sa.Column("stay_minutes", sa.Integer(), nullable=False),
        sa.Column("by_telephone", sa.Boolean(), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("within_quota", sa.Boolean(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partner.code"], name="fk_referral_partner"),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_referral_specialty"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_referral_demand_id"),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_referral_encounter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
    )
    for column in ("asked_at", "state", "changed_at", "demand_id", "received_at"):
        op.create_index(f"ix_referral_{column}", "referral", [column], unique=False)


def _offered_beds() -> None:
    op.create_table(
        "offered_beds",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("beds", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partner.code"], name="fk_offered_beds_partner"),
        sa.PrimaryKeyConstraint("id", name="pk_offered_beds"),
    )
    op.create_index("ix_offered_beds_end", "offered_beds", ["end"], unique=False)


def _onward_referral() -> None:
    op.create_table(
        "onward_referral",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("physician", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.Column("marked_by", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.Column("partner", sa.String(), nullable=True),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.Column("answer_by", sa.BigInteger(), nullable=True),
        sa.Column("comes_at", sa.BigInteger(), nullable=True),
        sa.Column("declined", sa.Text(), nullable=False),
        sa.Column("reason_off", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_onward_referral_patient_id"),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_onward_referral_encounter_id"),
        sa.ForeignKeyConstraint(["partner"], ["partner.code"], name="fk_onward_referral_partner"),
        sa.ForeignKeyConstraint(["offer_id"], ["offered_beds.id"], name="fk_onward_referral_offer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_onward_referral"),
    )
    for column in ("encounter_id", "state", "changed_at", "offer_id"):
        op.create_index(f"ix_onward_referral_{column}", "onward_referral", [column], unique=False)

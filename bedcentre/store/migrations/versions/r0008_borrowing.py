"""Who treats during each stay, and what departments say about borrowed beds."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

STAYS_BEGIN = ("PatientAdmitted", "PatientMoved", "PatientReturned")


def upgrade() -> None:
    """Apply the change; who treated until now is in the journal."""
    _treatment()
    _agreements()
    _said()


def downgrade() -> None:
    """Take it back."""
    for table in ("statement_correction", "marked_night", "give_back_refusal", "give_back_agreement", "treatment"):
        op.drop_table(table)


def _treatment() -> None:
    treatment = op.create_table(
        "treatment",
        sa.Column("stay_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["stay_id"], ["actual_interval.id"], name="fk_treatment_stay_id"),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_treatment_specialty"),
        sa.PrimaryKeyConstraint("stay_id", name="pk_treatment"),
    )
    journal = sa.table("journal", sa.column("type", sa.String), sa.column("payload", sa.Text))
    rows = op.get_bind().scalars(sa.select(journal.c.payload).where(journal.c.type.in_(STAYS_BEGIN)))
    events = [json.loads(payload) for payload in rows]
    begun = [{"stay_id": each["stay"]["id"], "specialty": each["encounter"]["specialty"]} for each in events]
    if begun:
        op.bulk_insert(treatment, begun)


def _agreements() -> None:
    op.create_table(
        "give_back_agreement",
        sa.Column("encounter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.Column("agreed_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_give_back_agreement_encounter_id"),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_give_back_agreement_ward_id"),
        sa.PrimaryKeyConstraint("encounter_id", "ward_id", name="pk_give_back_agreement"),
    )
    op.create_table(
        "give_back_refusal",
        sa.Column("encounter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.BigInteger(), nullable=False),
        sa.Column("refused_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_give_back_refusal_encounter_id"),
        sa.PrimaryKeyConstraint("encounter_id", name="pk_give_back_refusal"),
    )


def _said() -> None:
    op.create_table(
        "marked_night",
        sa.Column("encounter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.Column("marked_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_marked_night_encounter_id"),
        sa.PrimaryKeyConstraint("encounter_id", "night", name="pk_marked_night"),
    )
    op.create_index("ix_marked_night_night", "marked_night", ["night"], unique=False)
    op.create_table(
        "statement_correction",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lender", sa.String(), nullable=False),
        sa.Column("borrower", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("credit", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lender"], ["specialty.code"], name="fk_statement_correction_lender"),
        sa.ForeignKeyConstraint(["borrower"], ["specialty.code"], name="fk_statement_correction_borrower"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_correction"),
    )
    op.create_index("ix_statement_correction_month", "statement_correction", ["month"], unique=False)

"""Revision 0001, second half: the hospital's state and its journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

TABLES = (
    "patient",
    "encounter",
    "actual_interval",
    "bed_seen",
    "demand",
    "planned_interval",
    "theatre_booking",
    "plan",
    "proposal",
    "counter",
    "journal",
    "bed_event",
    "command",
)
"""In the order in which they can be made."""


def create() -> None:
    """Make the tables."""
    _stays()
    _demands()
    _plans()
    _journal()


def _stays() -> None:
    """Patients and the beds they lie in."""
    op.create_table(
        "patient",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mrn", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patient"),
        sa.UniqueConstraint("mrn", name="uq_patient_mrn"),
    )
    op.create_table(
        "encounter",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("admitted_at", sa.BigInteger(), nullable=False),
        sa.Column("expected_discharge", sa.BigInteger(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("organism", sa.String(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_encounter_patient_id"),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_encounter_specialty"),
        sa.PrimaryKeyConstraint("id", name="pk_encounter"),
    )
    op.create_index("ix_encounter_patient_id", "encounter", ["patient_id"], unique=False)
    op.create_table(
        "actual_interval",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bed_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint('"start" <= "end"', name="ck_actual_interval_half_open"),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_actual_interval_bed_id"),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_actual_interval_encounter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_actual_interval"),
    )
    op.create_index("ix_actual_interval_bed_id_start", "actual_interval", ["bed_id", "start"], unique=False)
    op.create_index("ix_actual_interval_encounter_id", "actual_interval", ["encounter_id"], unique=False)
    op.create_index(
        "ix_actual_interval_open",
        "actual_interval",
        ["bed_id"],
        unique=False,
        sqlite_where=sa.text('"end" IS NULL'),
        postgresql_where=sa.text('"end" IS NULL'),
    )
    op.create_table(
        "bed_seen",
        sa.Column("bed_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_bed_seen_bed_id"),
        sa.PrimaryKeyConstraint("bed_id", name="pk_bed_seen"),
    )


def _demands() -> None:
    """Who needs a bed, and what is promised."""
    op.create_table(
        "demand",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("patient_id", sa.BigInteger(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("wanted_from", sa.BigInteger(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("stay_minutes", sa.Integer(), nullable=False),
        sa.Column("triage", sa.String(), nullable=True),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("prefers", sa.Text(), nullable=False),
        sa.Column("organism", sa.String(), nullable=True),
        sa.Column("encounter_id", sa.BigInteger(), nullable=True),
        sa.Column("procedure", sa.String(), nullable=True),
        sa.Column("surgeon", sa.String(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("pinned_bed_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["encounter_id"], ["encounter.id"], name="fk_demand_encounter_id"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_demand_patient_id"),
        sa.ForeignKeyConstraint(["pinned_bed_id"], ["bed.id"], name="fk_demand_pinned_bed_id"),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_demand_specialty"),
        sa.PrimaryKeyConstraint("id", name="pk_demand"),
    )
    op.create_index("ix_demand_patient_id", "demand", ["patient_id"], unique=False)
    op.create_index("ix_demand_state", "demand", ["state"], unique=False)
    op.create_index("ix_demand_surgeon", "demand", ["surgeon"], unique=False)
    op.create_table(
        "planned_interval",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bed_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint('"start" <= "end"', name="ck_planned_interval_half_open"),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_planned_interval_bed_id"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_planned_interval_demand_id"),
        sa.PrimaryKeyConstraint("id", name="pk_planned_interval"),
    )
    op.create_index("ix_planned_interval_bed_id_start", "planned_interval", ["bed_id", "start"], unique=False)
    op.create_index("ix_planned_interval_demand_id", "planned_interval", ["demand_id"], unique=False)
    op.create_table(
        "theatre_booking",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("theatre_id", sa.BigInteger(), nullable=False),
        sa.Column("surgeon", sa.String(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.CheckConstraint('"start" <= "end"', name="ck_theatre_booking_half_open"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_theatre_booking_demand_id"),
        sa.ForeignKeyConstraint(["session_id"], ["theatre_session.id"], name="fk_theatre_booking_session_id"),
        sa.ForeignKeyConstraint(["theatre_id"], ["theatre.id"], name="fk_theatre_booking_theatre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_theatre_booking"),
        sa.UniqueConstraint("demand_id", name="uq_theatre_booking_demand_id"),
    )
    op.create_index("ix_theatre_booking_theatre_id_start", "theatre_booking", ["theatre_id", "start"], unique=False)


def _plans() -> None:
    """Plans and their proposals."""
    op.create_table(
        "plan",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("placed", sa.Integer(), nullable=False),
        sa.Column("unplaced", sa.Integer(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("bound", sa.Text(), nullable=True),
        sa.Column("greedy_levels", sa.Text(), nullable=True),
        sa.Column("items", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("bed_id", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=True),
        sa.Column("operation_start", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_proposal_bed_id"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name="fk_proposal_demand_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_proposal_plan_id"),
        sa.ForeignKeyConstraint(["session_id"], ["theatre_session.id"], name="fk_proposal_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
    )
    op.create_index("ix_proposal_demand_id", "proposal", ["demand_id"], unique=False)
    op.create_index("ix_proposal_state", "proposal", ["state"], unique=False)


def _journal() -> None:
    """The journal, its counter and its index by bed; commands carried out."""
    op.create_table(
        "counter",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("next_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_counter_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_counter"),
    )
    op.create_table(
        "journal",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_journal"),
    )
    op.create_table(
        "bed_event",
        sa.Column("bed_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name="fk_bed_event_bed_id"),
        sa.ForeignKeyConstraint(["sequence"], ["journal.sequence"], name="fk_bed_event_sequence"),
        sa.PrimaryKeyConstraint("bed_id", "sequence", name="pk_bed_event"),
    )
    op.create_table(
        "command",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_command"),
    )
    op.execute("insert into counter (id, next_id, sequence, seal) values (1, 1, 0, '')")

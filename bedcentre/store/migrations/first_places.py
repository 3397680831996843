"""Revision 0001, first half: what a seed plants and no command changes, and those who sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

TABLES = (
    "meta",
    "specialty",
    "procedure",
    "surgeon",
    "ward",
    "room",
    "bed",
    "sister",
    "theatre",
    "theatre_session",
    "past_stay",
    "users",
    "user_ward",
)
"""In the order in which they can be made."""


def create() -> None:
    """Make the tables."""
    _catalogue()
    _places()
    _theatres()
    _past()
    _users()


def _catalogue() -> None:
    """Disciplines, and what a seed says of the database."""
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "specialty",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("surgical", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_specialty"),
    )
    op.create_table(
        "procedure",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("preparation_minutes", sa.Integer(), nullable=False),
        sa.Column("theatre_minutes", sa.Integer(), nullable=False),
        sa.Column("recovery_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_procedure_specialty"),
        sa.PrimaryKeyConstraint("code", name="pk_procedure"),
    )
    op.create_table(
        "surgeon",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_surgeon_specialty"),
        sa.PrimaryKeyConstraint("code", name="pk_surgeon"),
    )


def _places() -> None:
    """Wards, rooms, beds, and which discipline may use them."""
    op.create_table(
        "ward",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("campus", sa.String(), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("in_pool", sa.Boolean(), nullable=False),
        sa.Column("reserve_beds", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_ward_specialty"),
        sa.PrimaryKeyConstraint("id", name="pk_ward"),
        sa.UniqueConstraint("code", name="uq_ward_code"),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("sex_policy", sa.String(), nullable=False),
        sa.Column("negative_pressure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_room_ward_id"),
        sa.PrimaryKeyConstraint("id", name="pk_room"),
    )
    op.create_table(
        "bed",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("ward_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("floating", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name="fk_bed_room_id"),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_bed_ward_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bed"),
        sa.UniqueConstraint("label", name="uq_bed_label"),
    )
    op.create_table(
        "sister",
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("ward_id", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_sister_specialty"),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_sister_ward_id"),
        sa.PrimaryKeyConstraint("specialty", "ward_id", name="pk_sister"),
    )


def _theatres() -> None:
    """Theatres and their sessions."""
    op.create_table(
        "theatre",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_theatre"),
        sa.UniqueConstraint("code", name="uq_theatre_code"),
    )
    op.create_table(
        "theatre_session",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("theatre", sa.String(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("surgeon", sa.String(), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["specialty"], ["specialty.code"], name="fk_theatre_session_specialty"),
        sa.ForeignKeyConstraint(["surgeon"], ["surgeon.code"], name="fk_theatre_session_surgeon"),
        sa.ForeignKeyConstraint(["theatre"], ["theatre.code"], name="fk_theatre_session_theatre"),
        sa.PrimaryKeyConstraint("id", name="pk_theatre_session"),
    )


def _past() -> None:
    """Finished stays to learn from."""
    op.create_table(
        "past_stay",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mrn", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("ward", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("diagnosis", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("admitted_at", sa.BigInteger(), nullable=False),
        sa.Column("discharged_at", sa.BigInteger(), nullable=False),
        sa.Column("expected_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_past_stay"),
    )


def _users() -> None:
    """Those who sign in."""
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("surgeon", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
    )
    op.create_table(
        "user_ward",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ward_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_user_ward_user_id"),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name="fk_user_ward_ward_id"),
        sa.PrimaryKeyConstraint("user_id", "ward_id", name="pk_user_ward"),
    )

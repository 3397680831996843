"""The first tables."""

from __future__ import annotations

from alembic import op

from bedcentre.store.migrations import first_places, first_state

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply the change."""
    first_places.create()
    first_state.create()


def downgrade() -> None:
    """Take it back."""
    for table in reversed((*first_places.TABLES, *first_state.TABLES)):
        op.drop_table(table)

"""The first tables."""

from __future__ import annotations

from alembic import op

from bedcentre.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply the change."""
    metadata.create_all(op.get_bind())
    op.execute("insert into counter (id, next_id, sequence, seal) values (1, 1, 0, '')")


def downgrade() -> None:
    """Take it back."""
    metadata.drop_all(op.get_bind())

"""A proposal may take the place of a promise in danger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("proposal", sa.Column("replaces", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("proposal", "replaces")

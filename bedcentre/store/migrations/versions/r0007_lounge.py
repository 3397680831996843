"""The discharge lounge; departures by when they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("encounter", sa.Column("lounge_since", sa.BigInteger(), nullable=True))
    op.create_index("ix_encounter_left_at", "encounter", ["left_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_encounter_left_at", "encounter")
    op.drop_column("encounter", "lounge_since")

"""A reminder whose hour is inside newer quiet hours waits for their end, until the person says otherwise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Reminders that ring inside quiet hours now go on: nobody knows which of them were confirmed.
    op.add_column("reminders", sa.Column("waits_until", sa.Time()))


def downgrade() -> None:
    op.drop_column("reminders", "waits_until")

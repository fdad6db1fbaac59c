"""The outbox no longer says which rows wait for a healthy Telegram: how often a row was sent tells that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite has dropped columns by itself since 3.35, the oldest that Unknot takes. Copying the table, as batch
# mode does, would lose the highest id that was ever given.


def upgrade() -> None:
    op.drop_column("outbox", "needs_health")


def downgrade() -> None:
    op.add_column(
        "outbox", sa.Column("needs_health", sa.Boolean(), nullable=False, server_default=sa.false())
    )

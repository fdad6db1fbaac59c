"""The outbox loses the column for rows that wait for a healthy Telegram: the number of calls shows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite can drop columns itself since version 3.35, the oldest that Unknot accepts. Batch mode would copy the
# table, and the copy would lose the highest id that was ever used.


def upgrade() -> None:
    op.drop_column("outbox", "needs_health")


def downgrade() -> None:
    op.add_column(
        "outbox", sa.Column("needs_health", sa.Boolean(), nullable=False, server_default=sa.false())
    )

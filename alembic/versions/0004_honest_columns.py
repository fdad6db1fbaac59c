"""Columns say what they hold: when a message was written, and whether it was recalled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Columns are renamed, added and dropped one by one, which SQLite does by itself. Copying the table, as batch
# mode does, would lose the highest id that was ever given.


def upgrade() -> None:
    op.drop_index("ix_outbox_due_at", table_name="outbox")
    op.alter_column("outbox", "due_at", new_column_name="written_at")
    op.create_index("ix_outbox_written_at", "outbox", ["written_at"], unique=False)
    # A row in flight was recalled by letting it expire at the moment at which it was written.
    op.add_column("outbox", sa.Column("is_recalled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE outbox SET is_recalled = (state = 'sending' AND expires_at <= written_at)")


def downgrade() -> None:
    op.execute("UPDATE outbox SET expires_at = written_at WHERE is_recalled AND state = 'sending'")
    op.drop_column("outbox", "is_recalled")
    op.drop_index("ix_outbox_written_at", table_name="outbox")
    op.alter_column("outbox", "written_at", new_column_name="due_at")
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"], unique=False)

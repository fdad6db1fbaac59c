"""A message of a group with topics goes to a topic; a session and a reminder remember theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("sessions", "reminders", "outbox")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("topic", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "topic")

"""A start looks only at the reminders that a wrong clock may have moved, and not at all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

EARLIER = "WHEN (ring_at IS NULL) THEN snooze_at WHEN (snooze_at < ring_at) THEN snooze_at"
PLANNED = f"CASE {EARLIER} ELSE ring_at END"
INDEXES = {
    "ix_reminders_snoozed": "snooze_at IS NOT NULL",
    "ix_reminders_keeps_moment": "keeps_moment IS true AND ring_at IS NOT NULL",
    "ix_reminders_put_off": f"due_at > {PLANNED}",
}


def upgrade() -> None:
    for name, which in INDEXES.items():
        op.create_index(
            name,
            "reminders",
            ["chat_id"],
            sqlite_where=sa.text(which.replace("IS true", "IS 1")),
            postgresql_where=sa.text(which),
        )


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "reminders")

"""A message that is sent instead of an edit has the kind `replacement`.

Until now its kind was `fresh_card`, but such a message is a card only if the edit was one of a card.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE outbox SET kind = 'replacement' WHERE kind = 'fresh_card'")


def downgrade() -> None:
    op.execute("UPDATE outbox SET kind = 'fresh_card' WHERE kind = 'replacement'")

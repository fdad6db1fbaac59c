"""A chat remembers with which opener a ring brought a tip, so that no ring opens as the one before it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tips_shown", sa.Column("opener", sa.String()))


def downgrade() -> None:
    op.drop_column("tips_shown", "opener")

"""Several equal processes share a database: who is alive, what they share, and the turn of each chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("chats", sa.Column("spent_until", MOMENT))
    op.create_table(
        "processes",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_processes"),
    )
    op.create_table(
        "shared",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("lease_until", MOMENT),
        sa.Column("term", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("value", sa.JSON()),
        sa.PrimaryKeyConstraint("name", name="pk_shared"),
    )
    op.execute("INSERT INTO shared (name) VALUES ('pace'), ('intake'), ('clock')")


def downgrade() -> None:
    op.drop_table("shared")
    op.drop_table("processes")
    op.drop_column("chats", "spent_until")

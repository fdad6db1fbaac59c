"""People add sessions afterwards, say when their day begins, hide their streak, and choose dark pictures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def added() -> list[sa.Column[object]]:
    """Return the new columns of chats."""
    return [
        sa.Column("day_begins", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("shows_streak", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("dark", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def upgrade() -> None:
    for column in added():
        op.add_column("chats", column)
    op.create_table(
        "added_sessions",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_added_sessions_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_added_sessions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_added_sessions_chat_id", "added_sessions", ["chat_id"])


def downgrade() -> None:
    op.drop_table("added_sessions")
    for column in reversed(added()):
        op.drop_column("chats", column.name)

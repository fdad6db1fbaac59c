"""Whoever runs the bot sends news to everybody, and people can turn news off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNCOUNTED = sa.text("kind = 'news' AND is_mentioned IS false")
UNCOUNTED_IN_SQLITE = sa.text("kind = 'news' AND is_mentioned IS 0")


def _chat(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["chat_id"], ["chats.id"], name=f"fk_{name}_chat_id_chats", onupdate="CASCADE", ondelete="CASCADE"
    )


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))


def upgrade() -> None:
    wants = sa.Column("wants_news", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("chats", wants)
    op.create_table(
        "broadcasts",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("news", sa.JSON(), nullable=False),
        sa.Column("running", sa.Integer()),
        sa.Column("is_stopped", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("card", sa.BigInteger()),
        sa.Column("reached", sa.BigInteger()),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        *(_count(name) for name in ("total", "sent", "unknown", "failed", "left_out")),
        sa.Column("is_shown", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("shown_at", sa.DateTime(timezone=True)),
        _chat("broadcasts"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sa.UniqueConstraint("running", name="uq_broadcasts_running"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcasts_chat_id", "broadcasts", ["chat_id"])
    op.create_table(
        "broadcast_waits",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", ID, nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _chat("broadcast_waits"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_broadcast_waits"),
    )
    op.create_index("ix_broadcast_waits_broadcast_id_look_at", "broadcast_waits", ["broadcast_id", "look_at"])
    op.create_index(
        "ix_outbox_news",
        "outbox",
        ["state"],
        sqlite_where=UNCOUNTED_IN_SQLITE,
        postgresql_where=UNCOUNTED,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_news", "outbox")
    op.drop_table("broadcast_waits")
    op.drop_table("broadcasts")
    op.drop_column("chats", "wants_news")

"""First tables: chats, sessions, likings, reminders, outbox, receipts, tips shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("safety_yes", sa.String(), nullable=True),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("last_routine", sa.String(), nullable=True),
        sa.Column("last_audience", sa.String(), nullable=True),
        sa.Column("last_minutes", sa.Integer(), nullable=True),
        sa.Column("pace", sa.String(), nullable=False),
        sa.Column("cues", sa.Integer(), nullable=False),
        sa.Column("quiet_begins", sa.Time(), nullable=True),
        sa.Column("quiet_ends", sa.Time(), nullable=True),
        sa.Column("asks_rating", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_table(
        "receipts",
        sa.Column("update_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_receipts"),
    )
    op.create_index("ix_receipts_taken_at", "receipts", ["taken_at"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("ring_on", sa.Date(), nullable=True),
        sa.Column("ring_at", MOMENT, nullable=True),
        sa.Column("rung_on", sa.Date(), nullable=True),
        sa.Column("snooze_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_reminders_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint("chat_id", "at", "days", name="uq_reminders_chat_id_at_days"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_reminders_due_at",
        "reminders",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("routine", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("played", sa.JSON(), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("edit_at", MOMENT, nullable=True),
        sa.Column("card_edited_at", MOMENT, nullable=True),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("feels", sa.String(), nullable=True),
        sa.Column("played_seconds", sa.Integer(), nullable=False),
        sa.Column("pace", sa.String(), nullable=False),
        sa.Column("cues", sa.Integer(), nullable=False),
        sa.Column("cued", sa.Integer(), nullable=False),
        sa.Column("softer", sa.Integer(), nullable=False),
        sa.Column("shows_more", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notifies_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_sessions_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_chat_id", "sessions", ["chat_id"], unique=False)
    op.create_index(
        "ix_sessions_due_at",
        "sessions",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_sessions_notifies_at",
        "sessions",
        ["notifies_at"],
        unique=False,
        sqlite_where=sa.text("notifies_at IS NOT NULL"),
        postgresql_where=sa.text("notifies_at IS NOT NULL"),
    )
    op.create_index(
        "uq_sessions_one_live",
        "sessions",
        ["chat_id"],
        unique=True,
        sqlite_where=sa.text("state = 'outage' OR state = 'paused' OR state = 'running'"),
        postgresql_where=sa.text("state = 'outage' OR state = 'paused' OR state = 'running'"),
    )
    op.create_table(
        "likings",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("technique", sa.String(), nullable=False),
        sa.Column("liking", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_likings_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "technique", name="pk_likings"),
    )
    op.create_table(
        "tips_shown",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_tips_shown_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "tip", name="pk_tips_shown"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("session_id", NUMBER, nullable=True),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("edits", sa.BigInteger(), nullable=True),
        sa.Column("keys_only", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("needs_health", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("is_mentioned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name="fk_outbox_chat_id_chats", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_outbox_session_id_sessions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("chat_id", "kind", "dedup_key", name="uq_outbox_chat_id_kind_dedup_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"], unique=False)
    op.create_index(
        "ix_outbox_live",
        "outbox",
        ["chat_id", "state", "lane", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending' OR state = 'sending'"),
        postgresql_where=sa.text("state = 'pending' OR state = 'sending'"),
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["lane", "expires_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_unknown",
        "outbox",
        ["chat_id"],
        unique=False,
        sqlite_where=sa.text("state = 'unknown'"),
        postgresql_where=sa.text("state = 'unknown'"),
    )
    op.create_index(
        "ix_outbox_session",
        "outbox",
        ["session_id", "id"],
        unique=False,
        sqlite_where=sa.text("session_id IS NOT NULL"),
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )
    op.create_table(
        "own_routines",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=True),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_own_routines_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_own_routines"),
        sa.UniqueConstraint("token", name="uq_own_routines_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_own_routines_chat_id", "own_routines", ["chat_id"], unique=False)
    op.create_table(
        "own_drafts",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("past", sa.JSON(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("renames", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
            name="fk_own_drafts_chat_id_chats",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", name="pk_own_drafts"),
    )


def downgrade() -> None:
    op.drop_table("own_drafts")
    op.drop_index("ix_own_routines_chat_id", table_name="own_routines")
    op.drop_table("own_routines")
    op.drop_index("ix_outbox_session", table_name="outbox")
    op.drop_index("ix_outbox_pending", table_name="outbox")
    op.drop_index("ix_outbox_live", table_name="outbox")
    op.drop_index("ix_outbox_due_at", table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("tips_shown")
    op.drop_table("likings")
    op.drop_index("uq_sessions_one_live", table_name="sessions")
    op.drop_index("ix_sessions_notifies_at", table_name="sessions")
    op.drop_index("ix_sessions_due_at", table_name="sessions")
    op.drop_index("ix_sessions_chat_id", table_name="sessions")
    op.drop_table("sessions")
    op.drop_index("ix_reminders_due_at", table_name="reminders")
    op.drop_table("reminders")
    op.drop_index("ix_receipts_taken_at", table_name="receipts")
    op.drop_table("receipts")
    op.drop_table("chats")

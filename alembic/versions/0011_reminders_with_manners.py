"""Reminders heed who does not answer, who is away, what was done, which tips are liked, and a plan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def added() -> list[tuple[str, sa.Column[object]]]:
    """Return the new columns of tables that exist."""
    return [
        ("chats", sa.Column("asked_of", NUMBER, nullable=True)),
        ("chats", sa.Column("ignored", sa.Integer(), nullable=False, server_default=sa.text("0"))),
        ("chats", sa.Column("unheard_on", sa.Date(), nullable=True)),
        ("chats", sa.Column("weekly_from", sa.Date(), nullable=True)),
        ("chats", sa.Column("back_on", sa.Date(), nullable=True)),
        ("chats", sa.Column("told_at", MOMENT, nullable=True)),
        ("chats", sa.Column("better_asked_on", sa.Date(), nullable=True)),
        ("reminders", sa.Column("snooze_from", MOMENT, nullable=True)),
        ("reminders", sa.Column("is_paused", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("reminders", sa.Column("cue", sa.String(), nullable=True)),
        ("reminders", sa.Column("own_cue", sa.String(), nullable=True)),
        ("reminders", sa.Column("barrier", sa.String(), nullable=True)),
        ("tips_shown", sa.Column("times", sa.Integer(), nullable=False, server_default=sa.text("1"))),
    ]


def upgrade() -> None:
    for table, column in added():
        op.add_column(table, column)
    is_told = sa.text("told_at IS NOT NULL")
    op.create_index("ix_chats_told_at", "chats", ["told_at"], sqlite_where=is_told, postgresql_where=is_told)
    _of_a_chat(
        "tags_liked", "tag", sa.Column("tag", sa.String()), sa.Column("liked", sa.Integer(), nullable=False)
    )
    _of_a_chat(
        "done_days",
        "on",
        sa.Column("on", sa.Date()),
        sa.Column("what", sa.String()),
        sa.Column("at", MOMENT, nullable=False),
        more_of_key=("what",),
    )


def downgrade() -> None:
    op.drop_table("done_days")
    op.drop_table("tags_liked")
    op.drop_index("ix_chats_told_at", table_name="chats")
    for table, column in reversed(added()):
        op.drop_column(table, column.name)


def _of_a_chat(name: str, key: str, *columns: sa.Column[object], more_of_key: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        *(sa.Column(each.name, each.type, nullable=False) for each in columns),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=f"fk_{name}_chat_id_chats", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", key, *more_of_key, name=f"pk_{name}"),
    )

"""A reminder may ring once, on a date; and the bot remembers for which days it has asked the hour.

The way back deletes single rings, which the older version does not know.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

OLD = ("id", "chat_id", "at", "days", "ring_on", "ring_at", "rung_on", "snooze_at", "due_at")


def upgrade() -> None:
    op.add_column("chats", sa.Column("asked_days", sa.Integer(), nullable=True))
    op.add_column("chats", sa.Column("asked_on", sa.Date(), nullable=True))
    _change(
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("once_on", sa.Date(), nullable=True),
        sa.Column("keeps_moment", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _unique("uq_reminders_weekly", "days", "once_on IS NULL")
    _unique("uq_reminders_single", "once_on", "once_on IS NOT NULL AND keeps_moment IS 0")


def downgrade() -> None:
    op.execute("DELETE FROM reminders WHERE once_on IS NOT NULL")
    op.drop_index("uq_reminders_single", table_name="reminders")
    op.drop_index("uq_reminders_weekly", table_name="reminders")
    _change(
        sa.Column("days", sa.Integer(), nullable=False),
        sa.UniqueConstraint("chat_id", "at", "days", name="uq_reminders_chat_id_at_days"),
    )
    op.drop_column("chats", "asked_on")
    op.drop_column("chats", "asked_days")


def _change(days: sa.Column[int], *more: sa.Column[object] | sa.UniqueConstraint) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(days, *more)
    else:
        _alter(days.nullable)


def _alter(to_newer: bool | None) -> None:
    """Change the table of PostgreSQL where it is. Only the newer version allows NULL."""
    op.alter_column("reminders", "days", nullable=to_newer)
    if to_newer:
        op.drop_constraint("uq_reminders_chat_id_at_days", "reminders")
        op.add_column("reminders", sa.Column("once_on", sa.Date(), nullable=True))
        op.add_column(
            "reminders", sa.Column("keeps_moment", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    else:
        op.drop_column("reminders", "keeps_moment")
        op.drop_column("reminders", "once_on")
        op.create_unique_constraint("uq_reminders_chat_id_at_days", "reminders", ["chat_id", "at", "days"])


def _rebuild(days: sa.Column[int], *more: sa.Column[object] | sa.UniqueConstraint) -> None:
    """Make the table anew and copy its rows: SQLite cannot take a constraint away.

    The table that is copied is the renamed one, so that the new one has its name without quotes. No id is
    given twice: the copy does not forget the highest id that was ever used.
    """
    highest = op.get_bind().execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'reminders'"))
    before = highest.scalar_one_or_none()
    op.drop_index("ix_reminders_due_at", table_name="reminders")
    op.rename_table("reminders", "reminders_before")
    op.create_table(
        "reminders",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        days,
        *(each for each in more if isinstance(each, sa.Column)),
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
        *(each for each in more if isinstance(each, sa.UniqueConstraint)),
        sqlite_autoincrement=True,
    )
    _copy(OLD)
    op.drop_table("reminders_before")
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'reminders'")
    if before is not None:
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('reminders', {int(before)})")
    _index("ix_reminders_due_at", ["due_at"], "due_at IS NOT NULL", unique=False)


def _copy(names: Sequence[str]) -> None:
    listed = ", ".join(names)
    op.execute(f"INSERT INTO reminders ({listed}) SELECT {listed} FROM reminders_before")


def _unique(name: str, day: str, which: str) -> None:
    _index(name, ["chat_id", "at", day], which, unique=True)


def _index(name: str, columns: list[str], which: str, *, unique: bool) -> None:
    where, on_server = sa.text(which), sa.text(which.replace("IS 0", "IS false"))
    op.create_index(name, "reminders", columns, unique=unique, sqlite_where=where, postgresql_where=on_server)

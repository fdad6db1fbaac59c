"""A reminder may ring once, on a date; and the bot remembers for which days it has asked the hour.

The way back deletes single rings, which the older version does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("asked_days", sa.Integer(), nullable=True))
    op.add_column("chats", sa.Column("asked_on", sa.Date(), nullable=True))
    op.add_column("reminders", sa.Column("once_on", sa.Date(), nullable=True))
    op.add_column(
        "reminders", sa.Column("keeps_moment", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    # SQLite cannot take back a constraint, so the table is copied.
    with _keeps_highest_id(), op.batch_alter_table("reminders", recreate="always", **_AUTOINCREMENT) as table:
        table.drop_constraint("uq_reminders_chat_id_at_days", type_="unique")
        table.alter_column("days", existing_type=sa.Integer(), nullable=True)
    _unique("uq_reminders_weekly", "days", "once_on IS NULL")
    _unique("uq_reminders_single", "once_on", "once_on IS NOT NULL")


def downgrade() -> None:
    op.execute("DELETE FROM reminders WHERE once_on IS NOT NULL")
    op.drop_index("uq_reminders_single", table_name="reminders")
    op.drop_index("uq_reminders_weekly", table_name="reminders")
    with _keeps_highest_id(), op.batch_alter_table("reminders", recreate="always", **_AUTOINCREMENT) as table:
        table.drop_column("keeps_moment")
        table.drop_column("once_on")
        table.alter_column("days", existing_type=sa.Integer(), nullable=False)
        table.create_unique_constraint("uq_reminders_chat_id_at_days", ["chat_id", "at", "days"])
    op.drop_column("chats", "asked_on")
    op.drop_column("chats", "asked_days")


_AUTOINCREMENT = {"table_kwargs": {"sqlite_autoincrement": True}}


@contextmanager
def _keeps_highest_id() -> Iterator[None]:
    """No id is given twice: the copy of a table must not forget the highest id that was ever used."""
    highest = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'reminders'")
    before = op.get_bind().execute(highest).scalar_one_or_none()
    yield
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'reminders'")
    if before is not None:
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('reminders', {int(before)})")


def _unique(name: str, day: str, which: str) -> None:
    op.create_index(
        name,
        "reminders",
        ["chat_id", "at", day],
        unique=True,
        sqlite_where=sa.text(which),
        postgresql_where=sa.text(which),
    )

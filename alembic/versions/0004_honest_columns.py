"""Columns get names that say what they hold, and new columns say what a message belongs to.

The way back drops `sessions.ended_on`. The next upgrade works the date out again, in the zone that the chat
has by then: if the chat has moved to another zone since, the date may be another one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

DRAFTS = sa.table(
    "own_drafts",
    sa.column("chat_id", sa.BigInteger()),
    sa.column("past", sa.JSON()),
    sa.column("edits", NUMBER),
)

# Columns are renamed, added and dropped one by one, which SQLite can do itself. Batch mode would copy the
# table, and the copy would lose the highest id that was ever used.


def upgrade() -> None:
    op.drop_index("ix_outbox_due_at", table_name="outbox")
    op.alter_column("outbox", "due_at", new_column_name="written_at")
    op.create_index("ix_outbox_written_at", "outbox", ["written_at"], unique=False)
    # Until now a row in flight was recalled by setting its `expires_at` to the moment of its writing.
    op.add_column("outbox", sa.Column("is_recalled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE outbox SET is_recalled = (state = 'sending' AND expires_at <= written_at)")
    op.add_column("outbox", sa.Column("reminder_id", NUMBER, nullable=True))
    _name_reminders()
    op.add_column("outbox", sa.Column("about", NUMBER, nullable=True))
    # Until now a removal had the same key as its cue, and a tidy row the same key as its question.
    _point(from_kind="removal", to_kind="cue")
    _point(from_kind="tidy", to_kind="notice")
    op.add_column("own_drafts", sa.Column("edits", NUMBER, nullable=True))
    _part_drafts()
    op.add_column("sessions", sa.Column("ended_on", sa.Date(), nullable=True))
    _date_ends()


def downgrade() -> None:
    op.drop_column("sessions", "ended_on")
    _join_drafts()
    op.drop_column("own_drafts", "edits")
    op.drop_column("outbox", "about")
    op.drop_column("outbox", "reminder_id")
    op.execute("UPDATE outbox SET expires_at = written_at WHERE is_recalled AND state = 'sending'")
    op.drop_column("outbox", "is_recalled")
    op.drop_index("ix_outbox_written_at", table_name="outbox")
    op.alter_column("outbox", "written_at", new_column_name="due_at")
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"], unique=False)


def _name_reminders() -> None:
    """Fill `reminder_id` from the keys: `7:2026-11-23` is the key of a ring of reminder 7."""
    outbox = sa.table(
        "outbox",
        sa.column("id", NUMBER),
        sa.column("kind", sa.String()),
        sa.column("dedup_key", sa.String()),
        sa.column("reminder_id", NUMBER),
    )
    is_ring = outbox.c.kind.in_(["reminder", "snooze"])
    rings = op.get_bind().execute(sa.select(outbox.c.id, outbox.c.dedup_key).where(is_ring)).all()
    reminders = [(id, _reminder_in(key)) for id, key in rings]
    named = [{"b_id": id, "b_reminder": number} for id, number in reminders if number is not None]
    if named:
        of_row = sa.update(outbox).where(outbox.c.id == sa.bindparam("b_id"))
        op.get_bind().execute(of_row.values(reminder_id=sa.bindparam("b_reminder")), named)


def _reminder_in(key: str) -> int | None:
    """Return the reminder that the key of a ring names; None if the key has another form."""
    found = re.match("([0-9]{1,18}):", key)
    return None if found is None else int(found[1])


def _point(from_kind: str, to_kind: str) -> None:
    """Let rows of `from_kind` without message and turn point to the row of `to_kind` with the same key."""
    op.execute(
        "UPDATE outbox SET about = (SELECT other.id FROM outbox AS other"
        f" WHERE other.chat_id = outbox.chat_id AND other.kind = '{to_kind}'"
        " AND other.dedup_key = outbox.dedup_key)"
        f" WHERE kind = '{from_kind}' AND turn IS NULL AND edits IS NULL"
    )


def _part_drafts() -> None:
    """Move the routine that a draft edits from the JSON of its past to a column."""
    drafts = op.get_bind().execute(sa.select(DRAFTS.c.chat_id, DRAFTS.c.past)).all()
    for chat, past in drafts:
        if isinstance(past, dict):
            _write_draft(chat, past=past["past"], edits=past["edits"])


def _join_drafts() -> None:
    edited = sa.select(DRAFTS.c.chat_id, DRAFTS.c.past, DRAFTS.c.edits).where(DRAFTS.c.edits.is_not(None))
    for chat, past, edits in op.get_bind().execute(edited).all():
        _write_draft(chat, past={"edits": edits, "past": past})


def _write_draft(chat: int, **values: object) -> None:
    op.get_bind().execute(sa.update(DRAFTS).where(DRAFTS.c.chat_id == chat).values(**values))


def _date_ends() -> None:
    """Give ended sessions the local date of their end, in the zone that their chat has now."""
    sessions = sa.table(
        "sessions",
        sa.column("id", NUMBER),
        sa.column("chat_id", sa.BigInteger()),
        sa.column("ended_at", sa.DateTime(timezone=True)),
        sa.column("ended_on", sa.Date()),
    )
    chats = sa.table("chats", sa.column("id", sa.BigInteger()), sa.column("zone", sa.String()))
    ended = (
        sa.select(sessions.c.id, sessions.c.ended_at, chats.c.zone)
        .join(chats, chats.c.id == sessions.c.chat_id)
        .where(sessions.c.ended_at.is_not(None), chats.c.zone.is_not(None))
    )
    dates = [
        {"b_id": id, "b_on": _date_in(zone, ended_at)}
        for id, ended_at, zone in op.get_bind().execute(ended).all()
    ]
    if dates:
        of_session = sa.update(sessions).where(sessions.c.id == sa.bindparam("b_id"))
        op.get_bind().execute(of_session.values(ended_on=sa.bindparam("b_on")), dates)


def _date_in(zone: str, moment: datetime) -> date | None:
    """Return the date in `zone`; None if there is no such zone."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        return aware.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return None

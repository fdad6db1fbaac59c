"""The tables, their constraints, and the indexes that the frequent questions use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    String,
    Table,
    Time,
    UniqueConstraint,
    and_,
    case,
    false,
    literal_column,
    text,
    true,
)

from bot.domain.pictures import Pictures
from bot.domain.session import LIVE, State
from bot.ports import Kind, RowState
from bot.ports.kinds import Rules, kinds_where
from bot.storage.broadcast_tables import broadcast_waits as broadcast_waits
from bot.storage.broadcast_tables import broadcasts as broadcasts
from bot.storage.columns import Span, Utc
from bot.storage.schema import Id as Id
from bot.storage.schema import chat_id, partial_index
from bot.storage.schema import is_one_of as is_one_of
from bot.storage.schema import metadata as metadata

# It means "no limit". It is a real value, so that such rows come last in the index that the claim uses.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)

chats = Table(
    "chats",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("language", String, nullable=False),
    Column("zone", String),
    Column("safety_yes", String),
    Column("asked", String),
    Column("asked_days", Integer),
    Column("asked_on", Date),
    Column("asked_of", Id),
    Column("is_gone", Boolean, nullable=False),
    Column("last_routine", String),
    Column("last_audience", String),
    Column("last_minutes", Integer),
    Column("pace", String, nullable=False),
    Column("cues", Integer, nullable=False),
    Column("quiet_begins", Time),
    Column("quiet_ends", Time),
    Column("asks_rating", Boolean, nullable=False),
    Column("held_until", Utc),
    Column("spent_until", Utc),  # people's time; used only where several processes share the turns of chats
    # Since when nobody has answered the reminders.
    Column("ignored", Integer, nullable=False, server_default=text("0")),
    Column("unheard_on", Date),
    Column("weekly_from", Date),
    Column("back_on", Date),
    Column("told_at", Utc),
    Column("better_asked_on", Date),
    Column("day_begins", Integer, nullable=False, server_default=text("0")),
    Column("shows_streak", Boolean, nullable=False, server_default=true()),
    Column("dark", Boolean, nullable=False, server_default=false()),
    Column("pictures", String, nullable=False, server_default=Pictures.on.value),
    Column("wants_news", Boolean, nullable=False, server_default=true()),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    chat_id(),
    Column("routine", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("step_number", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("remaining", Span, nullable=False),
    Column("played", JSON, nullable=False),
    Column("ends_at", Utc),
    Column("edit_at", Utc),
    Column("card_edited_at", Utc),
    Column("paused_at", Utc),
    Column("ended_at", Utc),
    Column("ended_on", Date),
    Column("feels", String),
    Column("played_seconds", Integer, nullable=False),
    Column("pace", String, nullable=False),
    Column("cues", Integer, nullable=False),
    Column("cued", Integer, nullable=False),
    Column("softer", Integer, nullable=False),
    Column("shows_more", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("notifies_at", Utc),
    Column("due_at", Utc),
    Column("topic", BigInteger),
    Index("ix_sessions_chat_id", "chat_id"),
    sqlite_autoincrement=True,
)

session_is_live = is_one_of(sessions.c.state, LIVE)
session_is_finished = is_one_of(sessions.c.state, frozenset({State.finished}))  # no parameter: see `is_kind`

partial_index("uq_sessions_one_live", session_is_live, sessions.c.chat_id, unique=True)

likings = Table(
    "likings",
    metadata,
    chat_id(primary_key=True),
    Column("technique", String, primary_key=True),
    Column("liking", String, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", Id, primary_key=True),
    chat_id(),
    Column("at", Time, nullable=False),
    # A single ring has a date and no days.
    Column("days", Integer),
    Column("once_on", Date),
    Column("keeps_moment", Boolean, nullable=False, server_default=false()),
    Column("ring_on", Date),
    Column("ring_at", Utc),
    Column("rung_on", Date),
    Column("snooze_at", Utc),
    Column("due_at", Utc),
    Column("topic", BigInteger),
    Column("snooze_from", Utc),
    Column("is_paused", Boolean, nullable=False, server_default=false()),
    # The moment of the day in an if-then plan: one of ours, or the person's own words.
    Column("cue", String),
    Column("own_cue", String),
    Column("barrier", String),
    # The end of the quiet hours in which it may not ring; it rings then.
    Column("waits_until", Time),
    sqlite_autoincrement=True,
)

reminder_is_single = reminders.c.once_on.is_not(None)
reminder_is_weekly = reminders.c.once_on.is_(None)
# A ring for a span, "in 20 minutes", gets another hour when the zone changes, which others may have already.
reminder_is_dated = and_(reminder_is_single, reminders.c.keeps_moment.is_(False))

# Few reminders are these at any time. Each start asks for them, and must not look at all reminders for that.
reminder_is_snoozed = reminders.c.snooze_at.is_not(None)
reminder_keeps_moment = and_(reminders.c.keeps_moment.is_(True), reminders.c.ring_at.is_not(None))
reminder_planned_at: ColumnElement[datetime] = case(
    (reminders.c.ring_at.is_(None), reminders.c.snooze_at),
    (reminders.c.snooze_at < reminders.c.ring_at, reminders.c.snooze_at),
    else_=reminders.c.ring_at,
)
# Without `due_at IS NOT NULL`: with it SQLite would walk through all of the index of what is due.
reminder_is_put_off = reminders.c.due_at > reminder_planned_at

for _name, _day, _which in (
    ("uq_reminders_weekly", reminders.c.days, reminder_is_weekly),
    ("uq_reminders_single", reminders.c.once_on, reminder_is_dated),
):
    partial_index(_name, _which, reminders.c.chat_id, reminders.c.at, _day, unique=True)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    chat_id(),
    Column("kind", String, nullable=False),
    Column("dedup_key", String, nullable=False),
    Column("session_id", Id, ForeignKey("sessions.id", ondelete="CASCADE")),
    # These are no foreign keys: a row does not change when its reminder, or the row that it is about, is
    # deleted. No id is used twice.
    Column("reminder_id", Id),
    Column("about", Id),
    Column("lane", Integer, nullable=False),
    Column("written_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("is_recalled", Boolean, nullable=False, server_default=false()),
    Column("not_before", Utc),
    Column("payload", JSON(none_as_null=True)),
    Column("edits", BigInteger),
    Column("keys_only", Boolean, nullable=False),
    Column("turn", Integer),
    Column("state", String, nullable=False),
    Column("owner", String),
    Column("fence", Integer, nullable=False),
    Column("lease_until", Utc),
    Column("claimed_at", Utc),
    Column("attempts", Integer, nullable=False),
    Column("sends", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("error", String),
    Column("is_mentioned", Boolean, nullable=False),
    # Of a group with topics. A message in its general topic, and in any other chat, has none.
    Column("topic", BigInteger),
    # The picture of the message that the row has sent or changes. NULL: it has none.
    Column("shows", String),
    UniqueConstraint("chat_id", "kind", "dedup_key"),
    Index("ix_outbox_written_at", "written_at"),
    sqlite_autoincrement=True,
)

row_is_pending = is_one_of(outbox.c.state, frozenset({RowState.pending}))
row_is_sending = is_one_of(outbox.c.state, frozenset({RowState.sending}))
row_is_unknown = is_one_of(outbox.c.state, frozenset({RowState.unknown}))
row_is_live = is_one_of(outbox.c.state, frozenset({RowState.pending, RowState.sending}))


def is_kind(kind: Kind, table: FromClause = outbox) -> ColumnElement[bool]:
    """Return the condition that a row is of this kind, without a parameter.

    An index has a condition on the kind. So with a parameter, SQLite would prepare the statement each time
    that it runs. That can take ten times as long as the statement itself.
    """
    condition: ColumnElement[bool] = table.c.kind == literal_column(f"'{kind.value}'")
    return condition


news_is_uncounted = and_(is_kind(Kind.news), outbox.c.is_mentioned.is_(False))


def kind_is(answer: Callable[[Rules], bool], table: FromClause = outbox) -> ColumnElement[bool]:
    """Return the condition that the rules of a row's kind satisfy `answer`.

    The kinds are spelt out: SQLAlchemy would expand a list of parameters anew for every execution.
    """
    kinds: ColumnElement[str] = table.c.kind
    return kinds.in_([literal_column(f"'{kind.value}'") for kind in sorted(kinds_where(answer))])


partial_index("ix_sessions_due_at", sessions.c.due_at.is_not(None), sessions.c.due_at)
partial_index("ix_sessions_notifies_at", sessions.c.notifies_at.is_not(None), sessions.c.notifies_at)
partial_index("ix_chats_told_at", chats.c.told_at.is_not(None), chats.c.told_at)
partial_index("ix_reminders_snoozed", reminder_is_snoozed, reminders.c.chat_id)
partial_index("ix_reminders_keeps_moment", reminder_keeps_moment, reminders.c.chat_id)
partial_index("ix_reminders_put_off", reminder_is_put_off, reminders.c.chat_id)
partial_index("ix_reminders_due_at", reminders.c.due_at.is_not(None), reminders.c.due_at)
partial_index("ix_outbox_pending", row_is_pending, outbox.c.lane, outbox.c.expires_at, outbox.c.id)
partial_index("ix_outbox_live", row_is_live, outbox.c.chat_id, outbox.c.state, outbox.c.lane, outbox.c.id)
partial_index("ix_outbox_unknown", row_is_unknown, outbox.c.chat_id)
partial_index("ix_outbox_news", news_is_uncounted, outbox.c.state)
partial_index("ix_outbox_session", outbox.c.session_id.is_not(None), outbox.c.session_id, outbox.c.id)

receipts = Table(
    "receipts",
    metadata,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("taken_at", Utc, nullable=False),
    Index("ix_receipts_taken_at", "taken_at"),
)

# Each bot has an id of its own for a file. They belong to no chat.
files = Table(
    "files",
    metadata,
    Column("bot_id", BigInteger, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("file_id", String, nullable=False),
)

tips_shown = Table(
    "tips_shown",
    metadata,
    chat_id(primary_key=True),
    Column("tip", String, primary_key=True),
    Column("shown_at", Utc, nullable=False),
    Column("times", Integer, nullable=False, server_default=text("1")),
    Column("opener", String),  # the phrase with which the ring opened that brought it; NULL: no ring did
)

tags_liked = Table(
    "tags_liked",
    metadata,
    chat_id(primary_key=True),
    Column("tag", String, primary_key=True),
    Column("liked", Integer, nullable=False),
)

# Days that count by themselves, by local date: what a person has done without a session of ours. Days with
# the word `away` or `outage` are left out of the streak: the person was away, or the bot could not ring.
done_days = Table(
    "done_days",
    metadata,
    chat_id(primary_key=True),
    Column("on", Date, primary_key=True),
    Column("what", String, primary_key=True),
    Column("at", Utc, nullable=False),
)

# Sessions that people had without the bot, and added afterwards.
added_sessions = Table(
    "added_sessions",
    metadata,
    Column("id", Id, primary_key=True),
    chat_id(),
    Column("on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Index("ix_added_sessions_chat_id", "chat_id"),
    sqlite_autoincrement=True,
)

own_routines = Table(
    "own_routines",
    metadata,
    Column("id", Id, primary_key=True),
    chat_id(),
    Column("name", String, nullable=False),
    Column("pieces", JSON, nullable=False),
    Column("token", String),
    Column("sender", String),
    Column("is_deleted", Boolean, nullable=False),
    UniqueConstraint("token"),
    Index("ix_own_routines_chat_id", "chat_id"),
    sqlite_autoincrement=True,
)

own_drafts = Table(
    "own_drafts",
    metadata,
    chat_id(primary_key=True),
    Column("pieces", JSON, nullable=False),
    Column("past", JSON, nullable=False),
    Column("edits", Id),
    Column("asked_at", Utc),
    Column("renames", Id),
)

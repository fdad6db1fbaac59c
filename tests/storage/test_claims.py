from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.domain.ids import ChatId, MessageId
from bot.ports import Kind, Lane, Limits, Outgoing, Row, RowState, Settlement, Turn, Work
from bot.storage.tables import chats, outbox
from tests.sizes import examples
from tests.storage.rows import states
from tests.storage.samples import ANNA, BERT, LEASE, at, begin, chat, claim, now, outgoing, waiting

KINDS = {
    Lane.urgent: Kind.reply,
    Lane.reply: Kind.reply,
    Lane.session: Kind.prompt,
    Lane.reminder: Kind.reminder,
    Lane.countdown: Kind.countdown,
    Lane.farewell: Kind.reply,
    Lane.slow: Kind.track,
    Lane.news: Kind.news,
}


def row(key: str, lane: Lane, to: ChatId = ANNA, **changes: Any) -> Outgoing:
    edits = None if KINDS[lane].rules.is_new else MessageId(7)
    return outgoing(key, to, **{"lane": lane, "kind": KINDS[lane], "edits": edits, **changes})


def keys(connection: Connection, rows: list[Row]) -> list[str]:
    named = {
        found.id: found.dedup_key for found in connection.execute(select(outbox.c.id, outbox.c.dedup_key))
    }
    return [named[row.id] for row in rows]


URGENT, REPLY, SESSION, REMINDER, COUNTDOWN, FAREWELL, SLOW, NEWS = Lane

ONE_CHAT = {
    "replies leave in the order they were written": ([("a", REPLY), ("b", REPLY)], "ab"),
    "session messages leave in the order they were written": ([("a", SESSION), ("b", SESSION)], "ab"),
    "a session message written before a reply leaves first": ([("a", SESSION), ("b", REPLY)], "ab"),
    "a reply lets a session message pass": ([("a", REPLY), ("b", REPLY), ("c", SESSION)], "cab"),
    "a reminder lets a reply pass": ([("a", REMINDER), ("b", REPLY)], "ba"),
    "a countdown lets everything pass": ([("a", COUNTDOWN), ("b", REMINDER), ("c", SESSION)], "cba"),
    "reminders leave in the order they were written": ([("a", REMINDER), ("b", REMINDER)], "ab"),
}


@pytest.mark.parametrize(("written", "order"), ONE_CHAT.values(), ids=ONE_CHAT.keys())
def test_within_a_chat(
    work: Work, connection: Connection, written: list[tuple[str, Lane]], order: str
) -> None:
    for key, lane in written:
        work.outbox.put(row(key, lane))

    left = []
    while claimed := claim(work):
        left += keys(connection, claimed)
        work.outbox.settle([Settlement(row, RowState.sent) for row in claimed])

    assert left == list(order)


WAITING = {
    "a reply that waits blocks later replies": (REPLY, REPLY, []),
    "a reply that waits blocks no session message": (REPLY, SESSION, ["b"]),
    "a session message that waits blocks later session messages": (SESSION, SESSION, []),
    "a session message that waits blocks replies": (SESSION, REPLY, []),
    "a reply that waits does not block a reminder": (REPLY, REMINDER, ["b"]),
    "a reminder that waits blocks no reply": (REMINDER, REPLY, ["b"]),
    "a reminder that waits blocks no later one": (REMINDER, REMINDER, ["b"]),
}


@pytest.mark.parametrize(("first", "second", "left"), WAITING.values(), ids=WAITING.keys())
def test_while_the_first_waits(
    work: Work, connection: Connection, first: Lane, second: Lane, left: list[str]
) -> None:
    work.outbox.put(row("a", first))
    [waits] = claim(work)
    work.outbox.settle([Settlement(waits, RowState.pending, not_before=at(60))])
    work.outbox.put(row("b", second))

    assert keys(connection, claim(work)) == left


OF_A_NEWER_VERSION = {
    "a kind": "kind = 'hologram'",
    "a value in its words": """payload = replace(payload, '"<Anna>"', '{"hologram": 1}')""",
    "no words": "payload = NULL",
}


@pytest.mark.parametrize("change", OF_A_NEWER_VERSION.values(), ids=OF_A_NEWER_VERSION.keys())
def test_what_cannot_be_read_fails_and_lets_the_others_leave(
    work: Work, connection: Connection, caplog: pytest.LogCaptureFixture, change: str
) -> None:
    if connection.dialect.name == "postgresql" and "payload, " in change:
        change = f"{change.replace('payload, ', 'payload::text, ')}::json"
    _is_left_out(work, connection, caplog, change)


@pytest.mark.parametrize("connection", ["sqlite"], indirect=True)  # PostgreSQL takes no such lane
def test_a_lane_of_a_newer_version_fails_too(
    work: Work, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    _is_left_out(work, connection, caplog, "lane = 3.5")


def _is_left_out(work: Work, connection: Connection, caplog: pytest.LogCaptureFixture, change: str) -> None:
    work.outbox.put(row("newer", REMINDER))
    connection.exec_driver_sql(f"UPDATE outbox SET {change}")
    work.outbox.put(row("a", REMINDER, BERT))

    assert keys(connection, claim(work)) == ["a"]
    [state, words] = connection.execute(
        select(outbox.c.state, outbox.c.payload).where(outbox.c.dedup_key == "newer")
    ).one()
    assert (state, words) == ("failed", None)
    assert [record.getMessage() for record in caplog.records] == [
        "A message that is to leave cannot be read."
    ]
    caplog.clear()


def test_what_is_stuck_and_cannot_be_read_fails(
    work: Work, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    for key, to in (("newer", ANNA), ("a", BERT)):
        work.outbox.put(row(key, REMINDER, to))
    claim(work)
    connection.exec_driver_sql("UPDATE outbox SET kind = 'hologram' WHERE dedup_key = 'newer'")

    assert keys(connection, work.outbox.take_stuck()) == ["a"]
    work.outbox.put(row("b", REMINDER))
    assert keys(connection, claim(work)) == ["b"]
    caplog.clear()


def test_what_is_urgent_goes_before_older_answers(work: Work, connection: Connection) -> None:
    for key in ("a", "b"):
        work.outbox.put(row(key, REPLY))
    work.outbox.put(row("stopped", URGENT))

    assert [keys(connection, claim(work))] == [["stopped"]]


def test_a_chat_has_one_call_in_flight(work: Work) -> None:
    work.outbox.put(row("a", REMINDER))
    claim(work)
    work.outbox.put(row("b", REPLY))

    assert claim(work) == []


def test_a_chat_that_is_gone_gets_nothing(work: Work) -> None:
    work.outbox.put(row("a", REPLY))
    work.chats.put(chat(ANNA, is_gone=True))

    assert claim(work) == []


def test_a_clock_set_back_does_not_hold_a_row_back(work: Work) -> None:
    work.outbox.put(row("a", REPLY, written_at=at(3600)))

    assert len(claim(work, people=0)) == 1


def test_over_chats_the_most_urgent_leave_first(work: Work, connection: Connection) -> None:
    for number in range(1, 7):
        work.chats.put(chat(ChatId(number)))
    work.outbox.put(row("countdown", COUNTDOWN, ChatId(1), expires_at=at(1)))
    work.outbox.put(row("never", REMINDER, ChatId(2)))
    work.outbox.put(row("later", REMINDER, ChatId(3), expires_at=at(20)))
    work.outbox.put(row("soon", REMINDER, ChatId(4), expires_at=at(10)))
    work.outbox.put(row("reply", REPLY, ChatId(5)))
    work.outbox.put(row("later too", REMINDER, ChatId(6), expires_at=at(20)))

    first, rest = claim(work, limit=3), claim(work)

    assert keys(connection, first) == ["reply", "soon", "later", "later too"]
    assert keys(connection, rest) == ["never", "countdown"]


@pytest.mark.parametrize("lane_on_its_way", [SLOW, NEWS])
def test_a_slow_file_and_news_on_their_way_hold_up_only_each_other(
    work: Work, connection: Connection, lane_on_its_way: Lane
) -> None:
    """Not a stop, not an answer, not a prompt of the same chat; two files go to it one after the other."""
    for key in ("track", "another track"):
        work.outbox.put(row(key, lane_on_its_way))
    [track] = claim(work)
    work.outbox.put(row("reminder", REMINDER))
    left = []
    for lane in (SESSION, REPLY, URGENT):
        work.outbox.put(row(lane.name, lane))
        claimed = claim(work)
        left += keys(connection, claimed)
        work.outbox.settle([Settlement(each, RowState.sent) for each in claimed])
    left += keys(connection, claim(work))

    assert left == ["session", "reply", "urgent", "reminder"]

    work.outbox.settle([Settlement(track, RowState.sent)])
    assert claim(work) == []  # the reminder is on its way


def test_every_group_has_a_limit_of_its_own(work: Work, connection: Connection) -> None:
    lanes = (REPLY, SESSION, REMINDER, COUNTDOWN, SLOW, NEWS)
    for number, lane in enumerate([lane for lane in lanes for _ in range(3)], 1):
        work.chats.put(chat(ChatId(number)))
        work.outbox.put(row(f"{lane.name} {number}", lane, ChatId(number)))

    rows = work.outbox.claim(now(), Limits(replies=2, session=0, bulk=4, slow=1, news=8), "here", LEASE)

    expected = ["reply 1", "reply 2", "reminder 7", "reminder 8", "reminder 9", "countdown 10", "slow 13"]
    assert keys(connection, rows) == [*expected, "news 16"]  # what leaves before has the places of news


def test_news_never_leave_for_a_chat_in_a_session(work: Work, connection: Connection) -> None:
    begin(work, ANNA)
    for to in (ANNA, BERT):
        work.outbox.put(row(f"news {to}", NEWS, to))

    assert keys(connection, claim(work)) == [f"news {BERT}"]


def test_all_groups_together_have_a_limit_too(work: Work, connection: Connection) -> None:
    for number, lane in enumerate([REPLY, REPLY, SESSION, SESSION, REMINDER, REMINDER], 1):
        work.chats.put(chat(ChatId(number)))
        work.outbox.put(row(f"{lane.name} {number}", lane, ChatId(number)))

    rows = work.outbox.claim(now(), Limits(replies=2, session=2, bulk=2, together=3), "here", LEASE)

    assert keys(connection, rows) == ["reply 1", "reply 2", "session 3"]


def test_what_is_past_its_limit_expires_and_keeps_no_text(work: Work, connection: Connection) -> None:
    for lane in Lane:
        work.outbox.put(row(lane.name, lane, expires_at=at(10)))
    work.outbox.put(row("other", REPLY, BERT, expires_at=at(10.000001)))

    assert keys(connection, claim(work, people=10)) == ["other"]

    ended = connection.execute(select(outbox.c.state, outbox.c.payload).where(outbox.c.chat_id == ANNA))
    assert set(ended) == {("expired", None)}


# --- against a model --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planned:
    """A row as the model knows it; seconds after noon."""

    chat: int
    lane: Lane
    state: RowState
    not_before: int | None
    expires: int | None


planned = st.builds(
    Planned,
    chat=st.integers(1, 3),
    lane=st.sampled_from([lane for lane in Lane if lane is not FAREWELL]),  # tests/storage/test_remains.py
    state=st.sampled_from([RowState.pending] * 6 + [RowState.sent, RowState.sending]),
    not_before=st.sampled_from([None, None, -1, 0, 1]),
    expires=st.sampled_from([None, None, 0, 1, 2]),
)


def expected(rows: list[Planned], silent: set[int], spent: set[int], kept: set[int], limit: int) -> list[int]:
    """Return the places of the rows that a claim at noon takes, most urgent first."""
    waiting = {
        place: row
        for place, row in enumerate(rows)
        if row.state is RowState.pending and (row.expires is None or row.expires > 0)
    }
    ready = {place: row for place, row in waiting.items() if (row.not_before or 0) <= 0}
    taken = []
    for chat_id in {row.chat for row in rows} - silent:
        in_flight = {row.lane for row in rows if row.chat == chat_id and row.state is RowState.sending}
        if in_flight - {SLOW, NEWS}:
            continue
        own = [
            place
            for place in ready
            if ready[place].chat == chat_id and not (in_flight and ready[place].lane in (SLOW, NEWS))
        ]
        urgent, session, replies = (
            [place for place, row in waiting.items() if row.chat == chat_id and row.lane is lane]
            for lane in (URGENT, SESSION, REPLY)
        )
        if ready_urgent := [place for place in urgent if place in ready]:
            taken.append(ready_urgent[0])
        elif any(place in ready for place in (*session, *replies)):
            [first, *_] = session or replies
            waits_for_turn = chat_id in spent or (chat_id in kept and not session)
            taken += [first] if first in ready and not urgent and not waits_for_turn else []
        elif own and chat_id not in spent | kept:
            taken.append(min(own, key=lambda place: (ready[place].lane, place)))
    order = {place: (rows[place].lane, rows[place].expires or 999, place) for place in taken}
    groups: dict[int, list[int]] = {}
    for place in sorted(taken, key=lambda place: order[place]):
        lane = rows[place].lane
        group = lane if lane in (SLOW, NEWS) else min(max(lane, REPLY), REMINDER)
        groups.setdefault(group, []).append(place)
    # News leave only in places that nothing else takes.
    others = [place for group in sorted(groups) if group != NEWS for place in groups[group][:limit]]
    return others + groups.get(NEWS, [])[: max(limit - len(others), 0)]


def test_for_a_chat_that_has_had_its_share_only_what_is_urgent_leaves(
    work: Work, connection: Connection
) -> None:
    work.chats.put(chat(ChatId(3)))
    for to in (ANNA, BERT, ChatId(3)):
        for lane in (REPLY, REMINDER):
            work.outbox.put(row(f"{lane.name} {to}", lane, to))
    work.outbox.put(row("prompt", SESSION, ANNA))
    work.outbox.put(row("stopped", URGENT, BERT))

    assert keys(connection, claim(work, spent=[ANNA, BERT])) == ["stopped", "reply 3"]


def test_a_place_that_is_kept_for_a_session_is_for_its_messages_only(
    work: Work, connection: Connection
) -> None:
    """Neither an answer nor an edit takes it; what is urgent does."""
    for number, lane in enumerate(Lane, 1):
        work.chats.put(chat(ChatId(number)))
        work.outbox.put(row(lane.name, lane, ChatId(number)))

    turns = waiting(kept=[ChatId(number) for number in range(1, len(Lane) + 1)])
    rows = work.outbox.claim(now(), Limits(9, 9, 9), "here", LEASE, turns)

    assert keys(connection, rows) == ["urgent", "session"]


def test_a_turn_that_has_come_by_the_time_of_the_claim_is_taken(work: Work, connection: Connection) -> None:
    """The turns are read a moment before the unit of work runs."""
    for key, lane in (("a", REPLY), ("b", SESSION)):
        work.outbox.put(row(key, lane))
    turns = {ANNA: Turn(session=at(1), others=at(2))}

    claims = [work.outbox.claim(now(second), Limits(9, 9, 9), "here", LEASE, turns) for second in (0.9, 1)]
    work.outbox.settle([Settlement(each, RowState.sent) for each in claims[1]])
    claims += [work.outbox.claim(now(second), Limits(9, 9, 9), "here", LEASE, turns) for second in (1.9, 2)]

    assert [keys(connection, rows) for rows in claims] == [[], ["b"], [], ["a"]]


@settings(
    max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(planned, max_size=12),
    st.sets(st.integers(1, 3), max_size=1),
    st.dictionaries(st.integers(1, 3), st.integers(-1, 1), max_size=2),
    st.sets(st.integers(1, 3), max_size=2),
    st.sets(st.integers(1, 3), max_size=2),
    st.integers(1, 4),
)
def test_a_claim_takes_what_the_rules_say(
    work: Work,
    connection: Connection,
    rows: list[Planned],
    gone: set[int],
    holds: dict[int, int],
    spent: set[int],
    kept: set[int],
    limit: int,
) -> None:
    undone = connection.begin_nested()
    for number in (1, 2, 3):
        work.chats.put(chat(ChatId(number), is_gone=number in gone))
        held = chats.update().where(chats.c.id == number)
        connection.execute(held.values(held_until=_moment(holds.get(number))))
    for place, plan in enumerate(rows):
        until = _moment(plan.expires)
        work.outbox.put(row(str(place), plan.lane, ChatId(plan.chat), expires_at=until))
        written = {"state": plan.state.value, "not_before": _moment(plan.not_before)}
        connection.execute(outbox.update().where(outbox.c.dedup_key == str(place)).values(written))

    limits = Limits(limit, limit, limit, slow=limit, news=limit)
    turns = waiting([ChatId(one) for one in spent], [ChatId(one) for one in kept])
    claimed = keys(connection, work.outbox.claim(now(), limits, "here", LEASE, turns))

    undone.rollback()
    silent = gone | {number for number, until in holds.items() if until > 0}
    assert claimed == [str(place) for place in expected(rows, silent, spent, kept, limit)]


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else at(seconds)


def test_a_card_that_is_edited_drops_the_countdowns_that_wait_for_it(
    work: Work, connection: Connection
) -> None:
    """Only those of the same session: an id of a row and an id of a session are not confused."""
    for number in range(3):
        work.outbox.put(row(f"filler {number}", REPLY, BERT, state=RowState.sent))
    mine, theirs = begin(work), begin(work, BERT)
    card: dict[str, Any] = {"kind": Kind.edit, "session": mine.id, "turn": 1, "edits": MessageId(7)}
    for key, session in (("mine", mine), ("theirs", theirs)):
        work.outbox.put(row(key, COUNTDOWN, session.chat, session=session.id, turn=1))
    work.outbox.put(row("edit", REPLY, **card))

    claimed = claim(work, limit=1, wire=5, spent=[BERT])

    assert keys(connection, claimed) == ["edit"]
    after = states(connection)
    assert (after["mine"], after["theirs"]) == ("cancelled", "pending")
    edited = [work.sessions.get(session.id) for session in (mine, theirs)]
    assert [session.card_edited_at for session in edited if session] == [at(5), None]

    work.outbox.note_edited(claimed, at(9))

    edited = [work.sessions.get(session.id) for session in (mine, theirs)]
    assert [session.card_edited_at for session in edited if session] == [at(9), None]

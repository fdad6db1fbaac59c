from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select

from bot.domain import walk
from bot.domain.catalogue import TipKey
from bot.domain.ids import ChatId, MessageId, ReminderId, SessionId, UpdateId
from bot.domain.own import Draft
from bot.domain.plan import EVERY_CUE, Cues, Pace
from bot.domain.quiet import Quiet
from bot.domain.session import Session
from bot.ports import Kind, Lane, Limits, Now, RowState, Settlement, Work
from bot.storage.moves import move_chat
from bot.storage.tables import outbox
from tests.storage.samples import (
    ANNA,
    BERT,
    HELLO,
    LEASE,
    PIECES,
    at,
    begin,
    chat,
    claim,
    now,
    outgoing,
    reminder,
)

DAY = 24 * 3600
ENDS = [state for state in RowState if state not in (RowState.pending, RowState.sending)]


def states(connection: Connection) -> dict[str, str]:
    """Return the state of every row by its key."""
    return {row.dedup_key: row.state for row in connection.execute(select(outbox))}


def prompt(key: str, session: SessionId, **changes: Any) -> Any:
    return outgoing(key, kind=Kind.prompt, lane=Lane.session, session=session, **changes)


def hold(work: Work, to: ChatId, until: int) -> None:
    """Let Telegram refuse a message for `to`, `until` so many seconds after noon."""
    work.outbox.put(outgoing("refused", to))
    [row] = [row for row in claim(work) if row.chat == to]
    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(until), hold_chat=True)])


def removal(key: str, session: SessionId) -> Any:
    """Return the removal of the cue that has the same key."""
    return outgoing(key, kind=Kind.removal, lane=Lane.countdown, session=session, about=key)


def ring(key: str, to: ChatId = ANNA) -> Any:
    """Return a ring of the reminder that its key begins with."""
    reminder = ReminderId(int(key.partition(":")[0]))
    return outgoing(key, to, kind=Kind.reminder, lane=Lane.reminder, reminder=reminder)


def test_a_key_is_written_once_per_chat_and_kind(work: Work) -> None:
    assert work.outbox.put(outgoing("1"))
    assert not work.outbox.put(outgoing("1"))
    assert work.outbox.put(outgoing("1", BERT))
    assert work.outbox.put(outgoing("1", kind=Kind.edit))


def test_a_key_is_known_of_its_chat_and_kind_sent_or_not(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2", state=RowState.sent))
    work.outbox.put(outgoing("3", BERT))
    work.outbox.put(outgoing("4", kind=Kind.edit))

    assert [work.outbox.has(ANNA, Kind.reply, [key]) for key in "12345"] == [True, True, False, False, False]
    assert work.outbox.has(ANNA, Kind.reply, ["5", "2"])


def test_a_row_planned_too_late_keeps_no_text(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1", state=RowState.expired))

    assert connection.execute(select(outbox.c.payload)).scalar_one() is None
    assert claim(work) == []


def test_a_claimed_row_carries_all_that_the_courier_needs(work: Work) -> None:
    work.outbox.put(outgoing("1", edits=MessageId(7), keys_only=True))

    [row] = claim(work)

    assert (row.chat, row.kind, row.lane, row.message) == (ANNA, Kind.reply, Lane.reply, HELLO)
    assert (row.language, row.edits, row.keys_only) == ("en", 7, True)
    assert (row.fence, row.sends, row.attempts) == (1, 0, 1)


@pytest.mark.parametrize("end", ENDS)
def test_an_end_state_keeps_no_text(work: Work, connection: Connection, end: RowState) -> None:
    work.outbox.put(outgoing("1"))
    [row] = claim(work)

    assert work.outbox.settle([Settlement(row, end, message=MessageId(5), error="why")]) == 1

    stored = connection.execute(select(outbox)).one()
    assert (stored.state, stored.payload, stored.message_id, stored.error) == (end, None, 5, "why")
    assert (stored.owner, stored.lease_until) == (None, None)


def test_a_row_sent_back_waits_by_the_wire_and_keeps_its_counts(work: Work) -> None:
    work.outbox.put(outgoing("1", edits=MessageId(7), keys_only=True))
    [row] = claim(work)
    back = Settlement(row, RowState.pending, not_before=at(60), attempts=0, sends=2)
    work.outbox.settle([back])

    assert claim(work, people=1000, wire=59) == []
    [again] = claim(work, wire=60)

    assert (again.fence, again.attempts, again.sends) == (2, 1, 2)
    assert (again.edits, again.keys_only) == (7, True)


def test_a_fresh_row_edits_nothing(work: Work) -> None:
    work.outbox.put(outgoing("1", edits=MessageId(7), keys_only=True))
    [row] = claim(work)

    work.outbox.settle([Settlement(row, RowState.pending, fresh=True)])

    [again] = claim(work)
    assert (again.edits, again.keys_only, again.attempts) == (None, False, 2)


@pytest.mark.parametrize(("seconds", "kind"), [(30, Kind.edit), (31, Kind.fresh_card)])
def test_a_late_edit_is_sent_as_a_new_message(work: Work, seconds: float, kind: Kind) -> None:
    """Up to 30 seconds it changes its message; later it takes its place, and the old one loses its keys."""
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7)))

    [row] = claim(work, people=seconds)
    assert (row.kind, row.edits) == (kind, 7 if kind is Kind.edit else None)

    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(9 if row.edits is None else 7))])
    tidied = [(each.kind, each.edits, each.keys_only) for each in claim(work, people=seconds)]
    assert tidied == ([] if kind is Kind.edit else [(Kind.tidy, 7, True)])


def test_a_faster_clock_makes_no_edit_late(work: Work) -> None:
    """At sixty times the speed half a minute is half a second: what a healthy process may take."""
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7)))
    swift = Now(at(59), at(1), jitter=timedelta(minutes=1))

    [row] = work.outbox.claim(swift, Limits(1, 1, 1), "here", LEASE)

    assert (row.kind, row.edits) == (Kind.edit, 7)


def test_what_only_changes_keys_stays_an_edit_however_late(work: Work) -> None:
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7), keys_only=True))

    [row] = claim(work, people=3600)

    assert (row.kind, row.edits) == (Kind.edit, 7)


def test_a_newer_change_of_a_message_takes_the_place_of_what_waits_for_it(
    work: Work, connection: Connection
) -> None:
    """Be it that a late one becomes a new message, or that the keys of what was replaced go."""
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7)))
    claim(work, limit=0, people=60)  # late, and held back by the pace
    work.outbox.put(outgoing("2", kind=Kind.tidy, edits=MessageId(7), keys_only=True, lane=Lane.countdown))

    work.outbox.replace_edit(ANNA, MessageId(7))

    assert states(connection) == {"1": "cancelled", "2": "cancelled"}


def test_a_result_under_an_older_fence_changes_nothing(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1"))
    [old] = claim(work)
    work.outbox.settle([Settlement(old, RowState.pending)])
    claim(work)

    late = Settlement(old, RowState.sent, chat_gone=True, move_to=ChatId(5), hold_chat=True)

    assert work.outbox.settle([late]) == 0
    assert states(connection) == {"1": "sending"}
    assert work.chats.get(ANNA) == chat(ANNA)


@pytest.mark.parametrize(
    "odd",
    [
        {"message": MessageId(2**63)},
        {"move_to": ChatId(2**63)},
        {"move_to": ChatId(-(2**70)), "state": "pending"},
    ],
)
def test_a_result_that_cannot_be_written_keeps_no_other_from_being(
    work: Work, connection: Connection, caplog: pytest.LogCaptureFixture, odd: dict[str, Any]
) -> None:
    """What became of its message is then unknown; nothing of it is half done."""
    work.outbox.put(outgoing("odd"))
    work.outbox.put(outgoing("1", BERT))
    rows = {row.chat: row for row in claim(work)}
    state = RowState(odd.pop("state", "sent"))

    settlements = [Settlement(rows[ANNA], state, **odd), Settlement(rows[BERT], RowState.sent)]

    assert work.outbox.settle(settlements) == 2
    assert states(connection) == {"odd": "unknown", "1": "sent"}
    assert work.chats.get(ANNA) == chat(ANNA)
    assert [record.getMessage() for record in caplog.records] == ["A result could not be written."]
    caplog.clear()


def test_a_result_counts_once(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    [row] = claim(work)
    sent = Settlement(row, RowState.sent)

    assert work.outbox.settle([sent, sent]) == 1


def test_a_chat_that_is_gone_is_marked_and_its_waiting_rows_end(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2"))
    work.outbox.put(outgoing("3", BERT))
    [row, _] = claim(work)

    work.outbox.settle([Settlement(row, RowState.blocked, chat_gone=True)])

    assert work.chats.get(ANNA) == chat(ANNA, is_gone=True)
    assert states(connection) == {"1": "blocked", "2": "blocked", "3": "sending"}


def test_a_held_chat_waits_and_others_do_not(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2", kind=Kind.reminder, lane=Lane.reminder))
    [row] = claim(work)
    work.outbox.put(outgoing("3", BERT))

    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(30), hold_chat=True)])

    assert [row.chat for row in claim(work, wire=29)] == [BERT]
    assert [row.chat for row in claim(work, wire=30)] == [ANNA]


@pytest.mark.parametrize("lane", Lane)
def test_what_is_written_while_a_chat_is_held_waits_too(work: Work, lane: Lane) -> None:
    """Also what is urgent; and changing a setting meanwhile ends no hold."""
    hold(work, ANNA, 30)
    work.chats.put(chat(ANNA, zone="Asia/Tokyo"))
    work.outbox.put(outgoing("2", lane=lane))

    assert claim(work, wire=29) == []
    assert [row.lane for row in claim(work, wire=30)] == [min(lane, Lane.reply)]


def test_a_shorter_hold_does_not_end_a_longer_one(work: Work) -> None:
    for number in (1, 2):
        work.outbox.put(outgoing(str(number)))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(30), hold_chat=True)])
    [again] = claim(work, wire=30)

    work.outbox.settle([Settlement(again, RowState.pending, not_before=at(20), hold_chat=True)])

    assert claim(work, wire=29) == []
    assert len(claim(work, wire=30)) == 1


def test_a_hold_is_cut_at_the_start(work: Work) -> None:
    """For the chat as for its rows; a shorter one stays as it is."""
    hold(work, ANNA, 3600)
    hold(work, BERT, 30)

    work.outbox.hold_until_at_most(at(60))

    assert [row.chat for row in claim(work, wire=30)] == [BERT]
    assert [row.chat for row in claim(work, wire=60)] == [ANNA]


@pytest.mark.parametrize(("old", "new"), [(30, None), (None, 30), (30, 20), (20, 30)])
def test_a_moved_chat_is_held_as_long_as_either_number(
    work: Work, connection: Connection, old: int | None, new: int | None
) -> None:
    there = ChatId(-100)
    work.chats.put(chat(there))
    for number, until in ((ANNA, old), (there, new)):
        if until is not None:
            hold(work, number, until)

    move_chat(connection, ANNA, there)
    work.outbox.put(outgoing("written there", there))

    assert there not in [row.chat for row in claim(work, wire=29)]
    assert there in [row.chat for row in claim(work, wire=30)]


@pytest.mark.parametrize("is_known", [False, True])
def test_a_moved_chat_takes_everything_along(work: Work, connection: Connection, is_known: bool) -> None:
    there = ChatId(-100)
    if is_known:
        work.chats.put(chat(there))
        work.outbox.put(outgoing("1", there))
        work.outbox.put(outgoing("new", there, written_at=at(10)))
        work.reminders.add(reminder(there))
        begin(work, there)
        work.own.add(there, "Morning", PIECES)
        work.own.put_draft(Draft(there))
    own = work.own.add(ANNA, "Evening", PIECES)
    work.own.put_draft(Draft(ANNA, PIECES))
    work.chats.put(chat(ANNA, zone="Asia/Tokyo"))
    ring = work.reminders.add(reminder())
    session = begin(work)
    work.outbox.put(prompt("1", session.id))
    row = next(row for row in claim(work) if row.chat == ANNA)

    work.outbox.settle([Settlement(row, RowState.pending, move_to=there)])

    assert work.chats.get(ANNA) is None
    assert work.chats.get(there) == chat(there, zone="Asia/Tokyo")
    assert work.sessions.live(there).id == session.id
    assert [found.id for found in work.reminders.of(there)] == [ring.id]
    assert [found.name for found in work.own.of(there)] == ["Morning"] * is_known + [own.name]
    assert work.own.draft(there) == Draft(there, PIECES)
    chats_of_rows = connection.execute(select(outbox.c.chat_id)).scalars()
    assert set(chats_of_rows) == {there}
    assert connection.execute(select(outbox.c.state).where(outbox.c.id == row.id)).scalar_one() == "pending"


def test_stuck_rows_are_those_left_in_sending_and_stay_so_until_settled(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2", BERT))
    left = claim(work)

    assert sorted(work.outbox.take_stuck(), key=lambda row: row.id) == left
    assert work.outbox.settle([Settlement(row, RowState.unknown) for row in work.outbox.take_stuck()]) == 2
    assert work.outbox.take_stuck() == []


def test_cancelling_a_session_ends_its_unsent_rows_only(work: Work, connection: Connection) -> None:
    session = begin(work)
    work.outbox.put(prompt("sending", session.id))
    claim(work)
    work.outbox.put(prompt("prompt", session.id))
    work.outbox.put(outgoing("countdown", kind=Kind.countdown, lane=Lane.countdown, session=session.id))
    work.outbox.put(outgoing("answer", session=session.id))
    work.outbox.put(outgoing("hello"))

    work.outbox.cancel(session.id)

    expected = {"sending": "sending", "prompt": "cancelled", "countdown": "cancelled"}
    assert states(connection) == {**expected, "answer": "cancelled", "hello": "pending"}
    texts = connection.execute(select(outbox.c.payload).where(outbox.c.state == "cancelled")).scalars()
    assert set(texts) == {None}


def test_a_row_that_comes_back_unsent_after_its_session_moved_on_does_not_leave(
    work: Work, connection: Connection
) -> None:
    """Stopped while its call was on the way: nothing of the session is sent any more."""
    session = begin(work)
    work.outbox.put(prompt("prompt", session.id))
    [row] = claim(work)

    work.outbox.cancel(session.id)
    work.outbox.settle([Settlement(row, RowState.pending)])

    assert claim(work) == []
    assert states(connection) == {"prompt": "expired"}


def cue(work: Work, session: Session, key: str, message: int | None) -> None:
    """Say a cue; without a message its end is unknown."""
    work.outbox.put(outgoing(key, session.chat, kind=Kind.cue, lane=Lane.session, session=session.id))
    [row] = claim(work)
    end = RowState.sent if message else RowState.unknown
    work.outbox.settle([Settlement(row, end, message=MessageId(message) if message else None)])


def test_a_removal_deletes_the_cue_of_its_key(work: Work) -> None:
    """And no other of the session, nor one with the same key elsewhere."""
    mine, other = begin(work), begin(work, BERT)
    cue(work, mine, "1:1:side", 11)
    cue(work, mine, "1:2:side", 12)
    work.outbox.put(outgoing("1:1:side", BERT, kind=Kind.cue, session=other.id))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(99))])

    work.outbox.put(removal("1:1:side", mine.id))

    [row] = claim(work)
    assert (row.kind, row.edits) == (Kind.removal, MessageId(11))


def test_a_cue_that_nobody_saw_arrive_is_left_alone(work: Work, connection: Connection) -> None:
    """Its message has no number to delete by."""
    session = begin(work)
    cue(work, session, "1:1:side", None)
    assert work.outbox.put(removal("1:1:side", session.id))

    assert claim(work) == []
    ends = connection.execute(select(outbox.c.state).where(outbox.c.kind == Kind.removal.value))
    assert [*ends.scalars()] == ["cancelled"]


def test_a_cue_that_was_never_said_is_not_removed(work: Work, connection: Connection) -> None:
    """What is about a row that is not there is not even written."""
    session = begin(work)

    assert not work.outbox.put(removal("1:1:half", session.id))

    assert states(connection) == {}


def test_what_is_about_a_row_that_has_been_swept_away_does_not_leave(
    work: Work, connection: Connection
) -> None:
    session = begin(work)
    cue(work, session, "1:1:side", 11)
    work.outbox.put(removal("1:1:side", session.id))
    connection.execute(delete(outbox).where(outbox.c.kind == Kind.cue.value))

    assert claim(work) == []
    assert states(connection) == {"1:1:side": "cancelled"}


def test_only_what_the_table_of_kinds_names_is_about_another_row(work: Work) -> None:
    with pytest.raises(ValueError, match="about no other row"):
        work.outbox.put(outgoing("1", about="2"))


def test_a_removal_outlives_the_end_of_its_session(work: Work, connection: Connection) -> None:
    session = begin(work)
    cue(work, session, "1:1:side", 11)
    work.outbox.put(removal("1:1:side", session.id))

    work.outbox.cancel(session.id)

    removed = connection.execute(select(outbox.c.state).where(outbox.c.kind == Kind.removal.value))
    assert removed.scalar_one() == "pending"


def test_a_newer_edit_replaces_unsent_countdowns_of_the_session(work: Work, connection: Connection) -> None:
    mine, other = begin(work), begin(work, BERT)
    for key, session in (("1", mine), ("2", other)):
        edit = {"kind": Kind.countdown, "lane": Lane.countdown, "session": session.id, "turn": 1}
        work.outbox.put(outgoing(key, session.chat, **edit))
    work.outbox.put(outgoing("3", kind=Kind.edit, session=mine.id, turn=1))

    work.outbox.replace_edits(mine.id, clock_only=True)

    assert states(connection) == {"1": "cancelled", "2": "pending", "3": "pending"}


def test_a_countdown_that_comes_back_unsent_after_a_newer_edit_does_not_leave(work: Work) -> None:
    """It was on the way when the newer one was written, and would undo it."""
    session = begin(work)
    countdown = {"kind": Kind.countdown, "lane": Lane.countdown, "session": session.id}
    work.outbox.put(outgoing("1", edits=MessageId(7), **countdown))
    [row] = claim(work)

    work.outbox.replace_edits(session.id, clock_only=True)
    work.outbox.settle([Settlement(row, RowState.pending)])

    assert claim(work) == []


def play(work: Work, session: Session, turn: int, message: int | None) -> None:
    """Send the prompt of a turn; without a message its end is unknown."""
    work.outbox.put(prompt(str(turn), session.id, turn=turn))
    [row] = claim(work)
    end = RowState.sent if message else RowState.unknown
    work.outbox.settle([Settlement(row, end, message=MessageId(message) if message else None)])


def test_an_edit_of_a_card_finds_its_message_when_it_leaves(work: Work) -> None:
    """The card of a turn is its own prompt, or the newest one before it that arrived."""
    session = begin(work)
    for turn, number in ((0, 10), (1, 11), (2, None), (3, 13)):
        play(work, session, turn, number)

    found = {}
    for turn in range(4):
        edit = outgoing(f"edit {turn}", kind=Kind.edit, session=session.id, turn=turn)
        work.outbox.put(edit)
        [row] = claim(work)
        found[turn] = row.edits
        work.outbox.settle([Settlement(row, RowState.sent, message=row.edits)])

    assert found == {0: 10, 1: 11, 2: 11, 3: 13}


def test_the_card_before_a_lost_prompt_keeps_its_buttons(work: Work, connection: Connection) -> None:
    session = begin(work)
    play(work, session, 1, 11)
    play(work, session, 2, None)
    work.outbox.put(outgoing("tidy", kind=Kind.tidy, session=session.id, turn=1))

    assert claim(work) == []
    assert states(connection)["tidy"] == "cancelled"


@pytest.mark.parametrize("end", [RowState.unknown, RowState.cancelled, RowState.expired, RowState.failed])
def test_the_card_before_a_prompt_that_is_not_seen_keeps_its_buttons(work: Work, end: RowState) -> None:
    """Whyever it is not: without them the session could not be steered."""
    session = begin(work)
    play(work, session, 1, 11)
    work.outbox.put(prompt("2", session.id, turn=2, state=end))
    work.outbox.put(outgoing("1", kind=Kind.tidy, lane=Lane.countdown, session=session.id, turn=1))

    assert claim(work) == []


def test_rings_that_have_not_left_are_cancelled(work: Work, connection: Connection) -> None:
    """Of one reminder of one chat, or of all of the chat."""
    for key, to in (("7:2026-11-23", ANNA), ("70:2026-11-23", ANNA), ("7:2026-11-24", BERT)):
        work.outbox.put(ring(key, to))

    work.outbox.cancel_rings(ANNA, ReminderId(7))
    one = states(connection)
    work.outbox.cancel_rings(ANNA)

    assert one == {"7:2026-11-23": "cancelled", "70:2026-11-23": "pending", "7:2026-11-24": "pending"}
    assert states(connection) == {**one, "70:2026-11-23": "cancelled"}


def test_a_card_that_never_arrived_is_not_tidied(work: Work, connection: Connection) -> None:
    session = begin(work)
    play(work, session, 0, None)
    work.outbox.put(outgoing("tidy", kind=Kind.tidy, session=session.id, turn=0))

    assert claim(work) == []
    assert states(connection) == {"0": "unknown", "tidy": "cancelled"}


def test_the_card_is_the_newest_prompt_that_arrived(work: Work) -> None:
    session = begin(work)
    assert work.outbox.card_of(session.id) is None

    for key, number in (("1", 11), ("2", 12), ("3", None)):
        work.outbox.put(prompt(key, session.id))
        [row] = claim(work)
        end = RowState.sent if number else RowState.unknown
        work.outbox.settle([Settlement(row, end, message=MessageId(number) if number else None)])

    assert work.outbox.card_of(session.id) == 12


def test_a_tap_proves_that_an_unknown_prompt_arrived(work: Work, connection: Connection) -> None:
    session = begin(work)
    play(work, session, 0, 10)
    play(work, session, 1, None)

    work.outbox.arrived(session.id, 1, MessageId(11))

    assert states(connection) == {"0": "sent", "1": "sent"}
    assert work.outbox.card_of(session.id) == 11


def test_a_chat_of_which_nothing_is_known_is_swept_away(work: Work) -> None:
    work.chats.put(chat(BERT, zone="Asia/Tokyo"))

    work.receipts.sweep(now(0))

    assert work.chats.get(ANNA) is None
    assert work.chats.get(BERT) is not None


@pytest.mark.parametrize(
    "chosen",
    [
        {"quiet": Quiet(time(21), time(8))},
        {"pace": Pace.practised},
        {"cues": EVERY_CUE & ~Cues.half},
        {"asks_rating": False},
    ],
)
def test_what_somebody_has_chosen_is_kept_though_they_never_began(work: Work, chosen: dict[str, Any]) -> None:
    anna = replace(chat(ANNA), **chosen)
    work.chats.put(anna)

    work.receipts.sweep(now(0))

    assert work.chats.get(ANNA) == anna


def test_the_broom_takes_what_is_older_than_48_hours(work: Work, connection: Connection) -> None:
    old = at(0) - timedelta(hours=48, seconds=1)
    live, ended = begin(work), begin(work, BERT)
    work.sessions.put(walk.stop(ended, at(1)))
    work.outbox.put(prompt("card", live.id, written_at=old))
    work.outbox.put(outgoing("done", BERT, session=ended.id, written_at=old))
    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(1)) for row in claim(work)])
    work.outbox.put(outgoing("waiting", written_at=old))
    work.outbox.put(outgoing("young", state=RowState.expired))
    work.receipts.write([UpdateId(1)], Now(old, old))
    work.receipts.write([UpdateId(2)], now(0))

    work.receipts.sweep(now(0))

    assert states(connection) == {"card": "sent", "waiting": "pending", "young": "expired"}
    assert work.receipts.known([UpdateId(1), UpdateId(2), UpdateId(3)]) == {2}


def test_receipts_are_kept_for_48_hours_of_the_wires_time(work: Work) -> None:
    """However people's time is moved: Telegram's own memory knows no other."""
    work.receipts.write([UpdateId(1)], Now(at(-9 * DAY), at(0)))
    work.receipts.sweep(Now(at(9 * DAY), at(2 * DAY)))
    assert work.receipts.known([UpdateId(1)]) == {1}

    work.receipts.sweep(Now(at(0), at(2 * DAY + 1)))
    assert work.receipts.known([UpdateId(1)]) == set()


def test_what_may_not_have_arrived_is_kept_for_a_month_to_be_mentioned(
    work: Work, connection: Connection
) -> None:
    """Once it has been mentioned it goes like all the rest."""
    for key in ("lost", "lost too"):
        work.outbox.put(outgoing(key, kind=Kind.reminder, lane=Lane.reminder))
        work.outbox.settle([Settlement(row, RowState.unknown) for row in claim(work)])

    work.receipts.sweep(now(29 * DAY))
    assert states(connection) == {"lost": "unknown", "lost too": "unknown"}
    work.receipts.sweep(now(30 * DAY + 1))
    assert states(connection) == {}


def test_receipts_make_a_replay_harmless(work: Work) -> None:
    work.receipts.write([], now(0))
    work.receipts.write([UpdateId(1), UpdateId(2)], now(0))
    work.receipts.write([UpdateId(2), UpdateId(3)], now(1))

    assert work.receipts.known([UpdateId(n) for n in range(5)]) == {1, 2, 3}
    assert work.receipts.known([]) == set()


def test_the_id_of_a_row_is_not_given_again(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1", BERT))
    [gone] = claim(work)
    work.chats.forget(BERT)
    work.outbox.put(outgoing("1"))

    assert connection.execute(select(outbox.c.id)).scalar_one() > gone.id


def test_a_tap_proves_that_a_ring_arrived_and_no_copy_follows(work: Work, connection: Connection) -> None:
    """An unanswered ring waits to be sent again; the tap ends that, for this reminder only."""
    for key, to in (("7:2026-11-23", ANNA), ("70:2026-11-23", ANNA), ("7:2026-11-22", BERT)):
        work.outbox.put(ring(key, to))
        [row] = claim(work)
        work.outbox.settle([Settlement(row, RowState.pending, not_before=at(60), sends=1)])
    work.outbox.put(ring("7:2026-11-24"))

    work.outbox.ring_arrived(ANNA, ReminderId(7), MessageId(5))

    assert states(connection) == {
        "7:2026-11-23": "sent",
        "70:2026-11-23": "pending",
        "7:2026-11-22": "pending",
        "7:2026-11-24": "pending",
    }


@pytest.mark.parametrize(
    ("tapped", "arrived"),
    [(20, None), (21, "b"), (22, None), (23, "d"), (9, None)],
    ids=["known", "between", "known too", "after all others", "long before"],
)
def test_a_tap_ends_the_answer_that_lies_where_its_message_does(
    work: Work, connection: Connection, tapped: int, arrived: str | None
) -> None:
    """Of a and c the messages are known, 20 and 22; of b and d nobody knew whether they arrived."""
    for key in "abcd":
        work.outbox.put(outgoing(key))
        [row] = claim(work)
        number = {"a": MessageId(20), "c": MessageId(22)}.get(key)
        work.outbox.settle([Settlement(row, RowState.sent if number else RowState.unknown, message=number)])

    work.outbox.tapped(ANNA, MessageId(tapped))

    ended = states(connection)
    assert {key for key in "bd" if ended[key] == "sent"} == ({arrived} if arrived else set())


def test_a_moved_chat_keeps_the_zone_that_only_its_new_number_has(work: Work, connection: Connection) -> None:
    """Without it the reminders that come along could never ring; what the old number has settled stands."""
    evening = Quiet(time(21), time(8))
    work.chats.put(chat(BERT, zone="Europe/Lisbon", quiet=evening))
    move_chat(connection, ANNA, BERT)
    moved = work.chats.get(BERT)
    assert moved is not None
    assert (moved.zone, moved.quiet) == ("Europe/Lisbon", evening)

    other = ChatId(-5)
    work.chats.put(chat(other, zone="Asia/Tokyo"))
    move_chat(connection, BERT, other)
    again = work.chats.get(other)
    assert again is not None
    assert (again.zone, again.quiet) == ("Europe/Lisbon", evening)


def test_a_moved_chat_keeps_what_only_its_new_number_has(work: Work, connection: Connection) -> None:
    """Hours set there, what waits for it, tips it knows, a routine half made."""
    evening = work.reminders.add(reminder(BERT, 21))
    work.outbox.put(outgoing("there", BERT))
    work.tips.show(BERT, TipKey("chin_tuck"), at(0))
    work.own.put_draft(Draft(BERT, PIECES))
    morning = work.reminders.add(reminder(ANNA, 9))
    work.outbox.put(outgoing("here", ANNA))

    move_chat(connection, ANNA, BERT)

    assert [each.id for each in work.reminders.of(BERT)] == [morning.id, evening.id]
    assert states(connection) == {"there": "pending", "here": "pending"}
    assert work.tips.seen(BERT) == {TipKey("chin_tuck"): at(0)}
    assert work.own.draft(BERT) == Draft(BERT, PIECES)

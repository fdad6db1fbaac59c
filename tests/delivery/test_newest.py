"""What the newest message of a chat offers is known, or else nothing is."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.newest import NewestButtons
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import Button, Message, phrase
from bot.ports import Ambiguous, Kind, Lane, Refused, RetryAt, Row, Sent

ANN, BEN, GROUP = ChatId(1), ChatId(2), ChatId(-5)
YES, NO = (Button(phrase(f"button.{each}"), each) for each in ("yes", "no"))


def row(*buttons: Button, chat: ChatId = ANN, edits: int | None = None) -> Row:
    """Return a message with `buttons`, or the edit of one."""
    shown = Message((phrase("start"),), buttons=(buttons,) if buttons else ())
    number = None if edits is None else MessageId(edits)
    kind = Kind.reply if edits is None else Kind.edit
    return Row(OutboxId(1), chat, kind, Lane.reply, shown, Language("en"), number, False, 1, 0, 1)


def shown(newest: NewestButtons, chat: ChatId = ANN) -> tuple[Button, ...]:
    """Return the buttons of the newest message; none, if it is not known."""
    known = newest.of(chat)
    return () if known is None else known.buttons


def test_the_newest_message_counts_with_its_last_edit() -> None:
    newest = NewestButtons()
    newest.note(row(YES), Sent(MessageId(1)))
    newest.note(row(YES, NO), Sent(MessageId(2)))
    newest.note(row(edits=1), Sent(MessageId(1)))  # the older one loses its buttons
    assert shown(newest) == (YES, NO)

    newest.note(row(NO, edits=2), Sent(MessageId(2)))
    assert shown(newest) == (NO,)


def test_what_has_not_surely_arrived_or_has_no_buttons_hides_what_is_above() -> None:
    for message, outcome in (
        (row(NO), Ambiguous()),
        (row(NO), Refused("a bug")),
        (row(NO), RetryAt(timedelta(seconds=9))),
        (row(NO, edits=1), Ambiguous()),
        (row(), Sent(MessageId(2))),
    ):
        newest = NewestButtons()
        newest.note(row(YES), Sent(MessageId(1)))
        newest.note(message, outcome)
        assert shown(newest) == ()


def test_groups_are_left_out_and_the_longest_silent_chat_is_forgotten() -> None:
    newest = NewestButtons(most=1)
    newest.note(row(YES, chat=GROUP), Sent(MessageId(1)))
    newest.note(row(YES, chat=ANN), Sent(MessageId(1)))
    newest.note(row(NO, chat=BEN), Sent(MessageId(1)))
    assert [shown(newest, chat) for chat in (GROUP, ANN, BEN)] == [(), (), (NO,)]

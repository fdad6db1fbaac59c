"""A broadcast goes on: a few messages each second, so that it never holds up anything else.

Each step is one unit of work. It writes messages for a few chats and notes how far it has come, so that a
kill between two steps neither leaves anybody out nor sends anything twice.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.actions.scene.by_itself import by_itself
from bot.domain.ids import ChatId, MessageId
from bot.domain.message import Message
from bot.ports import Broadcast, Chat, Ended, Kind, Lane, Listener, Now, Outgoing, Wait, Work
from bot.screens import broadcasts as screens

log = logging.getLogger(__name__)

AT_ONCE = 10  # messages that a step writes at most: a third of what Telegram takes in a second
LOOKED_AT = 50  # chats that a step looks at, most of which may be in their quiet hours
IN_THE_OUTBOX = 2 * AT_ONCE  # messages that wait to leave; while there are so many, no more are written
STEP = timedelta(seconds=0.9)  # beats are a second apart, and may come a little early
SHOWN_EVERY = timedelta(seconds=5)
LEAVES_WITHIN = timedelta(seconds=60)  # what has not left by then is written again at a better moment
WAITS_AT_MOST = timedelta(days=1)
IN_SESSION = timedelta(minutes=1)  # then it is looked at again whether the session is over
LOOKS_AT_LEAST = timedelta(minutes=1)
CLEARED = 500  # chats that stop waiting in one step, after Stop
AFTER_A_FAULT = timedelta(minutes=5)


def carry_news(work: Work, now: Now) -> None:
    """Do the next step of the broadcast that is on its way, if it is due."""
    broadcast = work.broadcasts.take_due(now.people)
    if broadcast is None:
        return
    put_off = partial(work.broadcasts.put_off, broadcast.id, now.people + AFTER_A_FAULT)
    with by_itself(work, "A broadcast could not go on.", put_off):
        _step(work, _counted(broadcast, work.broadcasts.count_ended()), now.people)


def _step(work: Work, broadcast: Broadcast, now: datetime) -> None:
    if broadcast.is_stopped:
        is_over = not work.broadcasts.clear_waiting(CLEARED)
    else:
        work.broadcasts.take_back(broadcast.id, now)
        broadcast = _write(work, broadcast, now)
        is_over = broadcast.reached is None and work.broadcasts.next_moment(broadcast.id) is None
    live = work.broadcasts.in_the_outbox()
    if is_over and not live:
        _end(work, broadcast, now)
        return
    broadcast = _shown(work, broadcast, now)
    work.broadcasts.put(replace(broadcast, due_at=_next_step(work, broadcast, live, now)))


def _counted(broadcast: Broadcast, new: Ended) -> Broadcast:
    if new == Ended():
        return broadcast
    old = broadcast.ended
    ended = Ended(old.sent + new.sent, old.unknown + new.unknown, old.failed + new.failed)
    return replace(broadcast, ended=ended, is_shown=False)


def _write(work: Work, broadcast: Broadcast, now: datetime) -> Broadcast:
    """Write messages to the chats that have waited, then to the next ones."""
    room = min(AT_ONCE, IN_THE_OUTBOX - work.broadcasts.in_the_outbox())
    message = screens.news(broadcast.news)
    done: list[ChatId] = []
    waits: list[Wait] = []
    for listener in work.broadcasts.waiting(broadcast.id, now, max(room, 0)):
        since = listener.since or now
        is_late = now - since >= WAITS_AT_MOST
        until = free_from(listener, now)
        if not listener.chat.wants_news or listener.chat.is_gone or (is_late and until is not None):
            broadcast = replace(broadcast, left_out=broadcast.left_out + 1, is_shown=False)
        elif until is not None:
            waits.append(Wait(listener.chat.id, min(until, since + WAITS_AT_MOST), since))
            continue
        else:
            _put(work, broadcast, listener.chat, message, now)
            room -= 1
        done.append(listener.chat.id)
    work.broadcasts.wait_no_more(done)
    work.broadcasts.let_wait(broadcast.id, waits)
    if broadcast.reached is None or room <= 0:
        return broadcast
    return _walk(work, broadcast, work.broadcasts.next_after(broadcast.reached, LOOKED_AT), room, now)


def _walk(
    work: Work, broadcast: Broadcast, listeners: Sequence[Listener], room: int, now: datetime
) -> Broadcast:
    """Write to the next chats, or let them wait, until there is no room for one more message."""
    message, waits, reached = screens.news(broadcast.news), [], broadcast.reached
    is_over = len(listeners) < LOOKED_AT
    for listener in listeners:
        until = free_from(listener, now)
        if until is not None:
            waits.append(Wait(listener.chat.id, min(until, now + WAITS_AT_MOST), now))
        elif room > 0:
            _put(work, broadcast, listener.chat, message, now)
            room -= 1
        else:
            is_over = False
            break
        reached = listener.chat.id
    work.broadcasts.let_wait(broadcast.id, waits)
    return replace(broadcast, reached=None if is_over else reached)


def free_from(listener: Listener, now: datetime) -> datetime | None:
    """Return from when on news may come to the chat; None: now."""
    chat = listener.chat
    zone = ZoneInfo(chat.zone or "UTC")
    moments = [now + IN_SESSION] if listener.in_session else []
    if chat.away is not None and chat.away.told_at > now:
        moments.append(chat.away.told_at)
    if chat.quiet is not None and chat.quiet.covers_moment(now, zone):
        moments.append(chat.quiet.end_after(now, zone))
    return max(moments, default=None)


def _put(work: Work, broadcast: Broadcast, chat: Chat, message: Message, now: datetime) -> None:
    """Write the message of a chat, unless it was written before."""
    work.outbox.put(
        Outgoing(
            chat=chat.id,
            kind=Kind.news,
            key=str(broadcast.id),
            message=message,
            lane=Lane.news,
            written_at=now,
            expires_at=_leaves_by(chat, now),
        )
    )


def _leaves_by(chat: Chat, now: datetime) -> datetime:
    """Return when a message that is written now expires: at the latest when the quiet hours begin."""
    soon = now + LEAVES_WITHIN
    if chat.quiet is None:
        return soon
    return min(soon, chat.quiet.begin_after(now, ZoneInfo(chat.zone or "UTC")))


def _next_step(work: Work, broadcast: Broadcast, live: int, now: datetime) -> datetime:
    """Return when the next step is due: later where all that is left are chats that wait."""
    if broadcast.is_stopped or broadcast.reached is not None or live or not broadcast.is_shown:
        return now + STEP
    moment = work.broadcasts.next_moment(broadcast.id) or now
    return max(now + STEP, min(moment, now + LOOKS_AT_LEAST))


def _shown(work: Work, broadcast: Broadcast, now: datetime) -> Broadcast:
    """Show the numbers on the card, if they are new and the last ones were shown some seconds ago."""
    shown_at = broadcast.shown_at
    is_soon = shown_at is not None and timedelta(0) <= now - shown_at < SHOWN_EVERY
    if broadcast.is_shown or is_soon:
        return broadcast
    _edit_card(work, broadcast, screens.on_its_way(broadcast), now)
    return replace(broadcast, is_shown=True, shown_at=now)


def _end(work: Work, broadcast: Broadcast, now: datetime) -> None:
    """Report to the administrator, and forget the broadcast."""
    report = screens.report(broadcast)
    _edit_card(work, broadcast, report, now)
    _tell(work, broadcast, Kind.word, report, now)
    work.broadcasts.drop(broadcast.id)
    ended = broadcast.ended
    log.info(
        "A broadcast has ended: %d sent, %d failed, %d perhaps lost.", ended.sent, ended.failed, ended.unknown
    )


def _edit_card(work: Work, broadcast: Broadcast, message: Message, now: datetime) -> None:
    if broadcast.card is not None:
        work.outbox.replace_edit(broadcast.chat, broadcast.card)
        _tell(work, broadcast, Kind.tally, message, now, edits=broadcast.card)


def _tell(
    work: Work,
    broadcast: Broadcast,
    kind: Kind,
    message: Message,
    now: datetime,
    edits: MessageId | None = None,
) -> None:
    chat = work.chats.get(broadcast.chat)
    if chat is None or chat.is_gone:
        return
    work.outbox.put(
        Outgoing(
            chat=broadcast.chat,
            kind=kind,
            key=f"broadcast:{broadcast.id}:{now.isoformat()}",
            message=message,
            lane=Lane.reminder,
            written_at=now,
            edits=edits,
        )
    )

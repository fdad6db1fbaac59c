"""The messages of a broadcast in the outbox: how they ended, and those that could not leave.

A row is counted once: then it is marked as mentioned, which means nothing else for this kind.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update

from bot.domain.ids import BroadcastId, ChatId
from bot.ports import Ended, RowState
from bot.storage.tables import is_one_of, news_is_uncounted, outbox, row_is_live
from bot.storage.unsent import withdraw

_columns = outbox.c
_could_not_leave = and_(
    is_one_of(_columns.state, frozenset({RowState.expired})), _columns.is_recalled.is_(False)
)
_COUNT_ENDED = (
    update(outbox)
    .where(news_is_uncounted, ~row_is_live, ~_could_not_leave)
    .values(is_mentioned=True)
    .returning(_columns.state)
)
# It never reached Telegram, so the row may be written again.
_TAKE_BACK = (
    delete(outbox)
    .where(news_is_uncounted, _could_not_leave, _columns.dedup_key == bindparam("b_key"))
    .returning(_columns.chat_id)
)
_LIVE = select(func.count()).select_from(outbox).where(news_is_uncounted, row_is_live)
_CANCEL = withdraw(news_is_uncounted)
_FAILED = (RowState.failed.value, RowState.blocked.value)


def count_ended(connection: Connection) -> Ended:
    """Count the messages that have ended since it was asked last."""
    count = Counter(connection.execute(_COUNT_ENDED).scalars())
    failed = sum(count[state] for state in _FAILED)
    return Ended(count[RowState.sent.value], count[RowState.unknown.value], failed)


def take_back(connection: Connection, broadcast: BroadcastId) -> list[ChatId]:
    """Delete the messages that could not leave in time; return their chats."""
    taken = connection.execute(_TAKE_BACK, {"b_key": str(broadcast)}).scalars()
    return [ChatId(number) for number in taken]


def count_live(connection: Connection) -> int:
    """Return how many messages wait to leave, or are leaving."""
    return connection.execute(_LIVE).scalar_one()


def cancel(connection: Connection) -> None:
    """Cancel the messages that wait; one in flight is not sent again if it does not reach Telegram."""
    connection.execute(_CANCEL)

"""A connection whose rows are written later, together; nothing is read or changed before they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Dialect, Executable, Select

from bot.domain.ids import ChatId

T = TypeVar("T")


class Ahead:
    """What was read ahead, for each kind of question and each chat."""

    def __init__(self) -> None:
        self._answers: dict[str, dict[int, Any]] = {}

    def know(self, kind: str, answers: dict[int, Any]) -> None:
        """Note the answers of all chats to one kind of question."""
        self._answers[kind] = answers

    def answer(self, kind: str, chat: ChatId, ask: Callable[[ChatId], T]) -> T:
        """Return the answer that is known, and still true; else that of `ask`, the usual question."""
        known = self._answers.get(kind, {})
        return cast(T, known[chat]) if chat in known else ask(chat)

    def drop(self, kind: str, chat: int) -> None:
        """Forget an answer, since the chat's rows are about to change."""
        with suppress(KeyError):
            del self._answers[kind][chat]

    def clear(self) -> None:
        """Forget all answers."""
        self._answers.clear()


class Later:
    """What the repositories take for a connection. It has what they use of one, and no more.

    Rows that are written later are written before any other statement. A statement that is no SELECT may
    change anything, so what was read ahead is forgotten with it.
    """

    def __init__(self, connection: Connection, ahead: Ahead) -> None:
        self.ahead = ahead
        self._connection = connection
        self._waiting: dict[Executable, list[Mapping[str, Any]]] = {}
        self._chats: dict[Executable, set[int]] = {}  # whose rows wait

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        return self._connection.dialect

    @property
    def invalidated(self) -> bool:
        """Is the connection lost?"""
        return self._connection.invalidated

    @property
    def connection(self) -> Any:
        """The driver's connection."""
        return self._connection.connection

    def write(
        self, chat: int, statement: Executable, values: Mapping[str, Any], after: Executable | None = None
    ) -> None:
        """Write a row of `chat` later. Rows of one statement keep their order.

        `after`: another statement for the same row. If it waits for this chat, it is written first.
        """
        if after is not None and chat in self._chats.get(after, ()):
            self.flush()
        self._waiting.setdefault(statement, []).append(values)
        self._chats.setdefault(statement, set()).add(chat)

    def flush(self) -> None:
        """Write all rows that wait."""
        waiting, self._waiting, self._chats = self._waiting, {}, {}
        for statement, rows in waiting.items():
            self._connection.execute(statement, rows)

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        """Write what waits, then run a statement."""
        self.flush()
        if not isinstance(statement, Select):
            self.ahead.clear()
        return self._connection.execute(statement, values)

    def exec_driver_sql(self, statement: str) -> CursorResult[Any]:
        """Write what waits, then run a statement of the driver, such as a savepoint."""
        self.flush()
        self.ahead.clear()
        return self._connection.exec_driver_sql(statement)

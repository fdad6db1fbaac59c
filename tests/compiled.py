"""Statements that SQLAlchemy has compiled once, for all databases that the tests of a process open.

Compiling a statement costs far more than running it. A bot compiles each of its statements once, but a test
opens a new database, and SQLAlchemy would compile all of them again for it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

MOST = 4000  # statements; the whole bot has some hundreds


class Compiled(dict[tuple[Hashable, ...], Any]):
    """A cache of compiled statements in which all dialects of the same class are one.

    The first part of SQLAlchemy's key is the dialect of the engine. Each engine makes its own one, but those
    of one class are the same here: all talk to the same SQLite, or to the same server.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: LRUCache[tuple[Hashable, ...], Any] = LRUCache(MOST)
        self._found: dict[tuple[Hashable, ...], tuple[Hashable, Any]] = {}

    def get(self, key: tuple[Hashable, ...], default: Any = None) -> Any:
        """Return the statement, compiled for any database of the kind."""
        dialect, form, *rest = key
        # The form of a statement is a long tuple that the statement keeps. To hash it costs more than all
        # else here. Its number is enough: the form is kept, too, so nothing else gets the same number.
        short = (type(dialect), id(form), *rest)
        if (found := self._found.get(short)) is not None:
            return found[1]
        compiled = self._kept.get(_of_kind(key), default)
        if compiled is not None:
            if len(self._found) >= MOST:
                self._found.clear()
            self._found[short] = form, compiled
        return compiled

    def __setitem__(self, key: tuple[Hashable, ...], compiled: Any) -> None:
        self._kept[_of_kind(key)] = compiled


def share() -> None:
    """Let all engines that connect from now on use one cache."""
    cache = Compiled()

    def use(connection: Connection) -> None:
        connection.execution_options(compiled_cache=cache)

    event.listen(Engine, "engine_connect", use)


def _of_kind(key: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    dialect, *rest = key
    return (type(dialect), *rest)

"""The tests of a process compile each statement once (`tests/compiled.py`)."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import event, literal, select

from bot.storage.sqlite import connect


def test_a_statement_is_compiled_once_for_all_databases_of_a_process() -> None:
    """SQLAlchemy may change what its key for compiled statements holds: then this says so."""
    seen: list[Any] = []

    def note(
        _connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool
    ) -> None:
        seen.append(context.compiled)

    for number in (1, 2):
        with closing(connect(None)) as opened:
            event.listen(opened, "after_cursor_execute", note)
            with opened.begin():
                assert opened.execute(select(literal(number).label("only_here"))).scalar_one() == number

    first, second = seen
    assert first is second

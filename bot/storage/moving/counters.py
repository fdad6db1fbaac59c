"""The counters that give rows their ids. An id that was used once is never used for anything else."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from bot.storage.moving.rows import copied_tables

_IN_FILE = text("SELECT name, seq FROM sqlite_sequence")
_SET_IN_FILE = text("UPDATE sqlite_sequence SET seq = :highest WHERE name = :name")
_NEW_IN_FILE = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)")
_SEQUENCE = text("SELECT pg_get_serial_sequence(:name, 'id')")
_SET_ON_SERVER = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")


def read(connection: Connection) -> dict[str, int]:
    """Return, for each table that gives ids, the highest id that it has ever given; 0: none yet."""
    if connection.dialect.name == "sqlite":
        given = {name: seq for name, seq in connection.execute(_IN_FILE)}
        return {name: given.get(name, 0) for name in _counted()}
    return {name: _on_server(connection, name) for name in _counted()}


def write(connection: Connection, highest: Mapping[str, int]) -> None:
    """Let each table give only ids above `highest`, and above those that it has already given."""
    for name, given in read(connection).items():
        if (wanted := highest.get(name, 0)) <= given:
            continue
        values = {"name": name, "highest": wanted}
        if connection.dialect.name != "sqlite":
            connection.execute(_SET_ON_SERVER, values)
        elif connection.execute(_SET_IN_FILE, values).rowcount == 0:
            connection.execute(_NEW_IN_FILE, values)


def _on_server(connection: Connection, name: str) -> int:
    sequence = connection.execute(_SEQUENCE, {"name": name}).scalar_one()
    last, is_used = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()
    return int(last) if is_used else 0


def _counted() -> list[str]:
    return [table.name for table in copied_tables() if table.kwargs.get("sqlite_autoincrement")]

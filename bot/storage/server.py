"""One database of a PostgreSQL server: its URL, a connection to it, and the lock of those who use it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.storage.problems import DatabaseInUse, DatabaseUnusable
from bot.storage.savepoints import savepoint
from bot.storage.trouble import InTrouble, Trouble, trouble_in

PREFIX = "postgresql"
OLDEST = 14
LOCK = 0x556E6B6E  # any number that other programs are not likely to use
# A connection that the network has cut is noticed within half a minute, by the bot and by the server.
_PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
    "application_name": "unknot",
}
# Moments without a zone are UTC. Who waits for a lock must outlast a process that stands still (see `share`).
_SETTINGS = """
    SET timezone = 'UTC';
    SET lock_timeout = '6s';
    SET default_transaction_isolation = 'read committed';
    SET tcp_keepalives_idle = 10;
    SET tcp_keepalives_interval = 5;
    SET tcp_keepalives_count = 3;
"""
# What a server says that will take connections later.
_LATER = ("starting up", "shutting down", "recovery", "not yet accepting", "not accepting")
_CROWDED = ("too many", "remaining connection slots")
_TAKE = f"SELECT pg_try_advisory_lock({LOCK})"
_SHARE = f"SELECT pg_try_advisory_lock_shared({LOCK})"
# A process that stands still in the middle of a transaction holds up the others no longer than this.
_STANDS_STILL = "SET idle_in_transaction_session_timeout = '3s'"
_WAIT_TO_MIGRATE = f"SELECT pg_advisory_xact_lock({LOCK + 1})"
_TABLES = """
    SELECT string_agg(quote_ident(tablename), ', ' ORDER BY tablename) FROM pg_tables
    WHERE schemaname = current_schema() AND tablename = ANY(%s)
"""
# The server looks for deadlocks after a second, so a migration that gives up sooner is never a part of one.
_WAIT_SHORTLY = "SET LOCAL lock_timeout = '200ms'"
_LET_OTHERS_GO = "SELECT pg_sleep(0.2)"
MOST_TRIES = 50


def is_server(text: str) -> bool:
    """Is this the URL of a PostgreSQL server?"""
    return text.startswith((f"{PREFIX}:", f"{PREFIX}+"))


def server_url(text: str) -> URL:
    """Return the URL; DatabaseUnusable unless it names a database of PostgreSQL."""
    # The message does not repeat the text, which may contain a password.
    sentence = "DATABASE_URL must look like postgresql://user:password@host:5432/unknot."
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseUnusable(sentence) from None
    if url.drivername not in (PREFIX, f"{PREFIX}+psycopg") or not url.database:
        raise DatabaseUnusable(sentence)
    missing = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    return url.set(drivername=f"{PREFIX}+psycopg").update_query_dict(missing)


def name_of(url: URL) -> str:
    """Return what people call the database: its place, without user and password."""
    host = url.host or url.query.get("host") or "localhost"
    return f"{url.database} on {host}{f':{url.port}' if url.port else ''}"


def connect(url: URL) -> Connection:
    """Connect. DatabaseUnusable: a person must change something first. InTrouble: not possible just now."""
    try:
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    except ModuleNotFoundError:
        raise DatabaseUnusable(
            "DATABASE_URL names a PostgreSQL server, but its driver is not installed: "
            "pip install 'unknot[postgres]'."
        ) from None
    event.listen(engine, "connect", _set_up)
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise _refusal(url, error) from None
    version = int((connection.dialect.server_version_info or (0,))[0])
    if version < OLDEST:
        connection.close()
        raise DatabaseUnusable(
            f"The server of {name_of(url)} is PostgreSQL {version}: Unknot needs {OLDEST} or newer."
        )
    return connection


def take(connection: Connection, name: str, *, alone: bool = True) -> None:
    """Lock the database for as long as the connection lasts; DatabaseInUse: another has it.

    `alone`: against all others; else only against those who want to be alone.
    """
    with connection.begin():
        if not alone:
            connection.exec_driver_sql(_STANDS_STILL)
        if connection.exec_driver_sql(_TAKE if alone else _SHARE).scalar_one():
            return
    connection.close()
    raise DatabaseInUse(
        f"Another Unknot is using the database {name}: stop it first, or give this one another DATABASE_URL."
    )


def wait_to_migrate(connection: Connection) -> None:
    """In a transaction: let no other process migrate the tables at the same time."""
    connection.exec_driver_sql(_WAIT_TO_MIGRATE)


def take_all_tables(connection: Connection, ours: Collection[str]) -> None:
    """In a transaction: let nobody else use any table of `ours` that is there, until the commit.

    Processes of the version before go on with the tables until then. Taking one table after the other would
    hold up, or undo, what has a table already and needs the next one. Other programs may have tables in the
    same schema, which this user perhaps may not lock.
    """
    names = connection.exec_driver_sql(_TABLES, (list(ours),)).scalar()
    for tries in range(MOST_TRIES if names else 0):
        try:
            with savepoint(connection):
                connection.exec_driver_sql(_WAIT_SHORTLY)
                connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
                return
        except DBAPIError as error:
            if trouble_in(error) is not Trouble.locked or tries == MOST_TRIES - 1:
                raise
        connection.exec_driver_sql(_LET_OTHERS_GO)


def _set_up(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(_SETTINGS)
    connection.autocommit = False


def _refusal(url: URL, error: DBAPIError) -> Exception:
    # The driver has no code for what a server says while somebody connects, so its words are looked at.
    said = str(error.orig)
    if any(words in said for words in _CROWDED):
        return InTrouble(Trouble.crowded)
    _, is_answer, answer = said.partition("FATAL:")
    if "no password supplied" in said:
        is_answer, answer = "yes", "no password was given"
    if is_answer and not any(words in said for words in _LATER):
        why = answer.strip().splitlines()[0]
        return DatabaseUnusable(f"The database {name_of(url)} cannot be used ({why}): check DATABASE_URL.")
    if "invalid" in said and "option" in said:
        return DatabaseUnusable("DATABASE_URL has a setting after the question mark that is not known.")
    return InTrouble(trouble_in(error) or Trouble.away)

"""Checks of a database on a PostgreSQL server: whether it can be reached, and is migrated."""

from __future__ import annotations

from datetime import datetime

from bot.doctor.database import IN_USE, STANDINGS
from bot.doctor.finding import Finding, ok, wrong
from bot.doctor.outbox import MAY_WAIT, OF_LATE, check_outbox, check_plan
from bot.storage.health import Unreadable
from bot.storage.origin import Standing
from bot.storage.server_health import ServerGlance, glance_at_server, server_name


def check_server(url: str, now: datetime, wire: datetime) -> tuple[bool | None, list[Finding]]:
    """Look at the database; return, too, whether a bot is using it. None: that is not known.

    `now` is people's time, `wire` the machine's. DatabaseUnusable: the URL names no database.
    """
    name = server_name(url)
    try:
        with glance_at_server(url) as glance:
            held = glance.is_held()
            return held, _findings(glance, name, held, now, wire)
    except Unreadable as problem:
        said = " ".join(str(problem).split()).rstrip(".")
        todo = "Look at DATABASE_URL, at the server, and at the rights of its user."
        return None, [wrong("database", said, todo)]


def _findings(glance: ServerGlance, name: str, held: bool, now: datetime, wire: datetime) -> list[Finding]:
    found = [_check_writes(glance, f"{name}, PostgreSQL {glance.version()}, {IN_USE[held]}")]
    standing = glance.standing()
    if standing is Standing.foreign:
        todo = "Name a database for Unknot alone in DATABASE_URL."
        return [*found, wrong("migrations", "the tables are not Unknot's", todo)]
    found.append(STANDINGS[standing])
    if standing is Standing.newest:
        found.append(check_plan(glance.overdue(now - MAY_WAIT), held))
        found += check_outbox(glance.counts(now - MAY_WAIT, now - OF_LATE, wire), held)
    return found


def _check_writes(glance: ServerGlance, seen: str) -> Finding:
    if glance.takes_writes():
        return ok("database", seen)
    todo = "Give the user its rights, or name the server that takes writes: a standby takes none."
    return wrong("database", f"{seen}; it takes no writes from this user", todo)

"""The tables that equal processes of one database share. A bot that is alone leaves them as they are."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, String, Table, text

from bot.storage.columns import Utc
from bot.storage.tables import metadata

__all__ = ["CLOCK", "COMMITS", "INTAKE", "PACE", "metadata", "processes", "shared"]

# The rows of `shared`, made by the migration.
PACE, INTAKE, CLOCK = "pace", "intake", "clock"
# How the names of those rows begin that each process makes for itself: the number of its last commit.
COMMITS = "commits "

# Who is alive: a process renews its lease by the server's clock.
processes = Table(
    "processes",
    metadata,
    Column("owner", String, primary_key=True),
    Column("lease_until", Utc, nullable=False),
)

# One row for each thing that exists once for all processes.
shared = Table(
    "shared",
    metadata,
    Column("name", String, primary_key=True),
    Column("owner", String),
    Column("lease_until", Utc),
    Column("term", BigInteger, nullable=False, server_default=text("0")),
    Column("value", JSON(none_as_null=True)),
)

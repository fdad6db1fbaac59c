"""Alembic runs this file. It migrates the connection that it gets from the bot.

When Alembic is run by hand (`alembic -x url=sqlite:///unknot.db ...`), a connection is opened here.
"""

from __future__ import annotations

from contextlib import nullcontext

from alembic import context
from sqlalchemy import Connection, create_engine

from bot.storage import server
from bot.storage.common_tables import metadata
from bot.storage.migrations import VERSIONS
from bot.storage.schema import give_conditions_to_postgresql


def migrate(connection: Connection) -> None:
    """Run the migrations that were asked for. On a server this is one transaction; on SQLite one is open."""
    if connection.dialect.name != "postgresql":
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        context.run_migrations()
        return
    # Reads the files of all migrations. Later others would wait for that, and the server would end a
    # transaction in which nothing happens for some seconds.
    all(context.script.walk_revisions())
    with connection.begin():
        server.wait_to_migrate(connection)  # the next process then finds nothing left to do
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        server.take_all_tables(connection, [VERSIONS, *metadata.tables])
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    give_conditions_to_postgresql()
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.connect() as own:
        with nullcontext() if own.dialect.name == "postgresql" else own.begin():
            migrate(own)

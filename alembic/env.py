"""Alembic runs this file. It migrates the connection that it gets from the bot.

When Alembic is run by hand (`alembic -x url=sqlite:///unknot.db ...`), a connection is opened here.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from bot.storage.common_tables import metadata


def migrate(connection: Connection) -> None:
    """Run the migrations that were asked for; whoever opened the transaction commits it."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.begin() as own:
        migrate(own)

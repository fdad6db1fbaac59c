"""An INSERT that may meet a row with the same key: one statement for SQLite and PostgreSQL.

SQLAlchemy has such an INSERT for each of the two databases. The one for PostgreSQL compiles for both, and for
SQLite to the same text as SQLite's own. The contract suite runs all of them on both databases.
"""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

__all__ = ["insert"]

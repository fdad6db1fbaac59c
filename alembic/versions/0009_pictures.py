"""A message may have a picture: what it shows, where a chat wants pictures, and which files are uploaded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("pictures", sa.String(), nullable=False, server_default="on"))
    op.add_column("outbox", sa.Column("shows", sa.String(), nullable=True))
    op.create_table(
        "files",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "sha256", name=op.f("pk_files")),
    )


def downgrade() -> None:
    op.drop_table("files")
    op.drop_column("outbox", "shows")
    op.drop_column("chats", "pictures")

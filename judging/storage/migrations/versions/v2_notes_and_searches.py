"""Notes, grades that can be withdrawn, queries that can be taken out, and searches kept to be judged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add to the first tables; every judgment there stays as it is."""
    op.add_column("judgment", sa.Column("note", sa.String(500), nullable=False, server_default=""))
    op.add_column("judgment", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.add_column("query", sa.Column("retired_at", sa.DateTime(timezone=True)))
    op.create_table(
        "logged",
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("text", name="pk_logged"),
    )

"""Answers at addresses of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Make their table; what is there stays as it is."""
    op.create_table(
        "kept_answer",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_answer"),
    )
    op.create_index("ix_kept_answer_kept_at", "kept_answer", ["kept_at"])

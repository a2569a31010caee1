"""What readers say of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Make its table; what is there stays as it is."""
    op.create_table(
        "answer_feedback",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("question", sa.String(1000), nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("answer", sa.String(4000), nullable=False),
        sa.Column("is_right", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("restricted", sa.Boolean, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer_feedback"),
    )
    op.create_index("ix_answer_feedback_given_at", "answer_feedback", ["given_at"])

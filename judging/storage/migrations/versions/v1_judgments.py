"""Judges, queries, pools and judgments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "judge",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judge"),
        sa.UniqueConstraint("name", name="uq_judge_name"),
    )
    op.create_table(
        "query",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("origin", sa.String(100)),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_query"),
        sa.UniqueConstraint("text", name="uq_query_text"),
    )
    op.create_table(
        "pooled",
        sa.Column("query_id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.String(100), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("query_id", "case_id", name="pk_pooled"),
        sa.ForeignKeyConstraint(["query_id"], ["query.id"], name="fk_pooled_query_id"),
    )
    op.create_table(
        "judgment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("judge_id", sa.Integer, nullable=False),
        sa.Column("query_id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.String(100), nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgment"),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name="fk_judgment_judge_id"),
        sa.ForeignKeyConstraint(["query_id", "case_id"], ["pooled.query_id", "pooled.case_id"], name="fk_judgment_query_id"),
        sa.CheckConstraint("grade BETWEEN 0 AND 3", name="grade"),
    )
    op.create_index("ix_judgment_of", "judgment", ["judge_id", "query_id", "case_id"])

"""The order in which searches were last heard, so that the oldest can make room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add a number to each search; those that were heard before stand before every other."""
    op.add_column("logged", sa.Column("number", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_logged_number", "logged", ["number"])

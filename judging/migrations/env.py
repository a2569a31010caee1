"""What Alembic runs to bring a database up to date; the connection is handed over by `judging.database`."""

from __future__ import annotations

from alembic import context

from judging.models import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()

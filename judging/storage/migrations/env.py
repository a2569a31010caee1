"""What Alembic runs to bring a database up to date; the connection is handed over by `judging.storage.database`."""

from __future__ import annotations

from alembic import context

from judging.storage.tables import JudgingTable

context.configure(connection=context.config.attributes["connection"], target_metadata=JudgingTable.metadata)
with context.begin_transaction():
    context.run_migrations()

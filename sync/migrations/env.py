"""Alembic's entry: migrates on the connection that it is given."""

from __future__ import annotations

from typing import Any

from alembic import context

from sync.migrations.migrate import ours
from sync.storage.database import Base


def _is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _to: Any) -> bool:
    return kind != "table" or name in ours()


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_object=_is_ours,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,  # all that there is to do, or nothing, on either database
)
with context.begin_transaction():
    if connection.dialect.name == "sqlite":
        # Python's driver begins at the first row that is written, not at the first table that is made:
        # a process that dies would leave half of a migration.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.run_migrations()

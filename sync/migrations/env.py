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
)
with context.begin_transaction():
    context.run_migrations()

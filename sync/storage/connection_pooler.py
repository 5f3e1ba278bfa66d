"""Whether something between us and PostgreSQL lends each transaction another connection.

pgbouncer does in its modes `transaction` and `statement`. Locks that outlive a transaction are lost
there: which worker lives, and who migrates, could not be told any more.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Final

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

PATIENCE: Final = 3.0
"""Seconds for the second connection: a small pool in session mode has none left, which is no fault."""

STATEMENT: Final = "statement pooling mode"
"""What pgbouncer says of any transaction in that mode."""

TRIES: Final = 3
_PID: Final = sa.text("SELECT pg_backend_pid()")


def lends_connections(url: str) -> bool:
    """Return whether one connection of ours meets another process of the server while a second one is in
    a transaction. Raises SQLAlchemy's errors where the database cannot be reached.
    """
    if not url.startswith("postgresql"):
        return False
    engine = sa.create_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args={"connect_timeout": 10}
    )
    plain = engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with plain.connect() as ours:
            return any(_changes(ours, engine) for _ in range(TRIES))
    except sa.exc.OperationalError as error:
        if STATEMENT in str(error.orig):
            return True
        raise


def _changes(ours: sa.Connection, engine: sa.Engine) -> bool:
    first = ours.scalar(_PID)
    taken, done = threading.Event(), threading.Event()
    threading.Thread(target=_hold, args=(engine, taken, done), daemon=True).start()
    try:
        if not taken.wait(PATIENCE):
            return False
        return bool(ours.scalar(_PID) != first)
    finally:
        done.set()


def _hold(engine: sa.Engine, taken: threading.Event, done: threading.Event) -> None:
    """Be in a transaction until `done`; where none can be had, `taken` stays as it is."""
    with suppress(sa.exc.SQLAlchemyError), engine.connect() as other:
        other.scalar(_PID)
        taken.set()
        done.wait(PATIENCE)

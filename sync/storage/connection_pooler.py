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

PATIENCE: Final = 10.0
"""Seconds to wait for the second connection: as many as for the first."""

STATEMENT: Final = "statement pooling mode"
"""What pgbouncer says of any transaction in that mode."""

TRIES: Final = 3
_PID: Final = sa.text("SELECT pg_backend_pid()")


class OneConnection(Exception):
    """Whoever lends us connections has no second one in time: a pool of one, or a full one."""


def lends_connections(url: str) -> bool:
    """Return whether two connections of ours share a process of the server, or one meets another process
    while a second one is in a transaction. Raises `OneConnection`, and SQLAlchemy's errors where the
    database cannot be reached.
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
    taken: list[int] = []
    known, done = threading.Event(), threading.Event()
    threading.Thread(target=_hold, args=(engine, taken, known, done), daemon=True).start()
    try:
        if not known.wait(PATIENCE):
            raise OneConnection
        if not taken:
            return False
        # A pool of one has lent them ours: to ask again would only be to wait for it.
        return taken[0] == first or bool(ours.scalar(_PID) != first)
    finally:
        done.set()


def _hold(
    engine: sa.Engine, taken: list[int], known: threading.Event, done: threading.Event
) -> None:
    """Be in a transaction until `done`, and tell by which process; where none can be had, by none."""
    with suppress(sa.exc.SQLAlchemyError), engine.connect() as other:
        taken.append(other.execute(_PID).scalar_one())
        known.set()
        done.wait(PATIENCE)
    known.set()

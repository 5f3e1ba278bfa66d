"""The database: one SQLAlchemy engine for SQLite or PostgreSQL, shared with the engine of jobs."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from sync.storage.absence import Absence
from sync.storage.private import private_file
from sync.storage.room import Room

Writer = Session | sa.Connection
"""What a delivery is written with: a bare connection costs a third of a session."""


class UTCDateTime(TypeDecorator[datetime]):
    """An instant, always UTC with its zone in Python. SQLite keeps no zone: it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant in UTC. Raises `ValueError` for a datetime without zone: it would silently mean
        another instant elsewhere.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of ours. The engine of jobs keeps its own tables beside them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        dict[str, Any]: sa.JSON,
        list[Any]: sa.JSON,
    }


def database_url(setting: str | None, data: Path) -> str:
    """Return the SQLAlchemy URL for the `DATABASE_URL` setting; a SQLite file in `data` where it is empty."""
    if not setting:
        return f"sqlite:///{(data / 'greffier.db').resolve()}"
    for scheme in ("postgres://", "postgresql://"):
        if setting.startswith(scheme):
            return "postgresql+psycopg://" + setting.removeprefix(scheme)
    return setting


def is_database_url(url: str) -> bool:
    """Return whether this is the address of a database that Greffier can work with."""
    try:
        return sa.make_url(url).drivername in ("sqlite", "postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        return False


def insert_for(dialect: str, table: type[Any]) -> Any:
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table.__table__)


def dialect_of(session: Writer) -> str:
    """Return "sqlite" or "postgresql"."""
    bound = session if isinstance(session, sa.Connection) else session.get_bind()
    return bound.dialect.name


PATIENCE = 30
"""Seconds that a transaction waits for the one writer of SQLite."""


def make_engine(url: str) -> sa.Engine:
    """Return an engine for that URL, set up so that web and worker processes can share the database.

    SQLite: WAL lets readers go on beside the one writer; a transaction takes the write lock at its
    first write and waits up to 30 s for it. PostgreSQL: dead connections are noticed before use,
    and a machine that vanishes frees its locks after about 35 s (TCP keep-alive). Errors show the
    statement without its values: names of students would end in logs. What is committed is on disk,
    on either, unless the transaction `may_lag`.
    """
    if url.startswith("sqlite"):
        file = Path(sa.make_url(url).database or "")
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = sa.create_engine(url, pool_size=20, max_overflow=20, hide_parameters=True)
        sa.event.listen(engine, "do_connect", lambda *_: private_file(file))
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _sync_as_wanted)
        return engine
    keepalive = {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3}
    engine = sa.create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, **keepalive},
    )
    sa.event.listen(engine, "connect", _prepare_postgres)
    sa.event.listen(engine, "begin", _sync_as_wanted)
    return engine


MAY_LAG = "may_lag"
"""The option of an engine whose commits may be lost at a power cut."""


def lagging(engine: sa.Engine) -> sa.Engine:
    """Return the same engine, whose commits may be lost at a power cut."""
    return engine.execution_options(**{MAY_LAG: True})


def _sync_as_wanted(connection: sa.Connection) -> None:
    """Set whether the commit that is to come waits for the disk."""
    lags = connection.get_execution_options().get(MAY_LAG, False)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        kept = connection.connection.info  # for as long as this connection to the file lives
        if kept.get(MAY_LAG, False) is not lags:
            driver.execute(f"PRAGMA synchronous={'NORMAL' if lags else 'FULL'}")
            kept[MAY_LAG] = lags
    elif lags and not driver.autocommit:
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")


def _prepare_postgres(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Have the server answer only once what is committed is on disk, however it is set up."""
    connection.execute("SET synchronous_commit TO ON")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = "IMMEDIATE"
    # A checkpoint makes one commit wait for the disk: every 16 MiB instead of every 4.
    for pragma in (
        f"busy_timeout={PATIENCE * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=4000",
        "secure_delete=ON",  # what is erased is written over, not only given free
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA foreign_keys=ON")
    if sqlite3.sqlite_version_info < (3, 42):  # what the engine asks there with Python 3.12
        connection.create_function("unixepoch", 1, _unixepoch)


def _unixepoch(modifier: str) -> float | None:
    """Do what `unixepoch('subsec')` of SQLite 3.42 does: seconds since 1970, with their fraction."""
    return time.time() if modifier in ("subsec", "subsecond") else None


INBOX = sa.Table(
    "inbox",
    sa.MetaData(),
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    sa.Column("received_at", UTCDateTime, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    # A number that came again would let one worker forget what another one has not seen.
    sqlite_autoincrement=True,
)
"""Where deliveries lie until a worker takes them out. On SQLite in a file of its own."""


def _make_inbox(url: sa.URL) -> sa.Engine:
    """Return an engine for the file of SQLite's inbox, beside the database: whoever Trello waits for
    never waits for the writers of the mirror.
    """
    file = Path(url.database or "greffier.db")
    engine = make_engine(f"sqlite:///{file.with_name(f'{file.stem}-inbox.db')}")
    sa.event.listen(engine, "connect", _prepare_inbox)
    return engine


def _prepare_inbox(connection: Any, _record: ConnectionPoolEntry) -> None:
    made = sa.schema.CreateTable(INBOX, if_not_exists=True)
    connection.execute(str(made.compile(dialect=sqlite.dialect())))


ALONE = 0x67726566  # one lock for all writers of the mirror


def alone(session: Session) -> None:
    """Be the only such transaction until this one ends: what is read is still so when it is written. A
    run and a snapshot may write the same card, two snapshots the same member.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        # Its first write makes a transaction the only one; there may have been one already.
        if not getattr(connection.connection, "in_transaction", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ALONE})


def flush_alone(session: Session) -> None:
    """Write what was changed so far, alone. One that wrote rows first and then asked to be alone could wait
    for ever for another that is alone and wants these rows.
    """
    alone(session)
    session.flush()


class Database:
    """The engine, and short transactions on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self.lagging = lagging(self.engine)
        self.inbox = _make_inbox(self.engine.url) if self.is_sqlite else self.engine
        self.room = Room()
        for each in {self.engine, self.inbox}:
            self.room.watch(each)
        self.absence = Absence()
        if not self.is_sqlite:
            self.absence.watch(self.engine)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, *, may_lag: bool = False) -> Iterator[Session]:
        """Open one short transaction: committed at the end, rolled back if anything is raised.

        What is committed is on disk when this returns. `may_lag`: not yet; a power cut may take it
        back, with all later commits that lag too. For what can be made again: the mirror, wakes, the
        jobs of the engine.

        Never call Trello inside: a slow answer would hold the write lock for everybody. For the
        same reason what is changed is written at the end, or where `flush` is called.
        """
        with (
            Session(
                self.lagging if may_lag else self.engine, expire_on_commit=False, autoflush=False
            ) as session,
            session.begin(),
        ):
            yield session

    def forget_erased(self) -> bool:
        """Take what was just erased out of SQLite's log of writes as well, where it would stand until
        others write over it. Returns False where somebody read the database all the while.
        """
        if not self.is_sqlite:
            return True
        found = [_emptied(each) for each in (self.engine, self.inbox)]
        return all(found)

    def close(self) -> None:
        """Give every connection back."""
        self.absence.forget()
        self.inbox.dispose()
        self.engine.dispose()


def _emptied(engine: sa.Engine) -> bool:
    with engine.connect() as connection:
        log: Any = connection.connection.driver_connection
        (busy, *_) = log.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy

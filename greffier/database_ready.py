"""Before anything is served: the database answers, keeps locks, and is not of a later version."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from greffier.settings import Settings, SettingsError
from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language
from sync.migrations.made_by import NewerTables
from sync.release import release
from sync.storage.connection_pooler import STATEMENT, OneConnection, lends_connections
from sync.storage.database import Database

NAP: Final = 1.0
"""Seconds between two tries."""

NEVER: Final = ("authentication failed", "does not exist", "no pg_hba.conf", "invalid ")
"""What PostgreSQL says where waiting does not help."""

POOLED: Final = Sentence(
    "DATABASE_URL passe par un répartiteur de connexions (pgbouncer) en mode « transaction » : les verrous "
    "de Greffier n'y tiennent pas. Donnez l'adresse directe de PostgreSQL, ou mettez ce répartiteur en mode "
    "« session » (pool_mode = session).",
    "DATABASE_URL goes through a pool of connections (pgbouncer) in “transaction” mode: Greffier's locks do "
    "not hold there. Give PostgreSQL's own address, or put that pool into “session” mode (pool_mode = "
    "session).",
)
ALONE: Final = Sentence(
    "DATABASE_URL passe par un répartiteur de connexions (pgbouncer) qui n'en a qu'une de libre : Greffier "
    "en tient plusieurs à la fois. Donnez l'adresse directe de PostgreSQL, ou agrandissez ce répartiteur "
    "(default_pool_size = 40).",
    "DATABASE_URL goes through a pool of connections (pgbouncer) that has a single one free: Greffier holds "
    "several at once. Give PostgreSQL's own address, or make that pool larger (default_pool_size = 40).",
)
_NEWER: Final = Sentence(
    "cette base a été mise à jour par Greffier {made_by} (tables {theirs}), et ce programme est la version "
    "{release} (tables {ours}) : remettez la version {made_by}, ou restaurez la sauvegarde d'avant la mise à "
    "jour.",
    "this database was brought forward by Greffier {made_by} (tables {theirs}), and this program is version "
    "{release} (tables {ours}): put version {made_by} back, or restore the backup from before the upgrade.",
)
_LATER: Final = Sentence(
    "cette base a été mise à jour par une version plus récente de Greffier (tables {theirs}) que ce "
    "programme ({release}, tables {ours}) : remettez cette version, ou restaurez la sauvegarde d'avant la "
    "mise à jour.",
    "this database was brought forward by a later version of Greffier (tables {theirs}) than this program "
    "({release}, tables {ours}): put that version back, or restore the backup from before the upgrade.",
)


def newer(error: NewerTables, language: Language) -> str:
    """Return which version made these tables, and what to do."""
    told = _NEWER if error.made_by not in ("", release()) else _LATER
    values = {"made_by": error.made_by, "release": release()}
    return fill(told, language, {**values, "theirs": error.theirs, "ours": error.ours})


def check_database(
    settings: Settings, database: Database, stopped: Callable[[float], bool] | None = None
) -> None:
    """Wait until PostgreSQL answers, then raise `SettingsError` where locks would not hold, or
    `NewerTables` where a later version made the tables.

    `stopped` waits so many seconds and tells whether to give up. Raises SQLAlchemy's errors where
    waiting does not help.
    """
    from sync.migrations.migrate import check_not_newer  # Alembic: 5 MB that nobody needs later

    if not database.is_sqlite:
        if not _wait(database, stopped or _sleep):
            return
        try:
            lends = lends_connections(settings.database)
        except OneConnection as error:
            raise SettingsError([fill(ALONE, settings.language, {})]) from error
        if lends:
            raise SettingsError([fill(POOLED, settings.language, {})])
    check_not_newer(database)


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return False


def _wait(database: Database, stopped: Callable[[float], bool]) -> bool:
    """Wait until it answers; False where we were told to stop meanwhile. Its engine tells of it."""
    while True:
        try:
            with database.engine.connect():
                return True
        except sa.exc.OperationalError as error:
            why = str(error.orig).strip().splitlines()[0]
            if STATEMENT in why:
                return True
            if any(each in why for each in NEVER):
                raise
        if stopped(NAP):
            return False

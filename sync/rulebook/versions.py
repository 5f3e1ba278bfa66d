"""Versions of the rulebook: the latest is in force in every process within about a second.

The file is the first version. What a manager applies at the desk is a new one; so is the file when
it was edited since it was last seen, and being newer it then wins.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.editing.parse import Rulebook, RulebookError, read_rulebook
from rules.titles.reader import forget_readings
from rules.twins import forget_names
from rules.verdict import Language
from sync.clock import now
from sync.mirror.board_memory import forget_boards
from sync.rulebook.erasures import erasures
from sync.storage.board_tables import RulebookVersionRow
from sync.storage.database import Database, alone
from sync.storage.tables import FactRow

Origin = Literal["file", "desk"]

FILE_SEEN = "rulebook-file"
"""The fact that tells which text the file had when it was last looked at."""

LOOK_EVERY = 1.0
"""Seconds for which the rules are believed to be in force without asking again."""

LOOK_AFTER_FAULT = 15.0
"""Seconds until a database that did not answer is asked again."""

_SOURCE = Sentence("règlement, version {id}", "rulebook, version {id}")

log = structlog.get_logger("greffier")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the rulebook. `by` is "" for the file; `at` carries UTC."""

    id: int
    at: datetime
    by: str
    reason: str
    origin: Origin
    based_on: int | None
    text: str


class ChangedMeanwhile(Exception):
    """Somebody applied another version since the one that a change was made for."""

    def __init__(self, latest: Version) -> None:
        super().__init__(f"version {latest.id} is in force")
        self.latest = latest


def latest_id(session: Session) -> int | None:
    """Return the id of the version in force, or None where there is none yet."""
    return session.scalar(sa.select(sa.func.max(RulebookVersionRow.id)))


def latest(session: Session) -> Version | None:
    """Return the version in force, or None where there is none yet."""
    row = RulebookVersionRow
    found = session.scalar(sa.select(row).order_by(row.id.desc()).limit(1))
    return _version(found) if found is not None else None


def version(session: Session, version_id: int) -> Version | None:
    """Return the version with this id, or None."""
    row = session.get(RulebookVersionRow, version_id)
    return _version(row) if row is not None else None


def versions(session: Session, before: int | None = None, limit: int = 20) -> Sequence[Version]:
    """Return versions, newest first; those older than `before` where it is given."""
    row = RulebookVersionRow
    query = sa.select(row).order_by(row.id.desc()).limit(limit)
    if before is not None:
        query = query.where(row.id < before)
    return [_version(each) for each in session.scalars(query)]


def add(session: Session, text: str, origin: Origin, by: str, reason: str, at: datetime) -> Version:
    """Add a new version with this text, based on the one in force. It is in force from now on."""
    alone(session)
    row = RulebookVersionRow(
        at=at, by=by[:64], reason=reason, origin=origin, based_on=latest_id(session), text=text
    )
    session.add(row)
    session.flush()
    return _version(row)


def adopt(session: Session, text: str, at: datetime) -> Version | None:
    """Take in the file's text where it was edited since it was last seen. Returns the new version, or None
    where the file is as it was, or says what is in force already.
    """
    if not see_file(session, text, at):
        return None
    known = latest(session)
    if known is not None and known.text == text:
        return None
    return add(session, text, "file", "", "", at)


def see_file(session: Session, text: str, at: datetime) -> bool:
    """Note that the file has this text. Returns False where it had it when it was last looked at."""
    mark = _mark(text)
    seen = session.get(FactRow, FILE_SEEN)
    if seen is not None and seen.value == mark:
        return False
    alone(session)
    seen = session.get(FactRow, FILE_SEEN, populate_existing=True)
    if seen is None:
        session.add(FactRow(key=FILE_SEEN, value=mark, at=at))
        return True
    if seen.value == mark:
        return False
    seen.value, seen.at = mark, at
    return True


def read_version(known: Version, language: Language) -> Rulebook:
    """Return the rulebook of this version. Raises `RulebookError` where this program cannot read it."""
    return read_rulebook(known.text, _SOURCE.in_(language).format(id=known.id), language)


class RulesInForce:
    """The rules in force, looked up again about once a second. Safe for threads.

    `text` is the file's, whose rules hold while the database has no version yet.
    """

    def __init__(
        self,
        database: Database,
        text: str,
        source: str,
        language: Language = "fr",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database, self._text, self._language, self._clock = database, text, language, clock
        self._rulebook = read_rulebook(text, source, language)
        self._version: Version | None = None
        self._look_at: float | None = None
        self._erasures = 0
        self._lock = threading.Lock()

    def __call__(self) -> Rulebook:
        """Return the rules in force. Where the database does not answer: those that were in force last."""
        if self._look_at is None or self._clock() >= self._look_at:
            self.look()
        return self._rulebook

    @property
    def text(self) -> str:
        """The text of the rules in force."""
        known = self.version
        return known.text if known is not None else self._text

    @property
    def version(self) -> Version | None:
        """The version in force; None while the database has none, and the file holds."""
        self()
        return self._version

    def look(self) -> None:
        """Look now. A version that cannot be read changes nothing."""
        with self._lock:
            self._look_at = self._clock() + LOOK_EVERY
            try:
                with self.database.transaction() as session:
                    self._forget(erasures(session))
                    newest = latest_id(session)
                    if newest is None or (self._version and self._version.id == newest):
                        return
                    found = latest(session)
            except SQLAlchemyError:  # /health tells of it
                self._look_at = self._clock() + LOOK_AFTER_FAULT
                return
            if found is not None:
                self._take(found)

    def _forget(self, erased: int) -> None:
        """Forget everything that was read: after an erasure, in whichever process, nothing is remembered
        here.
        """
        if erased != self._erasures:
            forget_readings()
            forget_names()
            forget_boards()
        self._erasures = erased

    def _take(self, found: Version) -> None:
        try:
            known = self._version is None and found.text == self._text  # the file's, read already
            if not known:
                self._rulebook = read_version(found, self._language)
        except RulebookError as error:
            log.error("rulebook not understood", version=found.id, problems=len(error.problems))
            return
        self._version = found

    def adopt(self) -> Version | None:
        """Take in the file where it was edited; returns the new version. None where there is nothing new,
        or the tables are not there yet.
        """
        try:
            with self.database.transaction() as session:
                taken = adopt(session, self._text, now())
        except (OperationalError, ProgrammingError):
            return None
        self.look()
        return taken

    def file_is(self) -> Literal["in force", "edited", "behind"]:
        """Return how the file stands to the rules in force: it says the same, it was edited since it was
        last looked at, or a newer version of the desk's has overtaken it.
        """
        if self.text == self._text:
            return "in force"
        with self.database.transaction() as session:
            seen = session.get(FactRow, FILE_SEEN)
        return "behind" if seen is not None and seen.value == _mark(self._text) else "edited"


def _mark(text: str) -> dict[str, Any]:
    return {"sha256": sha256(text.encode()).hexdigest()}


def _version(row: RulebookVersionRow) -> Version:
    origin: Origin = "desk" if row.origin == "desk" else "file"
    return Version(row.id, row.at, row.by, row.reason, origin, row.based_on, row.text)

"""A database that does not answer: told once, again from time to time, and once when it is back."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # gunicorn's first process asks `is_any_away` too, and needs no SQLAlchemy: 20 MB
    import sqlalchemy as sa

SAY_EVERY: Final = 30.0
"""Seconds between two words about the same absence."""

SUBORDINATE: Final = ("greffier.database", "dbos")
"""The logs of those who only find out for themselves that it is away, each with its own turn of phrase."""

log = logging.getLogger("greffier")
_away = set["Absence"]()


class Absence:
    """Whether a server answers, as everybody who asks it in this process finds. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: float | None = None
        self._said = -SAY_EVERY
        self._told = False

    def watch(self, engine: sa.Engine) -> None:
        """Notice from now on when connections of this engine are refused or lost, and when there is one
        again.
        """
        from sqlalchemy import event

        event.listen(engine, "handle_error", self._failed)
        event.listen(engine, "connect", lambda *_: self.answered())

    def _failed(self, context: Any) -> None:
        if context.is_pre_ping or not _is_gone(context):
            return
        why = str(context.original_exception).strip().splitlines()[:1] or [""]
        with self._lock:
            at = time.monotonic()
            if self._since is None:
                self._since = at
                _away.add(self)
            if at - self._said < SAY_EVERY:
                return
            self._said, self._told = at, True
            away = round(at - self._since)
        if log.hasHandlers():  # a command tells of it in words of its own
            log.warning("the database does not answer (for %d s): %s", away, why[0][:200])

    def answered(self) -> None:
        """Note that there is a connection."""
        with self._lock:
            if self._since is None:
                return
            away, told = round(time.monotonic() - self._since), self._told
            self._since, self._told = None, False
            _away.discard(self)
        if told:
            log.warning("the database answers again (it was away for %d s)", away)

    def forget(self) -> None:
        """Watch no more: nobody here needs it now."""
        _away.discard(self)


def _is_gone(context: Any) -> bool:
    from sqlalchemy.exc import OperationalError

    if context.connection is None:
        return isinstance(context.sqlalchemy_exception, OperationalError)
    return bool(context.is_disconnect)


def is_any_away() -> bool:
    """Return whether a database of this process does not answer just now."""
    return bool(_away)

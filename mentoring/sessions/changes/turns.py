"""Whose turn it is to change sessions: what is free when it is looked at is free when it is written."""

from __future__ import annotations

import hashlib
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.database import alone

EVERYBODY: Final = 0x73657373
"""The lock that everybody who books shares, and whoever places all sessions holds alone."""


def take_turns(session: Session, *people: str) -> None:
    """Have nobody else book for these people (mentors and students by id) until the transaction ends. Call
    it once, before anything is read; locks are taken in one order everywhere.
    """
    if _sqlite(session):
        alone(session)
        return
    session.execute(sa.text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": EVERYBODY})
    for key in sorted({_key(each) for each in people}):
        session.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def take_all_turns(session: Session) -> None:
    """Have nobody else book for anybody until the transaction ends."""
    if _sqlite(session):
        alone(session)
    else:
        session.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": EVERYBODY})


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _key(person: str) -> int:
    digest = hashlib.sha256(f"session:{person}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)

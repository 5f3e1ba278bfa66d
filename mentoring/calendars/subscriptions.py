"""Calendars behind secret addresses: who has one, and which. Only the hash of a secret is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.outcome_tables import FeedRow

FeedKind = Literal["mine", "all"]
KINDS: Final[tuple[FeedKind, ...]] = ("mine", "all")


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose calendar an address opens, and which one: their own, or that of all."""

    member_id: str
    kind: FeedKind


def make_address(session: Session, member_id: str, kind: FeedKind, now: datetime) -> str:
    """Make a new secret for this calendar and return it: it is told only once. The one before opens nothing
    any more; nor do the links to single sessions, where the calendar is the person's own.
    """
    token = secrets.token_urlsafe(32)
    row = session.get(FeedRow, (member_id, kind))
    if row is None:
        row = FeedRow(member_id=member_id, kind=kind)
        session.add(row)
    row.token_hash, row.made_at = _hash(token), now
    if kind == "mine":
        close_links(session, member_id)
    session.flush()
    return token


def revoke_address(session: Session, member_id: str, kind: FeedKind) -> bool:
    """Close this calendar's address. Returns whether there was one."""
    if kind == "mine":
        close_links(session, member_id)
    row = session.get(FeedRow, (member_id, kind))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


LINKS: Final = "links"
"""The kind of row that says that a person's sessions have pages of their own, by links in their calendar."""


def open_links(session: Session, member_id: str, now: datetime) -> bool:
    """Have this person's calendar link each session to its page from now on. Returns False, with nothing
    done, where they have no calendar of their own.
    """
    if session.get(FeedRow, (member_id, "mine")) is None:
        return False
    if session.get(FeedRow, (member_id, LINKS)) is None:
        made = _hash(secrets.token_urlsafe(32))
        session.add(FeedRow(member_id=member_id, kind=LINKS, token_hash=made, made_at=now))
        session.flush()
    return True


def close_links(session: Session, member_id: str) -> bool:
    """Have the links open nothing any more. Returns whether there were any."""
    row = session.get(FeedRow, (member_id, LINKS))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def links_key(session: Session, member_id: str) -> str | None:
    """Return what this person's links are made of; None while they have none."""
    row = session.get(FeedRow, (member_id, LINKS))
    return row.token_hash if row is not None else None


def addresses(session: Session, member_id: str) -> dict[FeedKind, datetime]:
    """Return since when each of this person's calendars has its address."""
    rows = session.scalars(sa.select(FeedRow).where(FeedRow.member_id == member_id))
    made = {row.kind: row.made_at for row in rows}
    return {kind: made[kind] for kind in KINDS if kind in made}


def feed_of(session: Session, token: str) -> Feed | None:
    """Return the calendar that this secret opens, None where it opens none. Its hash is looked up, so that
    the time an answer takes tells nothing of the secret.
    """
    wanted = _hash(token)
    query = sa.select(FeedRow).where(FeedRow.token_hash == wanted, FeedRow.kind.in_(KINDS))
    row = session.scalar(query)
    if row is None or not hmac.compare_digest(row.token_hash, wanted):
        return None
    return Feed(row.member_id, "all" if row.kind == "all" else "mine")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def card_token(secret: str, card_id: str) -> str:
    """Return the part of the address of one card's event that cannot be guessed."""
    digest = hmac.new(secret.encode(), f"event:{card_id}".encode(), hashlib.sha256)
    return f"{card_id}-{digest.hexdigest()[:32]}"


def card_of_token(secrets_: Sequence[str], token: str) -> str | None:
    """Return the card whose event this address is for, None where none of these secrets made it."""
    card_id, right = token.partition("-")[0], False
    for each in secrets_:
        right |= hmac.compare_digest(card_token(each, card_id).encode(), token.encode())
    return card_id if right else None


def card_event_url(public_url: str, secret: str, card_id: str) -> str:
    """Return the address of a card's event as a file; "" without a public URL."""
    if not public_url:
        return ""
    return f"{public_url.rstrip('/')}/calendrier/carte/{card_token(secret, card_id)}.ics"


def feed_url(public_url: str, token: str) -> str:
    """Return the address of a calendar."""
    return f"{public_url.rstrip('/')}/calendrier/{token}.ics"

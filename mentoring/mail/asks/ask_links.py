"""The address behind which somebody who is asked to take a card answers. Only the hash of its secret is
kept: the service makes it again from its own secret and the row's nonce, as for students' pages.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.student_links import Addresses
from mentoring.school.ask_tables import AskRow

PATH: Final = "demande"
OPEN_FOR: Final = timedelta(days=30)
"""So long after the ask its address opens something, if it still waits for an answer."""


def address_of(session: Session, addresses: Addresses, row: AskRow) -> str:
    """Return where this person answers; made for the first mail, the same for each try of it."""
    known = (_token(each, row) for each in addresses.secrets)
    found = next((x for x in known if hmac.compare_digest(_hash(x), row.token_hash)), None)
    if found is None:
        row.nonce = secrets.token_hex(16)
        found = _token(addresses.secrets[0] if addresses.secrets else "", row)
        row.token_hash = _hash(found)
        session.flush()
    return f"{addresses.public_url.rstrip('/')}/{PATH}/{found}"


def ask_of_token(session: Session, token: str, at: datetime) -> AskRow | None:
    """Return the ask that this address opens; None where it opens nothing, or nothing any more. The time that
    takes tells nothing of the token.
    """
    row = AskRow
    query = sa.select(row).where(row.token_hash == _hash(token), row.closed_at.is_(None))
    found = session.scalars(query).one_or_none()
    return found if found is not None and at - found.at <= OPEN_FOR else None


def _token(secret: str, row: AskRow) -> str:
    told = f"ask:{row.id}:{row.member_id}:{row.nonce}"
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:48]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

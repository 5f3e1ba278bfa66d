"""A person's word beats the clerk's: when a hold begins, and when it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from rules.clerk_memory import PutBack
from rules.history import Hold

PATIENCE = timedelta(hours=24)
"""How long a card that a person put back is left alone."""

PUT_BACKS_BEFORE_PEACE = 3
"""Put back so often with the same fields, the card is left alone until somebody changes it: more
would be a quarrel, and with another robot an endless one."""


def live(hold: Hold | None, fingerprint: str, now: datetime) -> Hold | None:
    """Return the hold if it still holds, else None.

    A suspension ends when a checked field changes (`fingerprint` differs) or its time has come; a
    manager's acceptance only when its time has come.
    """
    if hold is None or (hold.until is not None and now >= hold.until):
        return None
    if hold.kind == "suspended" and hold.fingerprint and hold.fingerprint != fingerprint:
        return None
    return hold


def after_put_back(put_back: PutBack | None, fingerprint: str) -> Hold | None:
    """Return the suspension that a put-back begins, or None where the mentor changed a checked field."""
    if put_back is None or put_back.fingerprint != fingerprint:
        return None
    for_good = put_back.times >= PUT_BACKS_BEFORE_PEACE
    return Hold(
        kind="suspended",
        by=put_back.by,
        at=put_back.at,
        until=None if for_good else put_back.at + PATIENCE,
        fingerprint=fingerprint,
    )


def suspended(by: str, now: datetime, fingerprint: str, reason: str = "") -> Hold:
    """Return the suspension that a person asks for: 24 hours, or until a checked field changes."""
    return Hold("suspended", by, now, now + PATIENCE, fingerprint, reason)


def accepted(by: str, now: datetime, due: datetime | None, reason: str) -> Hold:
    """Return a manager's acceptance of the card as it is: until the due date, or without end
    where none is to come.
    """
    until = due if due is not None and due > now else None
    return Hold("accepted", by, now, until, "", reason)

"""What a mentor gives about themselves: mail address, video room, times for first sessions, calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from mentoring.calendars.busy_chore import keep_calendar
from mentoring.calendars.secret_address import clean_url
from mentoring.calendars.unreadable import Unreadable
from mentoring.mail.address import is_address
from mentoring.school.contacts import (
    MOST_OFFERED,
    Contact,
    calendar_of,
    contact_of,
    keep_contact,
    offer_times,
    offered_times,
)
from powerup.desk.contact import contact_texts
from powerup.desk.sessions.service import shown, who
from powerup.desk.tab import Ask, Json
from powerup.http.errors import Denied
from rules.calendar import local_time
from sync.clock import now

LONGEST: Final = 500


def contact(ask: Ask) -> Json:
    """Return what the caller gave, and the words of the form. Times are of the school's zone."""
    zone = ask.powerup.rulebook.timezone
    with ask.powerup.database.transaction() as session:
        found = contact_of(session, who(ask))
        times = offered_times(session, who(ask), now())
        calendar = calendar_of(session, who(ask))
    return {
        "words": {key: each.in_(ask.language) for key, each in contact_texts.OWN.items()},
        "email": found.email,
        "video": found.video,
        "mails": ask.powerup.mails,
        "times": [
            local_time(x, zone).replace(tzinfo=None).isoformat("T", "minutes") for x in times
        ],
        "most": MOST_OFFERED,
        "calendar": _calendar(ask, calendar),
    }


def _calendar(ask: Ask, found: Any) -> Json | None:
    if found is None:
        return None
    read_at, error = found
    text = contact_texts.NOT_READ
    if read_at is not None:
        text = contact_texts.READ
    when = shown(ask).when(read_at) if read_at is not None else ""
    trouble = contact_texts.TROUBLES[error].in_(ask.language) if error else ""
    return {"text": text.in_(ask.language).format(when=when), "trouble": trouble}


def save_contact(ask: Ask) -> Json:
    """Keep the caller's mail address and video room, "" for none. Raises `Denied` where one is malformed."""
    email, video = _text(ask.body.get("email")), _text(ask.body.get("video"))
    if email and not is_address(email):
        raise Denied(422, "email", contact_texts.BAD_EMAIL)
    if video and not _is_room(video):
        raise Denied(422, "video", contact_texts.BAD_VIDEO)
    with ask.powerup.database.transaction() as session:
        keep_contact(session, who(ask), Contact(email, video), now())
    return contact(ask)


def save_times(ask: Ask) -> Json:
    """Offer these times for first sessions, on the school's clock, instead of those offered before. Raises
    `Denied` where one is past or unreadable, or they are too many.
    """
    given = ask.body.get("times")
    zone = ask.powerup.rulebook.timezone
    try:
        texts = [str(each) for each in given] if isinstance(given, list) else [""]
        found = [datetime.fromisoformat(each).replace(tzinfo=zone) for each in texts if each]
    except ValueError as error:
        raise Denied(422, "times", contact_texts.BAD_TIME) from error
    if len(found) > MOST_OFFERED or any(each <= now() for each in found):
        raise Denied(422, "times", contact_texts.BAD_TIME)
    with ask.powerup.database.transaction() as session:
        offer_times(session, who(ask), found)
    return contact(ask)


def save_calendar(ask: Ask) -> Json:
    """Keep the secret address of the caller's own calendar; "" forgets it, and what was read from it.
    Raises `Denied` where it is no address to keep.
    """
    url = _text(ask.body.get("url"), 2_000)
    try:
        kept = clean_url(url) if url else ""
    except Unreadable as error:
        raise Denied(422, "url", contact_texts.TROUBLES["not-https"]) from error
    with ask.powerup.database.transaction() as session:
        keep_calendar(session, who(ask), kept)
    return contact(ask)


def _text(value: object, longest: int = LONGEST) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Denied(422, "body", contact_texts.BAD_EMAIL)
    return value.strip()


def _is_room(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isprintable() and " " not in url and not set(url) & set('"<>\\')
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None and plain

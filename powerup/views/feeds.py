"""`GET /calendrier/…`: calendars that programs subscribe to, each behind a secret address of its own.

The address is the key: no log and no error names it, and whoever has no right gets 404.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

import structlog
from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import NotFound

from mentoring.calendars.events import event_of, events_of, events_of_boards
from mentoring.calendars.ics import Event, calendar
from mentoring.calendars.subscriptions import Feed, card_of_token, feed_of
from mentoring.sessions.feed import session_events
from powerup.http.power_up import PowerUp
from rules.bilingual import Sentence
from sync.clock import now
from sync.rights.permissions import Person, person_on

log = structlog.get_logger("greffier")

MINE: Final = Sentence(
    "Greffier : mes soutenances et mes sessions", "Greffier: my defences and sessions"
)
ALL: Final = Sentence("Greffier : toutes les soutenances", "Greffier: all defences")
ONE: Final = Sentence("Greffier : une soutenance", "Greffier: one defence")

CLOSED: Final = Sentence(
    "Cette adresse d'agenda n'est pas ouverte, ou ne l'est plus : votre agenda n'en reçoit plus rien. Pour "
    "en avoir une nouvelle, ouvrez « Greffe » sur votre tableau Trello, puis « Mon profil », et abonnez-y "
    "votre agenda à la place de celle-ci.",
    "This calendar address is not open, or not any more: your calendar gets nothing from it. For a new "
    "one, open “Clerk's office” on your Trello board, then “My profile”, and subscribe your calendar to "
    "it instead of this one.",
)

GONE: Final = Sentence(
    "Cette soutenance n'est plus dans l'agenda : elle a eu lieu, ou sa carte n'est plus là. Ouvrez la carte "
    "sur Trello pour voir où elle en est.",
    "This defence is not in the calendar any more: it took place, or its card is gone. Open the card on "
    "Trello to see how it stands.",
)

Found = tuple[Sentence, list[Event], bool]


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add the routes of a person's own calendar, that of all, and the event of one card."""

    @views.get("/calendrier/<token>.ics")
    def feed(token: str) -> Response:
        return _quietly(
            powerup, lambda: _file(powerup, _feed(powerup, token), "greffier.ics"), CLOSED
        )

    @views.get("/calendrier/carte/<token>.ics")
    def card(token: str) -> Response:
        return _quietly(
            powerup, lambda: _file(powerup, _card(powerup, token), "soutenance.ics"), GONE
        )


def _quietly(powerup: PowerUp, answer: Callable[[], Response], missing: Sentence) -> Response:
    """Return the answer; where it is not found, the sentence `missing`, which says what to do. Errors are
    logged here: Flask would log the address with them.
    """
    try:
        return answer()
    except NotFound:
        text = missing.in_(powerup.language)
        return Response(f"{text}\n", 404, content_type="text/plain; charset=utf-8")
    except Exception as error:
        log.error("calendar", error=type(error).__name__)
        return Response("", 503, headers={"Retry-After": "60"})


def _feed(powerup: PowerUp, token: str) -> Found:
    with powerup.database.transaction() as session:
        feed = feed_of(session, token)
        if feed is None:
            abort(404)
        boards = {
            rules.board
            for rules in powerup.rulebook.boards.values()
            if _may_see(person_on(session, rules, feed.member_id), feed)
        }
        if not boards:
            abort(404)
        if feed.kind == "all":
            return ALL, events_of_boards(session, boards, now()), True
        own = events_of(session, feed.member_id, boards, now())
        held = session_events(
            session, feed.member_id, now(), powerup.public_url, powerup.secret, powerup.rulebook
        )
        return MINE, [*own, *held], False


def _may_see(person: Person | None, feed: Feed) -> bool:
    """Return whether this person may have the calendar of a board: not once they have left it, nor that of
    all once they no longer manage it.
    """
    return person is not None and (feed.kind == "mine" or person.manager)


def _card(powerup: PowerUp, token: str) -> Found:
    card_id = card_of_token(powerup.secrets, token)
    with powerup.database.transaction() as session:
        event = event_of(session, card_id) if card_id is not None else None
    return ONE, [event] if event is not None else abort(404), False


def _file(powerup: PowerUp, found: Found, name: str) -> Response:
    title, events, all_ = found
    zone, language = powerup.rulebook.timezone, powerup.language
    content = calendar(events, title.in_(language), zone, language, all_=all_)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(hashlib.sha256(content).hexdigest()[:24])
    response.make_conditional(request)
    response.headers.pop("Date", None)  # the server sets it
    return response

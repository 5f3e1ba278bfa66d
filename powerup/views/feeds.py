"""`GET /calendrier/…`: calendars for programs that ask again and again; each secret opens one of them.

The address is the key: it is in no log, an error names no path, and who has no right gets 404.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

import structlog
from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import HTTPException

from mentoring.calendar_feed import Event, calendar
from mentoring.feed_events import event_of, events_of, events_of_boards
from mentoring.feeds import Feed, card_of_token, feed_of
from powerup.service import PowerUp
from rules.sentences import Sentence
from sync.clock import now
from sync.rights import Person, person_on

log = structlog.get_logger("greffier")

MINE: Final = Sentence("Greffier : mes soutenances", "Greffier: my defences")
ALL: Final = Sentence("Greffier : toutes les soutenances", "Greffier: all defences")
ONE: Final = Sentence("Greffier : une soutenance", "Greffier: one defence")

Found = tuple[Sentence, list[Event], bool]


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """A person's own calendar, that of all, and the event of one card."""

    @views.get("/calendrier/<token>.ics")
    def feed(token: str) -> Response:
        return _quietly(lambda: _file(powerup, _feed(powerup, token), "greffier.ics"))

    @views.get("/calendrier/carte/<token>.ics")
    def card(token: str) -> Response:
        return _quietly(lambda: _file(powerup, _card(powerup, token), "soutenance.ics"))


def _quietly(answer: Callable[[], Response]) -> Response:
    """The answer. What goes wrong is logged here: Flask would log the address with it."""
    try:
        return answer()
    except HTTPException:
        raise
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
        return MINE, events_of(session, feed.member_id, boards, now()), False


def _may_see(person: Person | None, feed: Feed) -> bool:
    """Who left the board, or manages it no more, has no calendar of it either."""
    return person is not None and (feed.kind == "mine" or person.manager)


def _card(powerup: PowerUp, token: str) -> Found:
    card_id = card_of_token(powerup.secret, token)
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
    return response

"""`GET` and `POST /etudiant/<secret>`: a student's own page, without an account or a script.

The address is the key: no log and no error names it, and an address that opens nothing is answered by
the same bytes, whatever it was once. A GET changes nothing, because mail scanners follow every link:
each act is a POST behind a button.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from flask import Blueprint, Response, make_response, redirect, render_template, request

from mentoring.mail.student_links import PATH, Addresses
from mentoring.sessions.model import Span
from mentoring.student_page.service import Closed, Refused, StudentPages, StudentSees, Unknown
from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.pace import Pace, pace
from powerup.http.power_up import PowerUp
from powerup.http.secret_pages import kept_secret, plain
from powerup.sessions.shown import Shown
from powerup.student_page import texts
from powerup.student_page.student_look import Time, student_look
from rules.bilingual import Sentence
from rules.verdict import LANGUAGES, Language

log = structlog.get_logger("greffier")

LARGEST: Final = 8 * 1024
A_MINUTE: Final = 60
"""How often one address may be asked in a minute."""
WRONG_A_MINUTE: Final = 120
"""How many addresses that open nothing are answered in a minute, whoever asks."""
LINKS_A_MINUTE: Final = 30
"""How many new links may be asked for in a minute, whoever asks."""


SESSION_ID: Final = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Paces:
    """How often it is answered: `one` by address that opens something; `wrong` and `links` all together."""

    one: Pace
    wrong: Pace
    links: Pace


@dataclass(frozen=True, slots=True)
class Visit:
    """A request: the secret of its address, and the language of its answer."""

    pages: StudentPages
    token: str
    language: Language

    def say(self, sentence: Sentence) -> str:
        """Return the sentence in the reader's language."""
        return sentence.in_(self.language)


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add the page, what its buttons do, its calendar, and asking for a new link."""
    addresses = Addresses(powerup.public_url, powerup.secrets)
    pages = StudentPages(powerup.database, powerup.rules, addresses, powerup.mails)
    paces = Paces(
        pace(powerup.database, "student", A_MINUTE),
        pace(powerup.database, "student-wrong", WRONG_A_MINUTE),
        pace(powerup.database, "student-links", LINKS_A_MINUTE),
    )

    def visit(token: str = "") -> Visit:
        wishes = request.accept_languages.values()
        return Visit(pages, token, language_of(wishes, powerup.language))

    @views.get(f"/{PATH}/<token>")
    def student_page(token: str) -> Response:
        return _quietly(visit(token), paces, _shown)

    @views.post(f"/{PATH}/<token>")
    def student_press(token: str) -> Response:
        return _quietly(visit(token), paces, _pressed)

    @views.get(f"/{PATH}")
    def student_link() -> Response:
        return _closed(visit(), 200)

    @views.post(f"/{PATH}")
    def student_ask() -> Response:
        return _asked(visit(), paces)

    @views.get(f"/{PATH}/agenda/<token>.ics")
    def student_feed(token: str) -> Response:
        return _quietly(visit(token), paces, _calendar)


def _quietly(visit: Visit, paces: Paces, answer: Callable[[Visit], Response]) -> Response:
    """Return the answer, or why there is none. Errors are logged here: Flask would log the address."""
    try:
        if visit.pages.opens(visit.token) and not paces.one.allows(visit.token):
            return plain(texts.TOO_OFTEN, 429, visit.language)
        return answer(visit)
    except Closed:
        if paces.wrong.allows(""):
            return _closed(visit, 404)
        return plain(texts.TOO_OFTEN, 429, visit.language)
    except Exception as error:
        log.error("student page", error=type(error).__name__)
        return plain(texts.UNABLE, 503, visit.language)


def _shown(
    visit: Visit, trouble: str = "", free: Sequence[Span] = (), status: int = 200
) -> Response:
    moving = _session_id(request.args.get("move", ""))
    try:
        sees = visit.pages.page(visit.token, moving)
    except Unknown:  # there is no such session, or it is another student's
        sees = visit.pages.page(visit.token)
    language = _language(visit, sees)
    notice = texts.DONE.get(request.args.get("done", ""))
    page = render_template(
        "student.html",
        look=student_look(sees, language),
        words=texts,
        say=lambda sentence: sentence.in_(language),
        language=language,
        trouble=trouble,
        notice=notice.in_(language) if notice is not None and not trouble else "",
        free=_times(sees, free, language),
        free_act=request.form.get("act", ""),
        free_session=_session_id(request.form.get("session", "")),
        mails=visit.pages.mails,
        version=static_files.version(),
    )
    return kept_secret(make_response(page), status)


def _language(visit: Visit, sees: StudentSees) -> Language:
    """Return what the student chose for their mails, else what their browser says."""
    return next((each for each in LANGUAGES if each == sees.language), visit.language)


def _times(sees: StudentSees, free: Sequence[Span], language: Language) -> list[Time]:
    shown = Shown(language, sees.zone, sees.now)
    return [Time(x.starts.isoformat(), shown.when(x.starts), "") for x in free]


def _pressed(visit: Visit) -> Response:
    """Do what the button says, then send the browser back to the page."""
    try:
        if (request.content_length or 0) > LARGEST:
            return _shown(visit, visit.say(texts.NOT_UNDERSTOOD), status=409)
        done = _do(visit, request.form.get("act", ""))
    except Refused as error:
        return _shown(visit, visit.say(error.sentence), error.free, 409)
    except (Unknown, ValueError):
        return _shown(visit, visit.say(texts.NOT_UNDERSTOOD), status=409)
    here = f"{request.script_root}{request.path}?done={done}"
    return kept_secret(make_response(redirect(here, 303)), 303)


def _do(visit: Visit, act: str) -> str:
    """Do what the button says and return what was done, as the address tells it to the page. Raises
    `ValueError` for what no button sends.
    """
    pages, token = visit.pages, visit.token
    session_id = _session_id(request.form.get("session", ""))
    if act == "choose":
        pages.choose(token, _starts())
        return "chosen"
    if act == "move":
        pages.move(token, session_id, _starts())
        return "moved"
    if act == "cancel":
        return pages.cancel(token, session_id)
    if act == "renew":
        pages.renew(token)
        return "renewed"
    reports = {"reports-on": True, "reports-off": False}.get(act)
    language: Language | None = {"french": LANGUAGES[0], "english": LANGUAGES[1]}.get(act)
    if reports is None and language is None:
        raise ValueError(act)
    pages.prefer(token, reports=reports, language=language)
    return "kept"


def _session_id(text: str) -> str:
    """Return the text where it has the shape of a session's id, else ""."""
    return text if SESSION_ID.fullmatch(text) else ""


def _starts() -> datetime:
    found = datetime.fromisoformat(request.form.get("starts", ""))
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found


def _asked(visit: Visit, paces: Paces) -> Response:
    """Ask for a new link, which is mailed to a known address alone; the answer is the same for any."""
    try:
        if not paces.links.allows("") or (request.content_length or 0) > LARGEST:
            return plain(texts.TOO_OFTEN, 429, visit.language)
        visit.pages.ask_link(request.form.get("email", "")[:254])
        return _closed(visit, 200, asked=True)
    except Exception as error:
        log.error("student page", error=type(error).__name__)
        return plain(texts.UNABLE, 503, visit.language)


def _closed(visit: Visit, status: int, *, asked: bool = False) -> Response:
    page = render_template(
        "student_closed.html",
        words=texts,
        say=visit.say,
        language=visit.language,
        asked=asked and visit.pages.mails,
        mails=visit.pages.mails,
        version=static_files.version(),
    )
    return kept_secret(make_response(page), status)


def _calendar(visit: Visit) -> Response:
    content = visit.pages.feed(visit.token, visit.language)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(hashlib.sha256(content).hexdigest()[:24])
    response.make_conditional(request)
    return response

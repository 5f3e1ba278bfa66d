"""`GET` and `POST /session/<token>`: one session on its mentor's phone, behind the link in their calendar.

The address is the key: no log and no error names it, and an address that opens nothing has one answer,
whatever it was once. A GET changes nothing; a POST comes from a button.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from flask import Blueprint, Response, make_response, redirect, render_template, request

from mentoring.calendars.events import KEPT
from mentoring.sessions.changes.act import Refused
from mentoring.sessions.feed import PATH, session_of_token
from mentoring.sessions.rights import Unknown
from mentoring.sessions.service import Changed, Report, Sessions
from mentoring.sessions.views.session_view import SessionView
from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.pace import Pace, pace
from powerup.http.power_up import PowerUp
from powerup.http.secret_pages import kept_secret, plain
from powerup.session_page import texts
from powerup.session_page.look import look
from rules.verdict import Language
from sync.clock import now
from sync.storage.whole_number import whole_number

log = structlog.get_logger("greffier")

LARGEST: Final = 64 * 1024
A_MINUTE: Final = 30
"""How often one address may be asked in a minute."""
WRONG_A_MINUTE: Final = 120
"""How many addresses that open nothing are answered in a minute, whoever asks."""
TEXTS: Final = ("goals", "blockers", "more")


@dataclass(frozen=True, slots=True)
class Paces:
    """How often it is answered: `one` by address that opens something, `wrong` all others together."""

    one: Pace
    wrong: Pace


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a right address: the session as it is, and who holds it."""

    powerup: PowerUp
    language: Language
    member_id: str
    view: SessionView

    @property
    def sessions(self) -> Sessions:
        """The use cases, on this process's database."""
        return Sessions(self.powerup.database, self.powerup.rules)


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add the page, and what its buttons do."""
    paces = Paces(
        pace(powerup.database, "session", A_MINUTE),
        pace(powerup.database, "session-wrong", WRONG_A_MINUTE),
    )

    @views.get(f"/{PATH}/<token>")
    def session_page(token: str) -> Response:
        return _quietly(powerup, paces, token, _shown)

    @views.post(f"/{PATH}/<token>")
    def session_press(token: str) -> Response:
        return _quietly(powerup, paces, token, _pressed)


def _quietly(
    powerup: PowerUp, paces: Paces, token: str, answer: Callable[[Visit], Response]
) -> Response:
    """Return the answer, or a sentence that says why there is none. Errors are logged here: Flask would log
    the address with them.
    """
    language = language_of(request.accept_languages.values(), powerup.language)
    try:
        visit = _visit(powerup, language, token)
        if visit is not None and paces.one.allows(token):
            return answer(visit)
        if visit is not None:
            return plain(texts.TOO_OFTEN, 429, language)
        known = paces.wrong.allows("")
        text, status = (texts.CLOSED, 404) if known else (texts.TOO_OFTEN, 429)
        return plain(text, status, language)
    except Exception as error:
        log.error("session page", error=type(error).__name__)
        return plain(texts.LATER, 503, language)


def _visit(powerup: PowerUp, language: Language, token: str) -> Visit | None:
    """Return the visit, None where the address opens no session that is still in its holder's calendar."""
    with powerup.database.transaction() as session:
        found = session_of_token(session, powerup.secrets, token)
    if found is None:
        return None
    session_id, member_id = found
    try:
        view = Sessions(powerup.database, powerup.rules).session(member_id, session_id).session
    except Unknown:
        return None  # the holder left the boards
    if not view.placed or view.starts is None or view.starts <= now() - KEPT:
        return None
    return Visit(powerup, language, member_id, view)


def _shown(visit: Visit, trouble: str = "", status: int = 200) -> Response:
    language, zone = visit.language, visit.powerup.rulebook.timezone
    change = request.args.get("change", "")
    fits = whole_number(change) is not None and visit.view.status is not None
    page = render_template(
        "session.html",
        look=look(visit.view, now(), language, zone),
        words=texts,
        say=lambda sentence: sentence.in_(language),
        language=language,
        trouble=trouble,
        notice="" if trouble else _notice(language, undoable=fits),
        change=change if fits else "",
        typed={name: request.form.get(name, "") for name in TEXTS},
        version=static_files.version(),
    )
    return kept_secret(make_response(page), status)


def _notice(language: Language, *, undoable: bool) -> str:
    """Return what was just done, as the address says after a press."""
    if undoable:
        return texts.NOTED.in_(language)
    return texts.UNDONE.in_(language) if "undone" in request.args else ""


def _pressed(visit: Visit) -> Response:
    """Do what the button says, then send the browser back to the page."""
    try:
        if (request.content_length or 0) > LARGEST:
            raise Refused("bad-text")
        act = request.form.get("act", "")
        if act == "finish" and (visit.view.draft or visit.view.report):
            said = texts.DRAFT_WAITS if visit.view.draft else texts.CORRECT
            return _shown(visit, said.in_(visit.language), 409)  # never overwrites it
        done = _done(visit, act)
    except Refused as error:
        return _shown(visit, error.sentence.in_(visit.language), 409)
    except Unknown:
        return plain(texts.CLOSED, 404, visit.language)
    then = f"change={done.change_id}" if done.change_id else "undone"
    here = f"{request.script_root}{request.path}?{then}"
    return kept_secret(make_response(redirect(here, 303)), 303)


def _done(visit: Visit, act: str) -> Changed:
    service, who, session_id = visit.sessions, visit.member_id, visit.view.id
    if act == "undo":
        change = whole_number(request.form.get("change", "")) or 0
        return service.undo(who, session_id, change, "link")
    if act == "finish":
        return service.finish(who, session_id, _report(), "link")
    return service.set_status(who, session_id, act, _told(visit), "link")


def _report() -> Report:
    goals, blockers, more = (request.form.get(x, "").replace("\x00", "") for x in TEXTS)
    lines = [text for each in goals.splitlines() if (text := each.strip())]
    return Report(goals=lines, blockers=blockers.strip(), more=more.strip())


def _told(visit: Visit) -> datetime | None:
    """Return when the student said so, in the school's zone; None where the form does not say it."""
    text = request.form.get("told", "")
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("bad-day") from error
    return at.replace(tzinfo=visit.powerup.rulebook.timezone) if at else None

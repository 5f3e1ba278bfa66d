"""`GET` and `POST /demande/<token>`: who is asked to take a card answers behind the link of their mail.

The address is the key: no log and no error names it, and an address that opens nothing has one answer,
whatever it was once. A GET changes nothing, for mail scanners follow links; a POST comes from a button.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from flask import Blueprint, Response, make_response, redirect, render_template, request

from mentoring.mail.asks.ask_links import PATH, ask_of_token
from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import NotGiven
from mentoring.school.person_names import short_name
from powerup.card.asks import texts
from powerup.card.asks.step import asked, not_now
from powerup.card.blocks import CardAsk
from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.pace import pace
from powerup.http.power_up import PowerUp
from powerup.http.secret_pages import kept_secret, plain
from powerup.views.session_page import Paces
from rules.bilingual import Sentence
from rules.comments.orders import LONGEST_REASON
from rules.verdict import Language
from sync.clock import now
from sync.rights.permissions import person_on
from sync.rights.request import Asked, NotFixed
from sync.trello.errors import TrelloError

log = structlog.get_logger("greffier")

LARGEST: Final = 8 * 1024
A_MINUTE: Final = 30
"""How often one address may be asked in a minute."""
WRONG_A_MINUTE: Final = 120
"""How many addresses that open nothing are answered in a minute, whoever asks."""
DONE: Final = {"accepted": texts.ACCEPTED, "declined": texts.DECLINED_THANKS}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a right address: what they are asked, and by whom."""

    ask: CardAsk
    by: str
    question: tuple[str, ...]


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add the page, what its buttons do, and the word of thanks, which stands at no secret address."""
    paces = Paces(
        pace(powerup.database, "ask", A_MINUTE), pace(powerup.database, "ask-wrong", WRONG_A_MINUTE)
    )

    @views.get(f"/{PATH}")
    def ask_done() -> Response:
        return _thanks(_language(powerup))

    @views.get(f"/{PATH}/<token>")
    def ask_page(token: str) -> Response:
        return _quietly(powerup, paces, token, _shown)

    @views.post(f"/{PATH}/<token>")
    def ask_press(token: str) -> Response:
        return _quietly(powerup, paces, token, _pressed)


def _language(powerup: PowerUp) -> Language:
    return language_of(request.accept_languages.values(), powerup.language)


def _quietly(
    powerup: PowerUp, paces: Paces, token: str, answer: Callable[[Visit], Response]
) -> Response:
    """Return the answer, or a sentence that says why there is none. Errors are logged here: Flask would log
    the address with them.
    """
    language = _language(powerup)
    try:
        visit = _visit(powerup, language, token)
        if visit is not None and paces.one.allows(token):
            return answer(visit)
        if visit is None and paces.wrong.allows(""):
            return plain(texts.CLOSED, 404, language)
        return plain(texts.TOO_OFTEN, 429, language)
    except Exception as error:
        log.error("ask page", error=type(error).__name__)
        return plain(texts.LATER, 503, language)


def _visit(powerup: PowerUp, language: Language, token: str) -> Visit | None:
    """Return the visit, None where the address opens no ask that waits for an answer."""
    at = now()
    with powerup.database.transaction() as session:
        row = ask_of_token(session, token, at)
        rules = powerup.rulebook.board(row.board_id) if row is not None else None
        person = person_on(session, rules, row.member_id) if row and rules else None
    if row is None or rules is None or person is None:
        return None
    ask = CardAsk(powerup, Asked(person, rules, row.card_id), language, at)
    shown = asked(ask, short_name)  # the page is read where a name is nobody's business
    return Visit(ask, row.by, shown[0].text) if shown else None


def _shown(visit: Visit, trouble: str = "", status: int = 200) -> Response:
    language = visit.ask.language
    return _page(language, visit.question, trouble=trouble, status=status, buttons=True)


def _page(
    language: Language,
    question: tuple[str, ...],
    *,
    trouble: str = "",
    status: int = 200,
    buttons: bool = False,
) -> Response:
    page = render_template(
        "ask.html",
        question=question,
        buttons=buttons,
        words=texts,
        longest=LONGEST_REASON,
        say=lambda sentence: sentence.in_(language),
        language=language,
        trouble=trouble,
        typed=request.form.get("reason", ""),
        version=static_files.version(),
    )
    return kept_secret(make_response(page), status)


def _thanks(language: Language) -> Response:
    said = DONE.get(request.args.get("done", ""))
    if said is None:
        return plain(texts.CLOSED, 404, language)
    return _page(language, (said.in_(language),))


def _pressed(visit: Visit) -> Response:
    """Do what the button says, then send the browser to the word of thanks."""
    if (request.content_length or 0) > LARGEST:
        return _trouble(visit, texts.NOT_UNDERSTOOD)
    try:
        done = _answered(visit, request.form.get("act", ""))
    except NotGiven as error:
        return _trouble(visit, not_now(visit.ask, error, visit.by))
    except NotFixed:
        return plain(texts.CLOSED, 404, visit.ask.language)
    except TrelloError:
        return _trouble(visit, texts.LATER, 503)
    if done is None:
        return _trouble(visit, texts.NOT_UNDERSTOOD)
    there = f"{request.script_root}/{PATH}?done={done}"
    return kept_secret(make_response(redirect(there, 303)), 303)


def _answered(visit: Visit, act: str) -> str | None:
    """Return what was done, None for what no button sends."""
    asking, whose = Asking(visit.ask.powerup.fixes), visit.ask.asked
    if act == "accept":
        asking.accept(whose)
        return "accepted"
    if act != "decline":
        return None
    reason = " ".join(request.form.get("reason", "").replace("\x00", "").split())
    asking.decline(whose, reason[:LONGEST_REASON])
    return "declined"


def _trouble(visit: Visit, sentence: Sentence, status: int = 409) -> Response:
    return _shown(visit, sentence.in_(visit.ask.language), status)

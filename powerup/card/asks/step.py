"""The block of the panel for whoever is asked to take the card: accept or decline, in one press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import Giving, NotGiven
from mentoring.matching.texts import obstacle
from mentoring.school.asks import asks_of, ending_of, value_of
from mentoring.school.model import Defence, Transfer
from powerup.card.asks import texts
from powerup.card.asks.ask_shown import AskShown
from powerup.card.blocks import Block, Body, Button, CardAsk, Source
from powerup.card.buttons import one_line
from powerup.http.errors import Denied
from rules.bilingual import Sentence
from rules.comments.orders import LONGEST_REASON
from rules.verdict import LANGUAGES
from sync.mirror.member_names import names_of
from sync.rights.request import NotFixed

CODE: Final = "asked"


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return the question, to the person who is asked alone; to managers, how it stands."""
    return asked(ask, str)


def asked(ask: CardAsk, named: Callable[[str], str]) -> Sequence[Block]:
    """Return the same, the student called what `named` makes of the name."""
    with ask.powerup.database.transaction() as session:
        try:
            card = Giving(ask.powerup.fixes).look(session, ask.asked)
        except NotFixed:
            return ()
        if card.holder is not None or not (card.asked or ask.asked.person.manager):
            return ()
        zone, rows = ask.powerup.rulebook.timezone, asks_of(session, card.card_id)
        shown = AskShown(rows, names_of(session), zone, ask.now, ask.language)
    row = shown.open
    if row is not None and ending_of(value_of(row), card, ask.now) is not None:
        return ()
    if row is None or row.member_id != ask.asked.person.id:
        return _standing(ask, shown) if ask.asked.person.manager else ()
    return (_question(ask, shown, card, named(card.student)),)


def _standing(ask: CardAsk, shown: AskShown) -> Sequence[Block]:
    """Return what managers read of the last ask, and how to take it back."""
    state = shown.state()
    withdraw = Button(ask.say(texts.WITHDRAW), "withdraw-ask")
    buttons = (withdraw,) if shown.open is not None else ()
    return (Block(CODE, ask.say(texts.STANDING), (state,), buttons=buttons),) if state else ()


def _question(ask: CardAsk, shown: AskShown, card: Defence | Transfer, student: str) -> Block:
    relay = isinstance(card, Transfer)
    question = shown.question(student=student, relay=relay, due=card.due)
    why = ask.say(texts.WHY)
    buttons = (
        Button(ask.say(texts.ACCEPT), "accept-ask", primary=True),
        Button(ask.say(texts.DECLINE), "decline-ask"),
        Button(ask.say(texts.DECLINE_WHY), "decline-ask", reason=why),
    )
    text = question, ask.say(texts.FREE)
    return Block(CODE, ask.say(texts.TITLE), text, buttons=buttons)


def accept(ask: CardAsk, body: Body) -> None:
    """Take the card. Raises `Denied` with a kind word where a rule stands against it by now."""
    with ask.powerup.database.transaction() as session:
        rows = asks_of(session, ask.asked.card_id)
    try:
        Asking(ask.powerup.fixes).accept(ask.asked)
    except NotGiven as error:
        raise Denied(409, "not-given", not_now(ask, error, rows[-1].by)) from error


def not_now(ask: CardAsk, error: NotGiven, by: str) -> Sentence:
    """Return why whoever said yes cannot have the card after all; `by`: who asked."""
    why = obstacle(error.card, error.excluded, ask.powerup.rulebook.timezone)
    told = (texts.NOT_NOW.in_(x).format(why=why.in_(x), by=by) for x in LANGUAGES)
    return Sentence(*told)


def decline(ask: CardAsk, body: Body) -> None:
    """Say no; the reason, if any, goes to managers alone."""
    Asking(ask.powerup.fixes).decline(ask.asked, one_line(body, "reason", LONGEST_REASON))


SOURCE: Final = Source(blocks, {"accept-ask": accept, "decline-ask": decline})

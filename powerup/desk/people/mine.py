"""The tab "Mes cartes": everybody's own cards, and what can be done about them in one press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mentoring.profiles.remind import reminded_by
from mentoring.school.read import defences
from mentoring.school.thanks import thanks
from powerup.card.answers import mine, my_shelves
from powerup.card.asks import texts as asks
from powerup.card.blocks import CardAsk
from powerup.card.buttons import perform
from powerup.card.my_cards import turns_of
from powerup.card.steps.sources import press
from powerup.card.turn import ACTIONS
from powerup.desk.people.feeds import WORDS
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.desk.todo.queue import shelves
from powerup.http.errors import Denied, bad_input
from powerup.page_texts import CONNECTOR, MINE, NOT_THERE
from rules.bilingual import Sentence
from sync.clock import now
from sync.effects.kind import Undo
from sync.effects.kinds import names
from sync.effects.receipts import latest_of
from sync.rights.permissions import person_on
from sync.rights.request import Asked


def _answer(ask: Ask) -> Json:
    return mine(ask.powerup, ask.caller, ask.language)


def _count(ask: Ask) -> Json:
    """Return how many things wait for the caller: their own cards, those of the boards that they manage, a
    profile that a manager asks for.
    """
    own = my_shelves(ask.powerup, ask.caller.person.id, now())
    zone = ask.powerup.rulebook.timezone
    found = {card.card_id for each in own for card, _ in turns_of(each, zone, ask.language)}
    managed = shelves(ask, [rules for rules, _ in ask.managed()])
    found.update(matter.card_id for each in managed for matter in each.queue.matters)
    with ask.powerup.database.transaction() as session:
        profile = bool(reminded_by(session, ask.caller.person.id))
    return {"count": len(found) + profile}


def _act(ask: Ask, board: str, card: str, action: str) -> Json:
    """Do what the list offers, with the rights that the caller has on the card's own board."""
    if action not in (*ACTIONS, "undo"):
        raise bad_input("body")
    powerup = ask.powerup
    rules = powerup.rulebook.board(board)
    with powerup.database.transaction() as session:
        person = person_on(session, rules, ask.caller.person.id) if rules is not None else None
    if rules is None or person is None:
        raise Denied(404, "unknown-card", NOT_THERE)
    asked = Asked(person, rules, card)
    before = _newest(ask, card)
    if action in _STEPS:
        press(CardAsk(powerup, asked, ask.language, now()), *_STEPS[action])
    else:
        perform(powerup.fixes, asked, action, ask.body, powerup.rulebook.timezone, ask.language)
    after = _newest(ask, card)
    return {"said": _said(ask, card, action), "undo": after if after != before else None}


_STEPS: Final[Mapping[str, tuple[str, Json]]] = {
    "passed": ("outcome", {"outcome": "passed"}),
    "accept-ask": ("accept-ask", {}),
    "decline-ask": ("decline-ask", {}),
}
"""What the list offers that is a step of the card's panel, with what is sent there."""


def _newest(ask: Ask, card: str) -> int | None:
    """Return the receipt of the newest effect on this card that can be undone on Trello."""
    with ask.powerup.database.transaction() as session:
        found = latest_of(session, [card], names(lambda kind: isinstance(kind.back, Undo)))
    return found[0] if found is not None else None


def _said(ask: Ask, card: str, action: str) -> str:
    """Return what the caller reads once it is done: thanks where a student has passed."""
    if action == "passed":
        with ask.powerup.database.transaction() as session:
            found = defences(session, ask.powerup.rulebook, now(), card)
            if found:
                return thanks(session, found[0], ask.caller.person.id, ask.language)
    return _SAID.get(action, MINE["done"]).in_(ask.language)


_SAID: Final = {
    "put-back": CONNECTOR["isBack"],
    "accept-ask": asks.ACCEPTED,
    "decline-ask": asks.DECLINED_THANKS,
}


TAB: Final = Tab(
    name="mine",
    title=Sentence("Mes cartes", "My cards"),
    words={**MINE, **WORDS},
    routes=(
        Route("GET", "mine", _answer),
        Route("GET", "mine/count", _count),
        Route("POST", "mine/<board>/<card>/<action>", _act),
    ),
    managers=False,
)

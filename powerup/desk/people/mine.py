"""The tab "Mes cartes": everybody's own cards, and what can be done about them in one press."""

from __future__ import annotations

from typing import Final

from powerup.card import steps
from powerup.card.answers import mine, my_shelves
from powerup.card.blocks import CardAsk
from powerup.card.buttons import perform
from powerup.card.my_cards import turns_of
from powerup.card.turn import ACTIONS
from powerup.desk.people.feeds import WORDS
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.desk.todo.queue import shelves
from powerup.http.errors import Denied, bad_input
from powerup.page_texts import MINE, NOT_THERE
from rules.bilingual import Sentence
from sync.clock import now
from sync.rights.permissions import person_on
from sync.rights.request import Asked


def _answer(ask: Ask) -> Json:
    return mine(ask.powerup, ask.caller, ask.language)


def _count(ask: Ask) -> Json:
    """Return how many cards wait for the caller: their own, and those of the boards that they manage."""
    own = my_shelves(ask.powerup, ask.caller.person.id, now())
    zone = ask.powerup.rulebook.timezone
    found = {card.card_id for each in own for card, _ in turns_of(each, zone, ask.language)}
    managed = shelves(ask, [rules for rules, _ in ask.managed()])
    found.update(matter.card_id for each in managed for matter in each.queue.matters)
    return {"count": len(found)}


def _act(ask: Ask, board: str, card: str, action: str) -> Json:
    """Do what the list offers, with the rights that the caller has on the card's own board."""
    if action not in ACTIONS:
        raise bad_input("body")
    powerup = ask.powerup
    rules = powerup.rulebook.board(board)
    with powerup.database.transaction() as session:
        person = person_on(session, rules, ask.caller.person.id) if rules is not None else None
    if rules is None or person is None:
        raise Denied(404, "unknown-card", NOT_THERE)
    asked = Asked(person, rules, card)
    if action == "passed":
        steps.press(CardAsk(powerup, asked, ask.language, now()), "outcome", {"outcome": "passed"})
    else:
        perform(powerup.fixes, asked, action, {}, powerup.rulebook.timezone, ask.language)
    return mine(powerup, ask.caller, ask.language)


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

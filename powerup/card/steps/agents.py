"""The block of the panel about orders that came by means of an AI agent: a person presses, or leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from powerup.card.blocks import Block, Body, Button, CardAsk, Source
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.formatting import shortened
from sync.use_cases.agent_orders import AgentOrder, confirm, leave, waiting

TITLE: Final = Sentence("Demandé par un agent", "Asked by an agent")
ASKS: Final = Sentence(
    "Au nom de {by}, un agent a écrit : « {text} ». Un agent ne décide pas : à vous de confirmer, en votre "
    "nom.",
    "In {by}'s name, an agent wrote: “{text}”. An agent does not decide: it is for you to confirm, in your "
    "name.",
)
SOMEBODY: Final = Sentence("quelqu'un", "somebody")
CONFIRM: Final = Sentence("Confirmer", "Confirm")
LEAVE: Final = Sentence("Ne pas le faire", "Leave it")
LONGEST: Final = 120


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return a block for the latest order; the one before it is shown once that is decided."""
    with ask.powerup.database.transaction() as session:
        found = waiting(session, ask.asked.card_id, ask.now)
    return [_block(ask, each) for each in found[:1]]


def _block(ask: CardAsk, each: AgentOrder) -> Block:
    by, text = each.by or ask.say(SOMEBODY), shortened(each.text, LONGEST)
    body = {"order": each.id}
    buttons = (
        Button(ask.say(CONFIRM), "agent-confirm", body, primary=True),
        Button(ask.say(LEAVE), "agent-leave", body),
    )
    return Block("agents", ask.say(TITLE), (ask.say(ASKS, by=by, text=text),), buttons=buttons)


def _confirm(ask: CardAsk, body: Body) -> None:
    with ask.powerup.database.transaction() as session:
        confirm(session, ask.asked, _id(body), ask.now)
        ask.powerup.fixes.wake_card(session, ask.asked.card_id, ask.asked.rules.board, "agent")


def _leave(ask: CardAsk, body: Body) -> None:
    with ask.powerup.database.transaction() as session:
        leave(session, ask.asked, _id(body), ask.now)


def _id(body: Body) -> str:
    order = body.get("order")
    if not isinstance(order, str):
        raise bad_input("body")
    return order


SOURCE: Final = Source(blocks, {"agent-confirm": _confirm, "agent-leave": _leave})

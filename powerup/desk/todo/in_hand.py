"""Who has which card of the queue in hand, as the other managers see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from powerup.desk.tab import Ask
from powerup.desk.todo import peek_texts as texts
from powerup.desk.todo.presses import managed
from powerup.desk.todo.rows import Json
from rules.calendar import local_time
from sync.cases import claims
from sync.cases.claims import Claim
from sync.clock import now
from sync.mirror.member_names import names_of
from sync.rights.request import NotFixed
from sync.storage.trello_tables import CardRow


def claimed(ask: Ask) -> Json:
    """Return the cards that others have in hand, on the boards that the caller manages."""
    with ask.powerup.database.transaction() as session:
        found = claims.claims(session, ask.managed_boards, now())
        others = [each for each in found if each.member_id != ask.caller.person.id]
        return {"claims": {each.card_id: _told(ask, session, each) for each in others}}


def claim(ask: Ask, board: str, card: str) -> Json:
    """Take a card in hand, or give it back (`leave`). Return who else has it in hand, None for nobody. Raises
    `Denied` where the caller does not manage the board, `NotFixed` where it has no such card.
    """
    rules, person = managed(ask, board)
    with ask.powerup.database.transaction(may_lag=True) as session:
        if ask.body.get("leave"):
            claims.give_back(session, card, person.id)
            return {"held": None}
        found = session.get(CardRow, card)
        if found is None or found.board_id != rules.board:
            raise NotFixed("unknown-card")
        held = claims.claim(session, card, rules.board, person.id, now())
        return {"held": _told(ask, session, held) if held is not None else None}


def _told(ask: Ask, session: Any, held: Claim) -> Json:
    names = names_of(session)
    by = first_name(names.get(held.member_id, ""), names.values())
    local = local_time(held.since, ask.powerup.rulebook.timezone)
    since = f"{local:%H:%M}" if ask.language == "en" else f"{local.hour}\u00a0h\u00a0{local:%M}"
    text = texts.HELD.in_(ask.language).format(by=by, since=since)
    return {"by": by, "text": text}


def first_name(name: str, everybody: Iterable[str]) -> str:
    """Return the first name, or the whole name where somebody else has the same first name."""
    first = name.partition(" ")[0]
    same = {each for each in everybody if each.partition(" ")[0] == first}
    return name if len(same) > 1 else first or name

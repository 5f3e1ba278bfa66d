"""What the clerk proposes of itself: changes that people's habits speak for, to be tried out or declined."""

from __future__ import annotations

import tomllib
from typing import Any

from powerup.desk.tab import Ask, Json
from powerup.desk.what_if import habit_texts as texts
from powerup.http.errors import Denied
from rules.formatting import shortened
from rules.reports.proposal_words import title, when
from rules.reports.proposals import Proposal, proposals
from rules.rulebook.problems import RulebookError
from sync.clock import now
from sync.mirror.read import load_forms
from sync.reports.deeds import decline, declined, deeds_of, make_again
from sync.rulebook.drafts import add_to_draft, as_kept, keep_draft, kept_draft

SHOWN = 12
"""How many cards are named beside a proposal; the others are counted."""


def proposed(ask: Ask) -> Json:
    """Return what the habits on the boards that the caller manages speak for, with the cards that show it."""
    with ask.powerup.database.transaction() as session:
        found = _found(ask, session)
        ids = {card for each in found for card in each.cards[:SHOWN]}
        draft = kept_draft(session, ask.caller.person.id)
        cards = {key: _card(form) for key, form in load_forms(session, ids).items()}
    return {
        "proposals": [
            {
                "id": each.id,
                "title": title(each, ask.powerup.rulebook, ask.language),
                "when": when(each, ask.powerup.rulebook, ask.language),
                "cards": [cards[card] for card in each.cards[:SHOWN] if card in cards],
                "drafted": all(as_kept(x) in draft for x in each.changes),
                "more": max(len(each.cards) - SHOWN, 0),
            }
            for each in found
        ]
    }


def tried_out(ask: Ask) -> Json:
    """Put a proposal into the caller's draft, where its effect is seen. Nothing is applied."""
    rulebook, member = ask.powerup.rulebook, ask.caller.person.id
    with ask.powerup.database.transaction() as session:
        one = _one(ask, session)
        try:
            add_to_draft(session, member, one.changes, rulebook, ask.language)
        except RulebookError:  # what was tried out before is of other rules
            keep_draft(session, member, one.changes)
    return {"message": texts.DRAFTED.in_(ask.language)}


def set_aside(ask: Ask) -> Json:
    """Decline a proposal for good, or take that back."""
    with ask.powerup.database.transaction() as session:
        if ask.body.get("back") is True:
            make_again(session, str(ask.body.get("id", "")))
            return {"message": texts.BACK.in_(ask.language)}
        decline(session, _one(ask, session).id, ask.caller.person.name, now())
    return {"message": texts.DECLINED.in_(ask.language)}


def _found(ask: Ask, session: Any) -> tuple[Proposal, ...]:
    powerup = ask.powerup
    required = tomllib.loads(powerup.rules.text).get("requirements", [])
    deeds = deeds_of(session, ask.managed_boards, now())
    return proposals(deeds, powerup.rulebook, declined(session), required)


def _one(ask: Ask, session: Any) -> Proposal:
    for each in _found(ask, session):
        if each.id == ask.body.get("id"):
            return each
    raise Denied(404, "unknown-proposal", texts.UNKNOWN)


def _card(form: Json) -> Json:
    name = shortened(form["name"])
    return {"id": form["id"], "board": form["board_id"], "name": name, "url": form["url"]}

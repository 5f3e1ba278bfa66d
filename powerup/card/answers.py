"""What is answered to a caller who may ask: read from the mirror, written out in their language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mentoring.defences.badges import badges_of
from powerup.card.badges import Badge, board_badges, pending, unknown, with_marks
from powerup.card.blocks import CardAsk
from powerup.card.my_cards import Shelf, mine_json
from powerup.card.panel import Panel
from powerup.card.steps import blocks_of
from powerup.http.service import Caller, PowerUp, other_board
from rules.formatting import joined
from rules.verdict import Language
from sync.clock import now
from sync.mirror.board_summary import glances
from sync.mirror.write import load_board_form
from sync.reports.card_view import look
from sync.rulebook.boards import managers_of, watched
from sync.rulebook.urls import rules_url
from sync.storage.tables import ReceiptRow
from sync.use_cases.linked_card import Linked, create_linked, linked_of
from sync.use_cases.permissions import person_on
from sync.use_cases.request import Asked, NotFixed

Json = dict[str, Any]


def board(powerup: PowerUp, caller: Caller, language: Language) -> Json:
    """The badges of all cards: each different badge once, and for each card which one it is."""
    rules, at = caller.rules, now()
    with powerup.database.transaction() as session:
        found = glances(session, rules, at)
        marks = badges_of(session, powerup.rulebook, rules, found, at, language)
    badges, cards = with_marks(*board_badges(found, rules, at, language), marks)
    return {
        "manager": caller.person.manager,
        "lists": [*rules.intake, *rules.incomplete],
        "incomplete": [*rules.incomplete],
        "linkable": rules.kind == "soutenances",
        "badges": [_short(each) for each in badges],
        "cards": cards,
        "pending": _short(pending(language)),
        "unknown": _short(unknown(language)),
    }


def _short(badge: Badge) -> list[Any]:
    return [badge.text, badge.color, badge.rank]


def card(powerup: PowerUp, asked: Asked, language: Language) -> Json:
    """The panel of one card."""
    caller = Caller(asked.person, asked.rules)
    other = other_board(powerup, caller) if asked.rules.kind == "soutenances" else None
    with powerup.database.transaction() as session:
        at = now()
        known = watched(session, asked.rules.board, powerup.rulebook, powerup.bot_id(), at)
        may = _may_undo(powerup, asked, session)
        view = look(session, known, asked.card_id, at, may) if known is not None else None
        if known is None or view is None:
            raise NotFixed("unknown-card")
        panel = Panel(
            view=view,
            board=known,
            person=asked.person,
            now=at,
            language=language,
            rules_url=_rules_url(powerup, caller),
            linked=linked_of(session, asked.card_id),
            other=other,
        )
        shown = panel.to_json()
    steps = blocks_of(CardAsk(powerup, asked, language, at))
    if any(each["body"].get("kind") == "transfer" for step in steps for each in step["buttons"]):
        shown["actions"]["link"] = False  # one button for one thing
    return {**shown, "steps": steps}


def _may_undo(powerup: PowerUp, asked: Asked, session: Any) -> Callable[[ReceiptRow], bool]:
    """Whether an effect is for who asks to undo."""
    rights = powerup.fixes.undo_rights
    return lambda receipt: rights(session, receipt, asked.person) is None


def link(powerup: PowerUp, caller: Caller, card_id: str) -> Linked:
    """Make the linked card, or give the one that is there."""
    other = other_board(powerup, caller)
    if other is None:
        raise NotFixed("unknown-card")
    return create_linked(powerup.fixes, Asked(caller.person, caller.rules, card_id), other)


def mine(powerup: PowerUp, caller: Caller, language: Language) -> Json:
    """The caller's cards on every board where they take part."""
    shelves, at = [], now()
    with powerup.database.transaction() as session:
        for rules in powerup.rulebook.boards.values():
            if person_on(session, rules, caller.person.id) is None:
                continue
            form = load_board_form(session, rules.board)
            if form is not None:
                lists = {key: name for key, (name, _, _) in form["lists"].items()}
                cards = tuple(glances(session, rules, at, caller.person.id))
                shelves.append(Shelf(form["name"], rules, lists, cards))
    return mine_json(shelves, at, powerup.rulebook.timezone, language)


def about(powerup: PowerUp, caller: Caller, language: Language) -> Json:
    """How the clerk stands on this board, for the settings."""
    with powerup.database.transaction() as session:
        at = now()
        known = watched(session, caller.rules.board, powerup.rulebook, powerup.bot_id(), at)
        names = sorted(managers_of(session, caller.rules).values())
    return {
        "board": known.form["name"] if known else caller.rules.name,
        "mode": known.mode if known else caller.rules.mode,
        "paused": known.paused if known else False,
        "managers": joined([f"@{each}" for each in names], language),
        "rules": _rules_url(powerup, caller),
    }


def _rules_url(powerup: PowerUp, caller: Caller) -> str:
    return rules_url(powerup.public_url, powerup.secret, caller.rules.board)

"""The answers of the card's panel: read from the mirror, written out in the caller's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from mentoring.defences.badges import badges_of
from mentoring.defences.follow.status import outcome_of
from mentoring.defences.open_questions import owed_on
from mentoring.school.read import defences
from powerup.card.asks.ask_turns import asked_of
from powerup.card.badges import Badge, board_badges, pending, unknown, with_marks
from powerup.card.blocks import CardAsk
from powerup.card.my_cards import Shelf, mine_json
from powerup.card.panel import Panel
from powerup.card.proposals import proposals
from powerup.card.steps.sources import blocks_of
from powerup.http.power_up import Caller, PowerUp, other_board
from rules.formatting import joined
from rules.verdict import Language
from sync.clock import now
from sync.mirror.board_summary import glances
from sync.mirror.write import load_board_form
from sync.reports.card_view import look
from sync.rights.permissions import person_on
from sync.rights.request import Asked, NotFixed
from sync.rulebook.boards import managers_of, watched
from sync.rulebook.urls import rules_url
from sync.storage.tables import ReceiptRow
from sync.use_cases.linked_card import Linked, create_linked, linked_of

Json = dict[str, Any]


def board(powerup: PowerUp, caller: Caller, language: Language) -> Json:
    """Return the badges of all cards: each different badge once, and for each card which one it is."""
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
    """Return the panel of one card. Raises `NotFixed` where the mirror has no such card on the board."""
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
            known=proposals(session, view, known, at),
            conditional=_on_a_condition(session, asked.card_id),
        )
        shown = panel.to_json()
    steps = blocks_of(CardAsk(powerup, asked, language, at))
    if any(each["body"].get("kind") == "transfer" for step in steps for each in step["buttons"]):
        shown["actions"]["link"] = False  # the step has a button for the same card
    return {**shown, "steps": steps}


def _on_a_condition(session: Any, card_id: str) -> bool:
    outcome = outcome_of(session, card_id)
    return outcome is not None and outcome.outcome == "conditional"


def _may_undo(powerup: PowerUp, asked: Asked, session: Any) -> Callable[[ReceiptRow], bool]:
    """Return the test of whether the caller may undo an effect, by its receipt."""
    rights = powerup.fixes.undo_rights
    return lambda receipt: rights(session, receipt, asked.person) is None


def link(powerup: PowerUp, caller: Caller, card_id: str) -> Linked:
    """Make the linked card, or return the one that is there. Raises `NotFixed` where no board is for it."""
    other = other_board(powerup, caller)
    if other is None:
        raise NotFixed("unknown-card")
    return create_linked(powerup.fixes, Asked(caller.person, caller.rules, card_id), other)


def mine(powerup: PowerUp, caller: Caller, language: Language) -> Json:
    """Return the caller's cards on every board where they take part."""
    at = now()
    found = my_shelves(powerup, caller.person.id, at)
    return mine_json(found, at, powerup.rulebook.timezone, language)


def my_shelves(powerup: PowerUp, member_id: str, at: datetime) -> list[Shelf]:
    """Return the cards of this person on every board where they take part, with what is owed on them."""
    found, rulebook = [], powerup.rulebook
    with powerup.database.transaction() as session:
        for rules in rulebook.boards.values():
            form = load_board_form(session, rules.board)
            if form is None or person_on(session, rules, member_id) is None:
                continue
            lists = {key: name for key, (name, _, _) in form["lists"].items()}
            cards = tuple(glances(session, rules, at, member_id))
            ids = [each.card_id for each in cards]
            owed = owed_on(session, rules, at, rulebook.timezone, ids)
            held = defences(session, rulebook, at, tuple(owed)) if owed else []
            validates = frozenset(x.card_id for x in held if x.validator == member_id)
            asked = tuple(asked_of(session, rulebook, rules, member_id, at))
            found.append(Shelf(form["name"], rules, lists, cards, owed, validates, asked))
    return found


def about(powerup: PowerUp, caller: Caller, language: Language) -> Json:
    """Return what the settings show: the board's mode, whether it is paused, its managers, its rules."""
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

"""What is made on Trello after the check of a card: intention, call, receipt. Each may be repeated."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from mentoring.defences.follow.steps import PREPARED
from mentoring.defences.record import intend_occasion, mark
from mentoring.effects import checklist
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import OutcomeRow
from rules.commands import MoveCard
from rules.rulebook.values import BoardRules, Brake
from sync.clock import now
from sync.crash_points import point
from sync.effects.kinds.move import move
from sync.effects.perform import Effects
from sync.effects.receipts import Effect, intend, record, take_for_void
from sync.mirror import write
from sync.mirror.as_rules import card_of
from sync.mirror.forms import card_form
from sync.mirror.history import OURS
from sync.storage.database import Database
from sync.storage.tables import ReceiptRow
from sync.trello.errors import Refused
from sync.trello.gateway import Gateway


def add_checklist(
    database: Database,
    gateway: Gateway,
    card: Defence | Transfer,
    title: str,
    items: tuple[str, ...],
) -> None:
    """Add the checklist, once a card: not again where a person deletes it, nor where Trello refused it.
    Raises `TrelloError` for other faults.
    """
    with database.transaction() as session:
        again = not intend_occasion(session, card, PREPARED, now())
        before = write.load_cards(session, [card.card_id]).get(card.card_id) or {}
    point("checklist-intended")
    made = None
    with suppress(Refused):
        made = str(gateway.add_checklist(card.card_id, title, items)["id"])
    point("checklist-made")
    with database.transaction() as session:
        mark(session, card, PREPARED, now())
        if made is not None:
            ours = again or made not in before.get("checklists", ())
            after = checklist.after(title, made, ours=ours)
            effect = Effect(card.board_id, card.card_id, checklist.ADD_CHECKLIST, after=after)
            record(session, effect, now())
    learn_parts(database, gateway, card.card_id)


def learn_parts(database: Database, gateway: Gateway, card_id: str) -> None:
    """Have the mirror know what we put on the card, so that it is not taken for a person's edit. Raises
    `TrelloError`.
    """
    read_at = now()
    form = card_form(gateway.card(card_id))
    with database.transaction() as session:
        known = write.load_cards(session, [card_id]).get(card_id)
        if known is None:
            return
        ours: dict[str, Any] = {name: form[name] for name in ("checklists", "attachments")}
        write.save_form(session, {**known, **ours}, known, read_at, {"": OURS})


def intend_outcome(
    database: Database, row: OutcomeRow, target: str, by: str, note: str
) -> tuple[int, MoveCard]:
    """Write the outcome down, and intend the move that goes with it. Returns the receipt's id and the
    command to carry out.
    """
    with database.transaction() as session:
        card = card_of(session, row.card_id)
        assert card is not None
        effect = move(card, target, by=by, note=note)
        row.receipt_id = intend(session, effect, now())
        session.merge(row)
        return row.receipt_id, MoveCard(card.id, card.list_id, target, ())


def move_card(database: Database, gateway: Gateway, receipt: int, command: MoveCard) -> None:
    """Move the card as it was intended. Raises `TrelloError`."""
    with database.transaction() as session:
        card = card_of(session, command.card_id)
    if card is None:
        return
    Effects(database, gateway, Brake()).move(card, command, receipt)


def finish_move(
    database: Database, gateway: Gateway, card: Defence | Transfer, rules: BoardRules
) -> None:
    """Do the move of an outcome whose press was cut short. Raises `TrelloError`."""
    with database.transaction() as session:
        row = session.get(OutcomeRow, card.card_id)
        old = session.get(ReceiptRow, row.receipt_id) if row and row.receipt_id else None
    if row is None:
        return
    target = target_of(rules, row.outcome)
    if target is None:
        return
    if old is not None and old.state == "intended":
        with database.transaction() as session:
            take_for_void(session, old.id)
    receipt, command = intend_outcome(database, row, target, row.by, row.reasons)
    move_card(database, gateway, receipt, command)


def target_of(rules: BoardRules, outcome: str) -> str | None:
    """Return the list for cards with this outcome, None where the rulebook names none."""
    lists = {"passed": rules.passed, "failed": rules.failed}.get(outcome, ())
    return lists[0] if lists else None

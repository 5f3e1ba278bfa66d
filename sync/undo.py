"""Undoing an effect, on Trello and here; refused where a person has touched the card since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.fingerprint import fingerprint
from rules.holds import suspended
from sync.clock import now
from sync.db import Database
from sync.decisions import keep_hold
from sync.effects import comment_row, forget_comment
from sync.errors import Gone
from sync.gateway import Gateway
from sync.mirror_forms import card_form
from sync.models import CardRow
from sync.reading import card_of
from sync.receipts import Effect, record, why_not_undoable
from sync.records import ReceiptRow


class NotUndone(Exception):
    """The effect stays; the text says why."""


@dataclass(frozen=True, slots=True)
class _Plan:
    receipt_id: int
    board_id: str
    card_id: str
    command: str
    before: dict[str, Any]
    after: dict[str, Any]
    action_id: str | None


def undo(
    database: Database, gateway: Gateway, receipt_id: int, by: str, order_id: str | None = None
) -> str:
    """Undo one effect on behalf of `by`. Returns the card's id; raises `NotUndone` with the reason.

    The card is read first: the mirror may not have heard yet of what a person just did. After a
    move is undone the card is left alone for 24 hours, or until a checked field changes.
    """
    with database.transaction() as session:
        plan = _plan(session, receipt_id)
    try:
        _check_on_trello(database, gateway, plan)
        _undo_on_trello(gateway, plan)
    except Gone as error:
        raise NotUndone("the card is gone") from error
    with database.transaction() as session:
        _note(session, plan, by, order_id, now())
    return plan.card_id


def _plan(session: Session, receipt_id: int) -> _Plan:
    row = session.get(ReceiptRow, receipt_id)
    if row is None:
        raise NotUndone("there is no such receipt")
    why = why_not_undoable(session, row)
    if why:
        raise NotUndone(why)
    return _Plan(
        row.id, row.board_id, row.card_id or "", row.command, row.before, row.after, row.action_id
    )


def _check_on_trello(database: Database, gateway: Gateway, plan: _Plan) -> None:
    form = card_form(gateway.card(plan.card_id))
    if plan.command == "MoveCard" and form["list_id"] != plan.after.get("list"):
        raise NotUndone("the card is in another list since")
    with database.transaction() as session:
        row = session.get(CardRow, plan.card_id)
        changed = row is not None and (row.name, row.desc) != (form["name"], form["desc"])
        if changed or (row is not None and plan.command == "MoveCard" and row.due != form["due"]):
            raise NotUndone("a person has touched the card since")


def _undo_on_trello(gateway: Gateway, plan: _Plan) -> None:
    if plan.command == "MoveCard":
        gateway.move_card(plan.card_id, plan.before["list"], plan.before.get("pos", "bottom"))
    elif plan.command == "WriteComment" and plan.action_id:
        gateway.delete_comment(plan.action_id)
    elif plan.command == "EditComment" and plan.action_id:
        gateway.edit_comment(plan.action_id, plan.before["text"])
    elif plan.command == "RestoreDate":
        gateway.update_card(plan.card_id, due=plan.before.get("due"))


def _note(session: Session, plan: _Plan, by: str, order_id: str | None, at: datetime) -> None:
    receipt = session.get_one(ReceiptRow, plan.receipt_id)
    receipt.undone_at, receipt.undone_by = at, by
    effect = Effect(
        plan.board_id,
        plan.card_id,
        f"Undo{plan.command}",
        tuple(receipt.reasons),
        before=plan.after,
        after=plan.before,
        by=by,
        note=f"receipt {plan.receipt_id}",
        action_id=order_id,
    )
    record(session, effect, at)
    _bring_back(session, plan, by, at)


def _bring_back(session: Session, plan: _Plan, by: str, at: datetime) -> None:
    row = session.get(CardRow, plan.card_id)
    if plan.command == "MoveCard" and row is not None:
        row.list_id = plan.before["list"]
        _leave_alone(session, plan.card_id, by, at)
    elif plan.command == "WriteComment":
        forget_comment(session, plan.card_id, deleted=True)
    elif plan.command == "EditComment":
        comment = comment_row(session, plan.card_id)
        comment.text = plan.before["text"]
        comment.plain = plan.after.get("plain", comment.plain)


def _leave_alone(session: Session, card_id: str, by: str, at: datetime) -> None:
    card = card_of(session, card_id)
    if card is not None:
        keep_hold(session, card, suspended(by, at, fingerprint(card)), note="undo")

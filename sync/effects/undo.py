"""Undoing an effect, on Trello and here; refused where a person has touched the card since."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.fingerprint import fingerprint
from rules.holds import suspended
from sync.clock import now
from sync.crash_points import point
from sync.effects import handover
from sync.effects.decisions import keep_hold
from sync.effects.perform import comment_row, forget_comment
from sync.effects.receipts import ANSWERS, GIFTS, WHY_NOT, Effect, intend, why_not_undoable
from sync.mirror.as_rules import card_of
from sync.mirror.forms import card_form, differences
from sync.mirror.write import load_cards
from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, wake
from sync.storage.database import Database
from sync.storage.tables import CaseRow, HoldRow, ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.trello.errors import Gone, RateLimited, Refused, Unsure
from sync.trello.gateway import Gateway

QUIET = frozenset({"last_activity", "pos", "url", "short_link"})
"""What may differ on a card that no person has touched."""

PATIENCE = 5
"""How often each undo of many waits for its turn among the calls that Trello allows."""

Told = Callable[["Undone"], None]


class NotUndone(Exception):
    """The effect stays; `why` is a key of `sync.effects.receipts.WHY_NOT`."""

    def __init__(self, why: str) -> None:
        super().__init__(WHY_NOT[why].en)
        self.why = why


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one receipt: `why_not` is "" where it was undone, else a key of `WHY_NOT`, or
    what Trello said.
    """

    receipt_id: int
    why_not: str = ""


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
    activity = _check_on_trello(database, gateway, plan)
    with database.transaction() as session:
        undoing = _intend(session, plan, by[:64], order_id, activity)
    point("undo-intended")
    try:
        _undo_on_trello(gateway, plan)
    except Gone as error:
        with database.transaction() as session:
            session.get_one(ReceiptRow, undoing).state = "void"
        raise NotUndone("gone" if plan.after.get("list") else "no-comment") from error
    point("undone")
    with database.transaction() as session:
        receipt = session.get_one(ReceiptRow, undoing)
        receipt.state = "done"
        finish(session, receipt, now())
    return plan.card_id


def undo_many(
    database: Database,
    gateway: Gateway,
    enqueue: Enqueue,
    receipt_ids: Iterable[int],
    by: str,
    told: Told = lambda _: None,
) -> list[Undone]:
    """Undo these effects, the newest first, and then have their cards judged as they are.

    One that cannot be undone does not keep the others; `told` hears of each as it is done.
    """
    results, cards = list[Undone](), set[str]()
    try:
        for receipt_id in sorted(set(receipt_ids), reverse=True):
            results.append(_try(database, gateway, receipt_id, by, cards))
            told(results[-1])
    finally:
        _judge_again(database, enqueue, cards)
    return results


def _try(database: Database, gateway: Gateway, receipt_id: int, by: str, cards: set[str]) -> Undone:
    """Undo one of many; its card is added to `cards`. Where Trello is in no hurry, neither are we."""
    for patience in range(PATIENCE, -1, -1):
        try:
            cards.add(undo(database, gateway, receipt_id, by))
        except NotUndone as error:
            return Undone(receipt_id, error.why)
        except (Refused, Unsure) as error:
            return Undone(receipt_id, str(error))
        except RateLimited as error:
            if not patience:
                raise
            time.sleep(min(error.retry_after, 30.0))
        else:
            break
    return Undone(receipt_id)


def _judge_again(database: Database, enqueue: Enqueue, cards: Collection[str]) -> None:
    """Have the cards judged: their comments should say how they stand now."""
    with database.transaction() as session:
        for card_id in sorted(cards):
            row = session.get(CardRow, card_id)
            if row is not None:
                wake(session, enqueue, new_id("undo"), "card", card_id, row.board_id, now())


def _plan(session: Session, receipt_id: int) -> _Plan:
    row = session.get(ReceiptRow, receipt_id)
    why = why_not_undoable(session, row) if row is not None else "unknown"
    if row is None or why:
        raise NotUndone(why)
    return _Plan(
        row.id, row.board_id, row.card_id or "", row.command, row.before, row.after, row.action_id
    )


def _check_on_trello(database: Database, gateway: Gateway, plan: _Plan) -> str | None:
    """Refuse where the card is not as the mirror has it: a person's act is on its way to us.

    Returns the instant of the card's last activity, as Trello's clock has it.
    """
    try:
        form = card_form(gateway.card(plan.card_id))
    except Gone as error:
        raise NotUndone("gone") from error
    if plan.after.get("list") and form["list_id"] != plan.after["list"]:
        raise NotUndone("elsewhere")
    with database.transaction() as session:
        known = load_cards(session, [plan.card_id]).get(plan.card_id)
    if plan.command not in ANSWERS and set(differences(known, form)) - QUIET:
        raise NotUndone("touched")
    activity = form["last_activity"]
    return activity.isoformat() if activity else None


def _undo_on_trello(gateway: Gateway, plan: _Plan) -> None:
    if plan.command == "MoveCard":
        gateway.move_card(plan.card_id, plan.before["list"], plan.before.get("pos", "bottom"))
    elif plan.command == "WriteComment" and plan.action_id:
        gateway.delete_comment(plan.action_id)
    elif plan.command == "EditComment" and plan.action_id:
        gateway.edit_comment(plan.action_id, plan.before["text"])
    elif plan.command == "RestoreDate":
        gateway.update_card(plan.card_id, due=plan.before.get("due"))
    elif plan.command == "ArchiveCard":
        gateway.update_card(plan.card_id, closed=False)
    elif plan.command in GIFTS:
        handover.take_back(gateway, plan.card_id, plan.before, plan.after)


def _intend(
    session: Session, plan: _Plan, by: str, order_id: str | None, activity: str | None
) -> int:
    receipt = session.get_one(ReceiptRow, plan.receipt_id)
    if receipt.undone_at is not None:
        raise NotUndone("undone")
    effect = Effect(
        plan.board_id,
        plan.card_id,
        f"Undo{plan.command}",
        tuple(receipt.reasons),
        before={**plan.after, "activity": activity},
        after=plan.before,
        read={"receipt": plan.receipt_id},
        by=by,
        note=f"receipt {plan.receipt_id}",
        action_id=order_id,
    )
    return intend(session, effect, now())


def finish(session: Session, undoing: ReceiptRow, at: datetime) -> None:
    """What this receipt undid is undone on Trello: say so here, and leave the card alone."""
    receipt = session.get_one(ReceiptRow, undoing.read["receipt"])
    receipt.undone_at, receipt.undone_by = at, undoing.by
    _bring_back(session, receipt, undoing.by, at)


def _bring_back(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    card_id, before = str(receipt.card_id), receipt.before
    row = session.get(CardRow, card_id)
    if receipt.command == "MoveCard" and row is not None:
        row.list_id, row.pos = before["list"], before.get("pos", row.pos)
        _leave_alone(session, card_id, by, at)
    elif receipt.command == "RestoreDate" and row is not None:
        row.due = datetime.fromisoformat(before["due"]) if before.get("due") else None
    elif receipt.command == "ArchiveCard" and row is not None:
        row.closed = False
    elif receipt.command in GIFTS:
        handover.reflect(session, card_id, before, at)
    elif receipt.command == "WriteComment":
        forget_comment(session, card_id, deleted=True)
    elif receipt.command == "EditComment":
        comment = comment_row(session, card_id)
        comment.text = before["text"]
        comment.plain = receipt.after.get("plain", comment.plain)


def _is_accepted(session: Session, card_id: str, at: datetime) -> bool:
    """Whether a manager took the card as it is: then it is left alone already."""
    row = session.get(HoldRow, card_id)
    return row is not None and row.kind == "accepted" and (row.until is None or at < row.until)


def _leave_alone(session: Session, card_id: str, by: str, at: datetime) -> None:
    case = session.get(CaseRow, card_id)
    if case is not None:
        case.moved_fingerprint = ""
    card = card_of(session, card_id)
    if card is not None and not _is_accepted(session, card_id, at):
        keep_hold(session, card, suspended(by, at, fingerprint(card)), note="undo")

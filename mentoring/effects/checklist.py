"""The checklist that prepares a defence, added once to a card."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Undo, at_once
from sync.effects.seen import Seen
from sync.mirror.history import noting
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import ChecklistRow
from sync.trello.gateway import Gateway


def after(title: str, checklist_id: str, *, ours: bool) -> dict[str, str]:
    """Return what the receipt keeps: the checklist's title and id. Where it is not `ours`, because
    somebody had made one of that name, it is not ours to take away either.
    """
    kept = {"value": title, "checklist": checklist_id}
    return kept if ours else {**kept, "theirs": "yes"}


def _take_away(gateway: Gateway, receipt: ReceiptRow) -> None:
    """Delete it; an older receipt tells its title alone."""
    known = receipt.after.get("checklist")
    there = () if known else gateway.card(str(receipt.card_id)).get("checklists") or ()
    named = [str(each["id"]) for each in there if each.get("name") == receipt.after.get("value")]
    for each in [known] if known else named:
        gateway.delete_checklist(each)


def _is_away(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row, kept = ChecklistRow, receipt.after
    same = row.id == kept["checklist"] if kept.get("checklist") else row.name == kept.get("value")
    with noting(session, str(receipt.card_id), at):
        session.execute(sa.delete(row).where(row.card_id == receipt.card_id, same))


def _was_taken_away(undoing: ReceiptRow, seen: Seen) -> bool:
    there = seen.card.get("checklists") or ()
    kept = undoing.before
    known = {kept.get("checklist")} if kept.get("checklist") else {kept.get("value")}
    return not any(each.get("id") in known or each.get("name") in known for each in there)


ADD_CHECKLIST: Final = Kind(
    "AddChecklist",
    "mentoring",
    Sentence("a ajouté la liste « {to} »", "added the checklist “{to}”"),
    Undo(
        Sentence("a retiré la liste « {from} »", "took the checklist “{from}” away"),
        _take_away,
        _is_away,
        _was_taken_away,
        impossible=lambda receipt: "nothing" if receipt.after.get("theirs") else "",
    ),
    at_once,
    changes="checklists",
)
KINDS: Final = (ADD_CHECKLIST,)

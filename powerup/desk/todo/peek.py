"""One card read beside the queue: what it says, what it lacks, what was done to it and why."""

from __future__ import annotations

from typing import Final

from powerup.card.panel import Panel
from powerup.desk.tab import Ask
from powerup.desk.todo import peek_texts as texts
from powerup.desk.todo.rows import Json
from rules.card import Card
from rules.formatting import joined, moment, shortened
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.reports.card_view import look
from sync.rights.permissions import Person
from sync.rights.request import NotFixed
from sync.rulebook.boards import Watched, watched
from sync.storage.tables import CommentRow, ReceiptRow
from sync.storage.trello_tables import CardRow

LONGEST_DESC: Final = 6_000
"""How many characters of a description are shown: the rest is read on the card itself."""

MOST_FILES: Final = 12


def peek(ask: Ask, card: str) -> Json:
    """Return the card as a manager reads it. Raises `NotFixed` where it is on no board that they manage."""
    with ask.powerup.database.transaction() as session:
        found = session.get(CardRow, card)
        rules, person = _managed(ask, found.board_id if found is not None else "")
        at = now()
        board = watched(session, rules.board, ask.powerup.rulebook, ask.powerup.bot_id(), at)

        def may(receipt: ReceiptRow) -> bool:
            return ask.powerup.fixes.undo_rights(session, receipt, person) is None

        view = look(session, board, card, at, may) if board is not None else None
        if board is None or view is None:
            raise NotFixed("unknown-card")
        panel = Panel(view, board, person, at, ask.language).to_json()
        comment = session.get(CommentRow, card)
        return {
            "card": {**panel["card"], "board": rules.board},
            **{key: panel[key] for key in ("title", "tone", "history")},
            "facts": _facts(view.card, board, ask),
            "gaps": [_gap(each) for each in panel["items"] if each["status"] != "ok"],
            "comment": _comment(comment, board, ask),
            "desc": _cut(view.card.desc.strip()),
            "files": [
                {"name": shortened(x.name or x.url, 80), "url": x.url}
                for x in view.card.attachments[:MOST_FILES]
            ],
        }


def _managed(ask: Ask, board: str) -> tuple[BoardRules, Person]:
    """Return the board, and who the caller is there. Raises `NotFixed` for any that they do not manage, as
    for a card that does not exist.
    """
    for rules, person in ask.managed():
        if rules.board == board:
            return rules, person
    raise NotFixed("unknown-card")


def _facts(card: Card, board: Watched, ask: Ask) -> list[Json]:
    """Return what the head of the card tells on Trello too: list, due date, people, labels."""
    there = board.ruled.board.list_named(card.list_id)
    people = [each.full_name or each.username for each in board.ruled.people(card)]
    told = {
        "list": " · ".join(x for x in (board.form["name"], there.name if there else "") if x),
        "due": moment(card.due, ask.language, board.ruled.zone) if card.due else "",
        "people": joined(people, ask.language),
        "labels": joined([each.name for each in card.labels if each.name], ask.language),
    }
    return [
        {"label": texts.FACTS[key].in_(ask.language), "text": text}
        for key, text in told.items()
        if text
    ]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_DESC else text[: LONGEST_DESC - 1].rstrip() + "…"


def _gap(item: Json) -> Json:
    """Return a line of the panel without its button, which is for the mentor."""
    kept = ("code", "label", "status", "message", "read", "expected", "fix")
    return {key: item[key] for key in kept}


def _comment(row: CommentRow | None, board: Watched, ask: Ask) -> Json | None:
    """Return the clerk's living comment as it reads now, None where there is none."""
    if row is None or row.action_id is None or row.deleted:
        return None
    at = row.written_at
    when = moment(at, ask.language, board.ruled.zone) if at is not None else ""
    return {"text": row.plain or row.text, "at": when}

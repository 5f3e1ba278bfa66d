"""The queue of what managers decide, as a test asks it."""

from __future__ import annotations

from typing import Any

from desk import Desk
from harness import School

from sync.storage.tables import ReceiptRow
from tests.lived import lived

Row = dict[str, Any]


def queue(desk: Desk, query: str = "", who: str = "helene") -> dict[str, Any]:
    answer = desk.get(f"/desk/todo{query}", who)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def row(desk: Desk, name: str) -> Row:
    return next(each for each in queue(desk, "?limit=200")["rows"] if each["name"].startswith(name))


def names(desk: Desk, query: str = "") -> list[str]:
    return [each["name"] for each in queue(desk, query)["rows"]]


def act(desk: Desk, card: Row, action: str, who: str = "helene", **body: Any) -> Any:
    path = f"/desk/card/{card['board']}/{card['id']}/{action}"
    return desk.post(path, who, **{"seen": card["seen"], **body})


def undo(desk: Desk, card: Row, answer: Any) -> Any:
    back = answer.json["undo"]
    path = f"/desk/card/{card['board']}/{back['card']}/undo"
    return desk.post(path, "helene", receipt=back["receipt"])


def codes(card: Row) -> list[str]:
    return [each["code"] for each in card["kinds"]]


def offered(card: Row) -> list[str]:
    return [each["name"] for each in card["actions"]]


@lived
def incomplete(opened: School, days: float = 10, who: str = "zoe", name: str = "") -> str:
    """A card without label that its mentor was told of, near its date."""
    card = opened.card(who, name or "Léa Dupont – DA Python", "label")
    opened.by(who).set_due(card, opened.due(days))
    opened.work()
    return card


def row_of_card(desk: Desk, card_id: str) -> Row:
    return {"board": desk.board(), "id": card_id}


def receipt_of(desk: Desk, receipt_id: int) -> ReceiptRow:
    with desk.school.parts.database.transaction() as session:
        return session.get_one(ReceiptRow, receipt_id)

"""The tab "Et si…" as a test asks it."""

from __future__ import annotations

from typing import Any

from desk import Desk
from harness import School

MANAGER = "helene"


def change(key: str, value: Any, board: str | None = None) -> dict[str, Any]:
    return {"board": board, "key": key, "value": value}


def weight(code: str, severity: str, board: str | None = "soutenances") -> dict[str, Any]:
    return change(f"mentions.{code}.severity", severity, board)


def get(desk: Desk, path: str = "", who: str = MANAGER) -> Any:
    response = desk.get(f"/desk/whatif{path}", who)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def post(desk: Desk, path: str, *, who: str = MANAGER, status: int = 200, **body: Any) -> Any:
    body.setdefault("basedOn", get(desk)["basedOn"])
    response = desk.post(f"/desk/whatif/{path}", who, **body)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def texts(answer: Any) -> list[str]:
    return [plain(group["text"]) for board in answer["boards"] for group in board["groups"]]


def rules_of(desk: Desk) -> Any:
    desk.school.parts.rules.look()
    return desk.school.parts.rulebook.boards["soutenances"]


def later(made: School, **span: float) -> None:
    made.work()
    made.pass_time(**span)

"""The panel of a card after its defence, as people see it and press its buttons."""

from __future__ import annotations

from typing import Any

from tests.powerup.desk import Desk


def panel(desk: Desk, card: str, who: str) -> dict[str, Any]:
    response = desk.get(f"/card/{card}", who)
    assert response.status_code == 200
    return {each["code"]: each for each in response.get_json()["steps"]}


def press(desk: Desk, card: str, who: str, action: str, **body: object) -> int:
    response = desk.post(f"/card/{card}/step/{action}", who, **body)
    desk.school.work()
    return response.status_code


def labels(block: dict[str, Any]) -> list[str]:
    return [each["label"] for each in block["buttons"]]


def badge(desk: Desk, card: str) -> str:
    data = desk.get("/board", "helene").get_json()
    place = data["cards"].get(card, -1)
    return "" if place < 0 else str(data["badges"][place][0]).replace("\u00a0", " ")

"""What the answer for a card's panel holds: its mentions, its history, the labels of its board."""

from __future__ import annotations

from typing import Any

from desk import Desk


def item_of(panel: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for each in panel["items"] if each["code"] == code)


def label_of(desk: Desk, name: str) -> str:
    labels = desk.school.sandbox.state.labels_of(desk.board())
    return next(str(one["id"]) for one in labels if one["name"] == name)


def texts_of(panel: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["by"], each["text"].replace("\u00a0", " ")) for each in panel["history"]]

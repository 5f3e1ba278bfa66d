"""Exports of boards as Trello makes them, for the tests of `greffier check`: invented people."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from greffier.cli import cli

NOW = "2026-03-02T10:00"
INTAKE, INCOMPLETE, PLANNED, OLD = (f"65f0b000000000000000000{number}" for number in range(1, 5))
P7, P8 = "65f0c0000000000000000007", "65f0c0000000000000000008"
NADIA = "65f0d0000000000000000001"


def a_card(number: int, name: str = "Marie Dupont - DA Python", **changes: Any) -> dict[str, Any]:
    """A card as exports have it, complete, with changes."""
    return {
        "id": f"65f0a00000000000000000{number:02d}",
        "name": name,
        "desc": "Dépôt : https://example.org/p7",
        "closed": False,
        "due": "2026-03-19T13:30:00.000Z",
        "dueComplete": False,
        "start": None,
        "idBoard": "65f0e0000000000000000001",
        "idList": INTAKE,
        "idMembers": [NADIA],
        "idLabels": [P7],
        "labels": [
            {"id": P7, "idBoard": "65f0e0000000000000000001", "name": "P7", "color": "green"}
        ],
        "attachments": [],
        "customFieldItems": [],
        "isTemplate": False,
        "cardRole": None,
        "pos": 16384 * number,
        "shortLink": f"abcd{number:04d}",
        "shortUrl": f"https://trello.com/c/abcd{number:04d}",
        "url": f"https://trello.com/c/abcd{number:04d}/{number}-carte",
        "dateLastActivity": "2026-03-01T09:00:00.000Z",
        "badges": {"attachments": 0},
        "limits": {},
        **changes,
    }


def an_export(*cards: dict[str, Any], name: str = "Soutenances", **changes: Any) -> dict[str, Any]:
    """A board as exports have it, with these cards."""
    lists = [
        (INTAKE, "📥 Propositions de soutenances", False),
        (INCOMPLETE, "Profil à mettre à jour", False),
        (PLANNED, "Soutenances planifiées", False),
        (OLD, "Propositions 2025", True),
    ]
    return {
        "id": "65f0e0000000000000000001",
        "name": name,
        "desc": "",
        "closed": False,
        "url": "https://trello.com/b/abcdefgh/soutenances",
        "lists": [
            {"id": id_, "name": list_name, "closed": closed, "pos": place}
            for place, (id_, list_name, closed) in enumerate(lists, start=1)
        ],
        "labels": [
            {"id": P7, "name": "P7", "color": "green"},
            {"id": P8, "name": "P8 – Algorithmes", "color": "red_dark"},
            {"id": "65f0c0000000000000000000", "name": "", "color": None},
        ],
        "members": [{"id": NADIA, "fullName": "Nadia Benali", "username": "nadia"}],
        "customFields": [],
        "checklists": [],
        "actions": [],
        "cards": [copy.deepcopy(each) for each in cards],
        **changes,
    }


def run(*arguments: str, stdin: str | bytes | None = None, **env: str) -> Result:
    """Run the command line in this process, with the settings given and no others of ours."""
    cleared = {key: None for key in os.environ if key.startswith("GREFFIER_")}
    return CliRunner().invoke(cli, [*arguments], input=stdin, env={**cleared, **env})


def write(folder: Path, data: object, name: str = "export.json") -> str:
    """The data as a file of JSON, raw UTF-8 as Trello writes it."""
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return str(path)


def board_of(result: Result) -> dict[str, Any]:
    """The first board of a result in JSON."""
    board: dict[str, Any] = json.loads(result.stdout)["boards"][0]
    return board

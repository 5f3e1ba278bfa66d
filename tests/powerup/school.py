"""A seeded school behind the whole application, without a worker: what the Power-Up's tests share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from greffier.app import create_app
from greffier.composition import Greffier
from greffier.settings import read_settings
from sandbox import people
from sandbox.core import Sandbox
from sandbox.server import SandboxServer
from sync import facts, wakes
from sync.migrate import migrate
from sync.models import CardRow

RULEBOOK = """
timezone = "Europe/Paris"
[boards.soutenances]
kind = "soutenances"
board = "{soutenances}"
intake = "{intake}"
incomplete = "{incomplete}"
accepted = "{accepted}"
passed = "{passed}"
failed = "{failed}"
mode = "enforce"
settle_new = "{settle}"
settle_moved = "{settle}"
[boards.transfert]
kind = "transfert"
board = "{transfert}"
intake = "{transfer_intake}"
incomplete = "{transfer_incomplete}"
mode = "enforce"
settle_new = "{settle}"
settle_moved = "{settle}"
"""


@dataclass
class School:
    """Both boards in the mirror and judged; a client of the application."""

    sandbox: Sandbox
    parts: Greffier
    client: FlaskClient

    def board(self, name: str = people.SOUTENANCES) -> str:
        return str(people.board_named(self.sandbox, name)["id"])

    def list(self, title: str, board: str = people.SOUTENANCES) -> str:
        lists = self.sandbox.state.lists_of(self.board(board))
        return next(str(one["id"]) for one in lists if one["name"] == title)

    def card(self, title: str) -> dict[str, Any]:
        cards = self.sandbox.state.cards.values()
        return next(one for one in cards if one["name"].startswith(title))

    def token(self, who: str = "zoe", **more: Any) -> str:
        board = more.pop("board", self.board())
        return self.sandbox.jwt(who, board, **more)

    def get(self, path: str, who: str = "zoe", **headers: str) -> TestResponse:
        return self.client.get(f"/powerup/api{path}", headers={**self._bearer(who), **headers})

    def post(self, path: str, who: str = "zoe", **body: Any) -> TestResponse:
        return self.client.post(f"/powerup/api{path}", json=body, headers=self._bearer(who))

    def _bearer(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(who)}"}

    def work(self) -> None:
        """What a worker would do: serve everything that is wanted."""
        worker = self.parts.worker()
        for _ in range(100):
            wanted = self.wanted()
            if not wanted:
                return
            for scope, target in wanted:
                worker.run(scope, target)
        raise AssertionError("the work does not end")

    def wanted(self) -> list[tuple[str, str]]:
        """Cards and boards for which a run is due."""
        with self.parts.database.transaction() as session:
            rows = session.query(wakes.WakeRow).all()
            return [(row.scope, row.id) for row in rows if row.done < row.wanted]

    def mirrored(self, card_id: str) -> CardRow:
        with self.parts.database.transaction() as session:
            return session.get_one(CardRow, card_id)


def open_school(server: SandboxServer, folder: Path, settle: str = "0s", **env: str) -> School:
    """The application on a fresh database, with both boards read and judged."""
    sandbox = server.sandbox
    parts = Greffier(read_settings(environment(server, folder, settle, **env)))
    migrate(parts.database)
    facts.learn_bot(parts.database, parts.gateway)
    school = School(sandbox, parts, create_app(parts).test_client())
    for board in parts.boards:
        parts.snapshots.take(board)
    school.work()
    return school


def environment(
    server: SandboxServer, folder: Path, settle: str = "0s", **env: str
) -> dict[str, str]:
    """The settings of an installation beside this sandbox; writes its rulebook."""
    sandbox = server.sandbox
    rulebook = folder / "rulebook.toml"
    rulebook.write_text(_rulebook(sandbox, settle), encoding="utf-8")
    return {
        "TRELLO_API_URL": server.url,
        "TRELLO_API_KEY": sandbox.key,
        "TRELLO_API_TOKEN": sandbox.token,
        "TRELLO_API_SECRET": sandbox.secret,
        "TRELLO_POWERUP_ID": sandbox.plugin,
        "PUBLIC_URL": "https://greffier.example",
        "GREFFIER_RULEBOOK": str(rulebook),
        "GREFFIER_DATA": str(folder),
        **env,
    }


def _rulebook(sandbox: Sandbox, settle: str) -> str:
    state = sandbox.state
    ids: dict[str, dict[str, str]] = {}
    for name, titles in people.LISTS.items():
        board = people.board_named(sandbox, name)
        known = {one["name"]: str(one["id"]) for one in state.lists_of(board["id"])}
        ids[name] = {place: known[title] for place, title in titles.items()}
    first, second = ids[people.SOUTENANCES], ids[people.TRANSFERT]
    return RULEBOOK.format(
        soutenances=people.board_named(sandbox, people.SOUTENANCES)["id"],
        transfert=people.board_named(sandbox, people.TRANSFERT)["id"],
        **first,
        transfer_intake=second["intake"],
        transfer_incomplete=second["incomplete"],
        settle=settle,
    )

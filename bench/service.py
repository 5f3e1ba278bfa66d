"""A sandbox and `greffier serve` beside it, as separate processes, for measuring."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greffier.composition import Greffier
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer
from sync.migrations.migrate import migrate

INTAKE, INCOMPLETE = "Propositions de soutenances", "Profil à mettre à jour"
RULEBOOK = """
timezone = "Europe/Paris"
[brake]
moves = 100000
per = "10m"
[boards.soutenances]
kind = "soutenances"
board = "{board}"
intake = "{intake}"
incomplete = "{incomplete}"
mode = "enforce"
settle_new = "0s"
settle_moved = "0s"
"""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Service:
    """`greffier serve` while it runs. `lists` by name; `board` is the id of "Soutenances"."""

    sandbox: Sandbox
    board: str
    lists: dict[str, str]
    port: int
    folder: Path
    values: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    counted: int = 0

    @property
    def callback(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhooks/trello"

    def start(self) -> None:
        """Start it, and wait until the board was read and its webhook stands."""
        log = (self.folder / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "greffier", "serve", "--host", "127.0.0.1"],
            env={**os.environ, **self.values},
            stdout=log,
            stderr=log,
        )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "serve.log").read_text()[-2000:])
            if self.health().get("status") == "ok":
                return
            time.sleep(0.1)
        said = (self.folder / "serve.log").read_text()[-2000:]
        raise RuntimeError(f"the service did not become healthy: {self.health()}\n{said}")

    def health(self) -> dict[str, Any]:
        """Its health, or nothing while it does not answer."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/health", timeout=5
            ) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except OSError:
            return {}

    def stop(self) -> None:
        """End it as a platform would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(40)

    def processes(self) -> list[int]:
        """The ids of its processes."""
        assert self.process is not None
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            children = Path(f"/proc/{pid}/task/{pid}/children")
            todo += [int(each) for each in children.read_text().split()]
        return found


def _seeded(cards: int, *, limits: bool, incomplete: bool) -> tuple[Sandbox, str]:
    """A school with so many cards on its board, and the board's id."""
    sandbox = Sandbox(invented_school.seed)
    sandbox.limits.enabled = limits
    board = invented_school.board_named(sandbox, invented_school.SOUTENANCES)["id"]
    sandbox.state.cards.clear()
    if cards:
        board = invented_school.seed_big(sandbox, cards)["id"]
        if incomplete:
            for each in sandbox.state.cards_of(board):
                each["name"], each["idLabels"] = "Soutenance", []
    return sandbox, str(board)


@contextmanager
def service(
    cards: int = 0,
    database: str = "",
    limits: bool = True,
    *,
    incomplete: bool = False,
    before: Callable[[Service], None] = lambda _: None,
) -> Iterator[Service]:
    """A running service on a board of so many cards, in order and not (0: none), or of incomplete ones,
    which are all to be moved. `before`: what is done before it starts.
    """
    sandbox, board = _seeded(cards, limits=limits, incomplete=incomplete)
    with SandboxServer(sandbox) as server, tempfile.TemporaryDirectory() as name:
        lists = {
            each["name"]: each["id"]
            for each in sandbox.state.lists.values()
            if each["idBoard"] == board
        }
        made = Service(sandbox, board, lists, free_port(), Path(name))
        rulebook = made.folder / "rulebook.toml"
        rulebook.write_text(
            RULEBOOK.format(board=board, intake=lists[INTAKE], incomplete=lists[INCOMPLETE])
        )
        made.values = {
            "TRELLO_API_URL": server.url,
            "TRELLO_API_KEY": sandbox.key,
            "TRELLO_API_TOKEN": sandbox.token,
            "TRELLO_API_SECRET": sandbox.secret,
            "TRELLO_POWERUP_ID": sandbox.plugin,
            "PUBLIC_URL": f"http://127.0.0.1:{made.port}",
            "GREFFIER_RULEBOOK": str(rulebook),
            "GREFFIER_DATA": name,
            "DATABASE_URL": database,
            "PORT": str(made.port),
        }
        try:
            before(made)
            made.start()
            yield made
        finally:
            made.stop()


def complete(made: Service) -> None:
    """Every card in order, each about a student of its own."""
    state = made.sandbox.state
    with state.lock:
        cards = state.cards_of(made.board)
        due = next(each["due"] for each in cards if each["due"])
        for number, card in enumerate(cards):
            card["name"] = f"{_letters(number * 7919)} {_letters(number * 104_729)} - DA Python"
            card["due"], card["idMembers"] = due, card["idMembers"] or [state.member("zoe")["id"]]


def read_once(parts: Greffier) -> None:
    """Read and judge every board, as a service does that begins."""
    migrate(parts.database)
    parts.adopt_rules()
    for board in parts.boards:
        parts.snapshots.take(board)


def _letters(number: int) -> str:
    """A name that no other number has."""
    return "".join(chr(ord("a") + number // 26**each % 26) for each in range(5)).capitalize()


def cpu(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def pss(pid: int) -> float:
    """Megabytes that are a process's own share of memory."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0

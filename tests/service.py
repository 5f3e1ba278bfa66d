"""The service as real processes against a sandbox in this one, on either database, in real time."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from harness import INCOMPLETE, INTAKE, settings_of
from nursery import ROOT, Child, Nursery

from greffier.app import create_app
from greffier.composition import Greffier
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer
from sync.queue.inbox import unopened
from sync.storage.tables import DeliveryRow, ReceiptRow, WakeRow
from sync.trello import bot as facts
from sync.trello.rate_limit import Unlimited
from tests.migrated import fresh
from tests.rulebooks import write_rulebook
from tests.sites import serving

ONE_MIGRATES = threading.Lock()  # Alembic keeps its context in its module

PATIENCE = 300.0
"""Seconds after which a test gives up waiting: far more than is needed on a busy machine."""


def until(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Wait until this is true; gives what it gave. Fails after `patience` seconds."""
    end, pause = time.monotonic() + patience, 0.01
    while not (found := what()):
        assert time.monotonic() < end, f"not within {patience} s: {what.__qualname__}"
        time.sleep(pause)
        pause = min(0.2, pause * 1.3)  # waiting is not to keep from work what is waited for
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Service:
    """The sandbox, the parts of Greffier for looking at its database, and its processes."""

    folder: Path
    sandbox: Sandbox
    parts: Greffier
    port: int
    nursery: Nursery
    processes: list[Child] = field(default_factory=list)

    def environment(self, crash: str = "") -> dict[str, str]:
        """The settings of a process of this service, to die at the point `crash`."""
        settings = self.parts.settings
        return {
            **{key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
            "PYTHONPATH": str(ROOT),
            "TRELLO_API_URL": settings.api_url,
            "TRELLO_API_KEY": settings.key,
            "TRELLO_API_TOKEN": settings.token,
            "TRELLO_API_SECRET": settings.secret,
            "PUBLIC_URL": settings.public_url,
            "DATABASE_URL": settings.database,
            "GREFFIER_RULEBOOK": str(settings.rulebook),
            "GREFFIER_DATA": str(settings.data),
            "PORT": str(self.port),
            "GREFFIER_CRASH_AT": crash,
        }

    def start(self, *argv: str, crash: str = "") -> Child:
        """Start a command of Greffier with the settings of this service."""
        log = self._log_of(len(self.processes))
        process = self.nursery.start(argv, self.environment(crash), self.folder, log)
        self.processes.append(process)
        return process

    def _log_of(self, number: int) -> Path:
        return self.folder / f"{number}.log"

    def worker(self, crash: str = "") -> Child:
        return self.start("worker", crash=crash)

    def serve(self, crash: str = "", host: str = "127.0.0.1") -> Child:
        return self.start("serve", "--host", host, crash=crash)

    def typed(self, *command: str, status: int = 0) -> str:
        """Type this command and wait for its end, with that status. What it said, with plain spaces."""
        process = self.start(*command)
        until(lambda: process.poll() is not None)
        said = self._log_of(len(self.processes) - 1).read_text("utf-8")
        assert process.returncode == status, (command, said)
        assert "Traceback" not in said
        return said.replace("\u00a0", " ").replace("\u202f", " ")

    def log(self) -> str:
        """All that the processes have said so far."""
        return "\n".join(each.read_text("utf-8") for each in sorted(self.folder.glob("*.log")))

    def stop(self, process: Child) -> int:
        """End a process as a platform does; gives its status."""
        process.send_signal(signal.SIGTERM)
        until(lambda: process.poll() is not None)
        return int(process.returncode or 0)

    def list_id(self, name: str) -> str:
        board = invented_school.board_named(self.sandbox, invented_school.SOUTENANCES)["id"]
        lists = self.sandbox.state.lists_of(board)
        return next(str(each["id"]) for each in lists if each["name"] == name)

    def incomplete_card(self, name: str = "Marie Dupont - DA Python") -> str:
        """A card of a mentor, complete but for its date."""
        hand = self.sandbox.act_as("zoe")
        card = hand.create_card(self.list_id(INTAKE), name, labels=("P7",), join=True)
        return str(card["id"])

    def settled(self, *cards: str) -> bool:
        """Whether these cards were explained and moved, and nothing is left to be done."""
        place, cards_now = self.list_id(INCOMPLETE), self.sandbox.state.cards
        if self.sandbox.deliveries.pending or any(cards_now[e]["idList"] != place for e in cards):
            return False
        if unopened(self.parts.database).count:
            return False
        with self.parts.database.transaction() as session:
            left = session.scalar(
                sa.select(sa.func.count())
                .select_from(WakeRow)
                .where(sa.or_(WakeRow.done < WakeRow.wanted, WakeRow.queued))
            )
            open_ = session.scalar(
                sa.select(sa.func.count())
                .select_from(DeliveryRow)
                .where(DeliveryRow.settled_at.is_(None))
            )
        return not left and not open_

    def effects(self, card: str) -> dict[str, int]:
        """What the bot did to a card, counted in Trello's own record and requests."""
        bot = self.sandbox.state.member(invented_school.BOT)["id"]
        mine = [
            each
            for each in list(self.sandbox.state.actions.values())
            if each["idMemberCreator"] == bot and each["data"].get("card", {}).get("id") == card
        ]
        return {
            "comments": len([each for each in mine if each["type"] == "commentCard"]),
            "comments ever written": len(self.sandbox.calls("POST", f"/{card}/actions/comments")),
            "comments edited": len(self.sandbox.calls("PUT", "/actions/")),
            "moves": len([each for each in mine if "listAfter" in each["data"]]),
        }

    def receipts(self, card: str) -> list[tuple[str, str]]:
        """Command and state of each receipt but those of what never took place, sorted."""
        with self.parts.database.transaction() as session:
            rows = session.scalars(
                sa.select(ReceiptRow).where(ReceiptRow.card_id == card, ReceiptRow.state != "void")
            )
            return sorted((each.command, each.state) for each in rows)


@contextmanager
def service(
    nursery: Nursery, folder: Path, database: str | None = None, *, own_web: bool = True
) -> Iterator[Service]:
    """A migrated database with both sides ready; no process is started yet.

    `own_web`: deliveries are received by a web server of this process, and the webhooks are there.
    Otherwise `serve`, or a web process, is to listen on `port`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sandbox = Sandbox(invented_school.seed)
    sandbox.state.cards.clear()
    sandbox.limits.enabled = False
    sandbox.set_pace(0.01, timeout=20)
    with ExitStack() as stack:
        server = stack.enter_context(SandboxServer(sandbox))
        site = stack.enter_context(serving())
        port = free_port()
        address = site.address if own_web else f"http://127.0.0.1:{port}"
        settings = settings_of(folder, sandbox, server.url, address, database)
        write_rulebook(settings.rulebook, sandbox, "enforce", "0s", "0s", "")
        parts = Greffier(replace(settings, port=port))
        parts.__dict__["budget"] = Unlimited()
        made = Service(folder, sandbox, parts, port, nursery)
        stack.callback(parts.close)
        stack.callback(_end, made)
        with ONE_MIGRATES:
            fresh(parts.database)
        site.app = create_app(parts)
        if own_web:
            facts.learn_bot(parts.database, parts.gateway)
            for board in parts.boards:
                parts.snapshots.take(board)
            parts.care.repair()
        yield made


def _end(made: Service) -> None:
    for process in made.processes:
        process.send_signal(signal.SIGKILL)

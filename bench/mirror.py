"""The mirror of a board: calls and time, the first time and again after a few changes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, median
from bench.rules import FIRST, LAST
from rules.editing.parse import Rulebook, read_rulebook
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer
from sync.judging.context import Settings
from sync.migrations.migrate import migrate
from sync.runs.snapshot import Snapshots
from sync.storage.database import Database
from sync.trello.gateway import Access, Gateway
from sync.trello.rate_limit import Unlimited

ROUNDS = 5
SIZES = ((1000, 1), (5000, 6))
"""Cards of a board, and in how many calls it is read at most."""

RULES = """[boards.big]
kind = "soutenances"
board = "{board}"
intake = "{intake}"
incomplete = "{incomplete}"
"""


def figures() -> Iterator[Figure]:
    """Boards of 1,000 and of 5,000 cards, on SQLite."""
    for cards, most in SIZES:
        sandbox = Sandbox(invented_school.seed)
        sandbox.limits.enabled = False
        sandbox.state.cards.clear()
        sandbox.state._short_numbers.clear()  # the first card is number 1 again
        board = big_board(sandbox, cards)
        with SandboxServer(sandbox) as server:
            results = [_round(sandbox, server.url, board) for _ in range(ROUNDS)]
        first, again, calls, calls_again, written = (
            median([float(each[place]) for each in results]) for place in (0, 1, 4, 5, 6)
        )
        ratios = [each[3] / each[2] for each in results]
        ratio = median(ratios)
        yield Figure(
            f"calls, first mirror of {cards} cards",
            f"{calls:.0f}",
            f"at most {most}",
            calls <= most,
        )
        used = [median([each[place] for each in results]) for place in (2, 3)]
        yield Figure(
            f"time, first mirror of {cards} cards",
            f"{first:.2f} s ({used[0]:.2f} s of the processor, without the stand-in's)",
        )
        yield Figure(
            f"again, 10 cards changed of {cards}",
            f"{ratio:.2f} of the first one's processor ({min(ratios):.2f} to {max(ratios):.2f};"
            f" {used[1]:.2f} s; {again:.2f} s with the stand-in, which answers the same both times)"
            f", {calls_again:.0f} calls, {written:.0f} cards written",
            f"under 0.30, {max(2, most)} calls, 10 cards",
            ratio < 0.3 and calls_again <= max(2, most) and written == 10,
        )


def big_board(sandbox: Sandbox, count: int) -> str:
    """The id of a board of so many cards, each for another student."""
    board = str(invented_school.seed_big(sandbox, count)["id"])
    for number, card in enumerate(sandbox.state.cards_of(board)):
        letters = "".join(chr(97 + number // 26**place % 26) for place in range(3))
        card["name"] = f"{FIRST[number % 10]} {LAST[number % 8]}{letters} – DA Python"
    return board


def rulebook_of(board: str, intake: str, incomplete: str) -> Rulebook:
    """The rules of a board with these lists."""
    return read_rulebook(RULES.format(board=board, intake=intake, incomplete=incomplete))


def _round(
    sandbox: Sandbox, url: str, board: str
) -> tuple[float, float, float, float, int, int, int]:
    lists = {
        each["name"]: each["id"]
        for each in sandbox.state.lists.values()
        if each["idBoard"] == board
    }
    rulebook = rulebook_of(
        board, lists["Propositions de soutenances"], lists["Profil à mettre à jour"]
    )
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'mirror.db'}")
        migrate(database)
        gateway = Gateway(Access(url, sandbox.key, sandbox.token, "bench"), Unlimited())
        gateway.me()
        snapshots = Snapshots(database, gateway, Settings(lambda: rulebook), lambda *_, **__: None)
        first, used, calls, _ = _timed(sandbox, snapshots, board)
        cards = [each for each in sandbox.state.cards.values() if each["idBoard"] == board]
        for card in cards[:10]:
            sandbox.act_as("helene").describe(card["id"], f"changed at {time.monotonic()}")
        again, used_again, calls_again, written = _timed(sandbox, snapshots, board)
        database.close()
    return first, again, used, used_again, calls, calls_again, written


def _timed(sandbox: Sandbox, snapshots: Snapshots, board: str) -> tuple[float, float, int, int]:
    """Seconds by the clock, and of the processor in our own thread: the stand-in has others."""
    before, started, used = len(sandbox.requests), time.monotonic(), time.thread_time()
    report = snapshots.take(board, "catch-up")
    changed = sum(1 for each in report.differences if each.id != board)
    took = time.monotonic() - started, time.thread_time() - used
    return *took, len(sandbox.requests) - before, changed

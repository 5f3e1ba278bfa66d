"""The first mirror of a board beside programs that copy boards too, on the same server in turns.

They come from the package registry, each in an environment of its own (`make bench-peers`), and run
as they are but for the address that they ask: see `bench/pointed`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figure import Figure
from bench.mirror import big_board
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = ROOT / "var" / "peers"
POINTED = ROOT / "bench" / "pointed"
ROUNDS = 5
SIZES = (1000, 5000)
STREAMS = (
    *("boards", "lists", "cards", "users", "checklists"),
    *("board_labels", "board_memberships", "board_custom_fields"),
)
"""What the mirror holds too. Attachments are left out, in which the tap asks once a card."""


class Took(NamedTuple):
    """Seconds by the clock, and of the processor in its own process; ours: with judging too."""

    clock: float
    processor: float
    judged: float = 0.0


class Failed(Exception):
    """A program ended with an error; the text is its last line."""


def figures() -> Iterator[Figure]:
    """Boards of 1,000 and of 5,000 cards, the only ones that the token sees."""
    for count in SIZES:
        sandbox = Sandbox(invented_school.seed)
        sandbox.limits.enabled = False
        sandbox.state.cards.clear()
        sandbox.state._short_numbers.clear()
        board = big_board(sandbox, count)
        for other in [each for each in sandbox.state.boards if each != board]:
            del sandbox.state.boards[other]
        with SandboxServer(sandbox) as server:
            yield from _compared(sandbox, server.url, board, count)


def _compared(sandbox: Sandbox, url: str, board: str, count: int) -> Iterator[Figure]:
    """The quickest of each one's rounds, because the machine is shared."""
    ours, theirs = list[Took](), {name: list[Took]() for name in PEERS}
    failures: dict[str, str] = {}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            ours.append(_ours(sandbox, url, board, Path(folder), count))
        for name, run in PEERS.items():
            try:
                with tempfile.TemporaryDirectory() as folder:
                    theirs[name].append(run(sandbox, url, board, Path(folder), count))
            except Failed as error:
                failures[name] = str(error)
    judged = min(each.judged for each in ours)
    yield Figure(f"first mirror of {count} cards, into a database", _told(ours))
    yield Figure("… with every card judged", f"{judged:.2f} s")
    for name, found in theirs.items():
        if name in failures:
            yield Figure(f"the same board, {name}", f"fails: {failures[name]}")
            continue
        least = min(each.clock for each in found)
        ratio, whole = min(each.clock for each in ours) / least, judged / least
        value = f"{_told(found)}: ours {ratio:.2f} of it, with every card judged {whole:.2f}"
        bar, slower = "slower than ours", ratio
        if name == JUDGED:
            bar, slower = "slower than ours with every card judged", whole
        yield Figure(f"the same board, {name}", value, bar, slower < 1)


def _told(found: list[Took]) -> str:
    clock, processor = sorted(each.clock for each in found), min(each.processor for each in found)
    return f"{clock[0]:.2f} s (to {clock[-1]:.2f}; {processor:.2f} s of the processor)"


def _ours(sandbox: Sandbox, url: str, board: str, folder: Path, count: int) -> Took:
    lists = {
        each["name"]: each["id"]
        for each in sandbox.state.lists.values()
        if each["idBoard"] == board
    }
    places = (lists["Propositions de soutenances"], lists["Profil à mettre à jour"])
    command = [sys.executable, "-m", "bench.pointed.greffier", board, *places, str(folder)]
    return _run(command, sandbox, url, ROOT)


def _tap(sandbox: Sandbox, url: str, board: str, folder: Path, count: int) -> Took:
    config = {
        "api_key": sandbox.key,
        "api_token": sandbox.token,
        "start_date": "2020-01-01T00:00:00Z",
    }
    (folder / "config.json").write_text(json.dumps(config))
    command = [*_peer("tap-trello"), str(POINTED / "tap.py"), "--config", "config.json"]
    _run([*command, "--discover"], sandbox, url, folder)
    catalog = json.loads((folder / "output").read_text())
    for stream in catalog["streams"]:
        for each in stream["metadata"]:
            each["metadata"]["selected"] = stream["stream"] in STREAMS
    (folder / "catalog.json").write_text(json.dumps(catalog))
    took = _run([*command, "--catalog", "catalog.json"], sandbox, url, folder)
    lines = (folder / "output").read_text().splitlines()
    _expect(sum('"stream": "cards"' in each and '"RECORD"' in each for each in lines), count)
    return took


def _backup(sandbox: Sandbox, url: str, board: str, folder: Path, count: int) -> Took:
    command = [*_peer("trello-full-backup"), str(POINTED / "backup.py"), "-L", "-C", "-d", "copy"]
    took = _run(command, sandbox, url, folder)
    _expect(sum(1 for _ in folder.rglob("card.json")), count)
    return took


JUDGED = "tap-trello"
"""What takes longer to copy a board than we take to copy and judge it."""

PEERS = {"tap-trello": _tap, "trello-full-backup": _backup}


def _peer(name: str) -> list[str]:
    python = ENVIRONMENTS / name / "bin" / "python"
    if not python.exists():
        raise SystemExit(f"bench: {name} is not there: `make bench-peers` installs it and goes on")
    return [str(python)]


def _expect(found: int, count: int) -> None:
    if found != count:
        raise Failed(f"{found} of {count} cards")


def _run(command: list[str], sandbox: Sandbox, url: str, folder: Path) -> Took:
    """How long its work took, as it says itself."""
    values = {"BENCH_URL": url, "TRELLO_API_KEY": sandbox.key, "TRELLO_TOKEN": sandbox.token}
    output = folder / "output" if folder != ROOT else Path(os.devnull)
    with output.open("w") as file:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **values},
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    said = done.stderr.strip().splitlines() or [""]
    if done.returncode:
        raise Failed(said[-1])
    return read(said)


def read(said: Sequence[str]) -> Took:
    """What a program said of itself, in the last of its lines that does."""
    words = next(each.split() for each in reversed(said) if each.startswith("seconds "))
    return Took(*map(float, words[1:]))

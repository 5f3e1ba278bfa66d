"""No bench rots unseen: each can be asked, and those that start no service run, as small as they can be.

What they call is checked by mypy too, which reads `bench` with the rest.
"""

from __future__ import annotations

import importlib
import inspect
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench import mirror, peers, reference, students_side
from bench.__main__ import ON_DEMAND, PARTS
from bench.load import bodies, signed
from bench.pointed import greffier as pointed
from bench.service import free_port
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer
from tests.migrated import fresh

SMALL: dict[str, dict[str, Any]] = {
    "rules": {"COUNT": 12, "ROUNDS": 1},
    "own_rules": {"CARDS": 12, "ROUNDS": 1},
    "mirror": {"SIZES": ((12, 1),), "ROUNDS": 1},
    "whatif": {"COUNT": 12, "DELIVERIES": 24},
    "mentoring": {"MENTORS": 12, "CARDS": 4},
    "week": {"MENTORS": 12, "CARDS": 4},
    "sessions": {"MENTORS": 3, "STUDENTS": 6, "WEEKS": 2, "LOOKS": 3},
    "past": {"COUNT": 6, "DAYS": 60, "EACH": 4},
}
"""Parts that run here, and how small they are made."""


@pytest.mark.parametrize("part", [*PARTS, *ON_DEMAND])
def test_a_part_can_be_asked(part: str) -> None:
    figures = importlib.import_module(f"bench.{part}").figures
    asked = [
        each
        for each in inspect.signature(figures).parameters.values()
        if each.default is each.empty
    ]
    assert asked == []


@pytest.mark.parametrize("part", SMALL)
def test_a_part_runs(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(students_side, "VISITS", 2)
    monkeypatch.setattr(students_side, "MAILS", 2)
    module = importlib.import_module(f"bench.{part}")
    monkeypatch.setattr(module, "migrate", fresh, raising=False)
    for name, value in SMALL[part].items():
        monkeypatch.setattr(module, name, value)
    assert list(module.figures())


def test_our_side_of_the_peers_tells_what_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    sandbox = Sandbox(invented_school.seed)
    board = mirror.big_board(sandbox, 12)
    intake, incomplete, *_ = sandbox.state.lists_of(board)
    monkeypatch.setattr(pointed, "migrate", fresh)
    monkeypatch.setenv("TRELLO_API_KEY", sandbox.key)
    monkeypatch.setenv("TRELLO_TOKEN", sandbox.token)
    with SandboxServer(sandbox) as server:
        monkeypatch.setenv("BENCH_URL", server.url)
        pointed.main(board, intake["id"], incomplete["id"], str(tmp_path))
    took = peers.read(capfd.readouterr().err.splitlines())
    assert took.judged > took.clock > 0


def test_the_bare_endpoint_answers_once_it_has_kept_what_is_genuine(tmp_path: Path) -> None:
    with reference.reference(tmp_path, free_port(), "s") as url:
        [(body, signature)] = signed(bodies("b" * 24, ["c" * 24], 1), url, "s")
        for given, status in ((signature, 200), ("AAAA", 401)):
            asked = urllib.request.Request(url, body, {"X-Trello-Webhook": given})
            try:
                with urllib.request.urlopen(asked, timeout=20) as answer:
                    assert answer.status == status
            except urllib.error.HTTPError as refused:
                with refused:
                    assert refused.code == status
    with closing(sqlite3.connect(tmp_path / "reference.db")) as kept:
        assert kept.execute("SELECT body FROM deliveries").fetchall() == [(body,)]

"""Whatever the clerk is at when its process dies, all is in the end as if it had not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness import School, school

from sync import crash_points
from sync.crash_points import ASIDE, POINTS
from sync.queue.wakes import Want, wake
from sync.rights.permissions import person_on
from sync.rights.request import Asked
from sync.storage.tables import HoldRow, ReceiptRow, WakeRow

TITLE = "Marie Dupont - DA Python"
MARKED = "📋 **Greffier** — une fois de trop"


class Died(BaseException):
    """The end of a process in a test."""


def explained(made: School) -> str:
    card = made.card("zoe", TITLE, "due")
    made.work()
    return card


def edited(made: School) -> str:
    card = made.card("zoe", TITLE, "due", "label")
    made.work()
    made.by("zoe").toggle_label(card, made.label())
    made.work()
    return card


def told_twice(made: School) -> str:
    card = explained(made)
    made.by("greffier").comment(card, MARKED)
    look(made, "card", card)
    return card


def restored(made: School) -> str:
    card = made.card("zoe", TITLE)
    made.work()
    made.by("zoe").set_due(card, made.due(25))
    made.work()
    made.by("helene").comment(card, "/rétablir")
    made.work()
    return card


def undone(made: School) -> str:
    card = explained(made)
    made.by("zoe").comment(card, "/annuler")
    made.work()
    return card


def read_whole(made: School) -> str:
    card = explained(made)
    look(made, "board", made.parts.boards[0])
    return card


def look(made: School, scope: str, target: str) -> None:
    with made.parts.database.transaction() as session:
        board = made.parts.boards[0]
        wake(session, made.queue.enqueue, Want("look", scope, target, board, made.time))
    made.work()


WAYS: dict[str, Callable[[School], str]] = {
    "run-begun": explained,
    "card-judged": explained,
    "settled": explained,
    "edit-intended": edited,
    "comment-edited": edited,
    "extra-deleted": told_twice,
    "order-intended": restored,
    "order-obeyed": restored,
    "undo-intended": undone,
    "undone": undone,
    "board-read": read_whole,
}
"""What leads to each point that `test_crash` and the tests of mentoring do not pass."""


def seen(made: School, card: str) -> dict[str, Any]:
    """What people see of the card, and what is on record about it."""
    with made.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).filter(ReceiptRow.state != "void").all()
        hold = session.get(HoldRow, card)
        left = session.query(WakeRow).filter(WakeRow.done < WakeRow.wanted).count()
        return {
            "list": made.list_of(card),
            "due": made.sandbox.state.cards[card]["due"],
            "comments": [each.partition("[")[0] for each in made.comments(card)],
            "receipts": Counter((each.command, each.state) for each in rows),
            "hold": hold and hold.kind,
            "left": left,
            "differences": made.parts.snapshots.take(made.parts.boards[0], "dry-run").differences,
        }


def lived(folder: Path, way: Callable[[School], str], point: str = "") -> dict[str, Any]:
    """What it came to, with a process that dies at this point and is followed by another."""
    folder.mkdir()
    deaths = list[str]()
    with school(folder) as made:
        run = made.worker.run

        def die(name: str) -> None:
            if name == point and not deaths:
                deaths.append(name)
                raise Died

        def carried_on(scope: str, target: str) -> None:
            try:
                run(scope, target)
            except Died:
                run(scope, target)  # the engine takes up again what the dead process held

        made.worker = _Relay(made.worker, carried_on)  # type: ignore[assignment]
        with crash_points.rehearse(die):
            card = way(made)
        made.pass_time(minutes=6)
        made.worker.tick()
        made.pass_time(minutes=2)
        assert deaths == [point] * bool(point)
        return seen(made, card)


class _Relay:
    """A worker whose runs are carried on."""

    def __init__(self, worker: Any, run: Callable[[str, str], None]) -> None:
        self.run, self.tick, self.drain = run, worker.tick, worker.drain


@pytest.mark.parametrize("way", dict.fromkeys(WAYS.values()), ids=lambda each: each.__name__)
def test_it_is_as_if_nothing_had_died(tmp_path: Path, way: Callable[[School], str]) -> None:
    wanted = lived(tmp_path / "whole", way)
    assert (wanted["left"], wanted["differences"]) == (0, [])
    for point in [each for each, leads in WAYS.items() if leads is way]:
        assert lived(tmp_path / point, way, point) == wanted, point


@pytest.mark.parametrize("point", ["fix-intended", "fix-made"])
def test_a_button_whose_process_died_is_concluded_by_the_clock(tmp_path: Path, point: str) -> None:
    def die(name: str) -> None:
        if name == point:
            raise Died

    with school(tmp_path) as made:
        card = made.card("zoe", TITLE, "label")
        made.work()
        rules, member = made.parts.rulebook.boards["soutenances"], made.sandbox.state.member("zoe")
        with made.parts.database.transaction() as session:
            person = person_on(session, rules, member["id"])
        assert person is not None
        with crash_points.rehearse(die), pytest.raises(Died):
            made.parts.powerup.fixes.set_label(Asked(person, rules, card), made.label())
        made.pass_time(minutes=6)
        made.worker.tick()
        made.work()
        found = seen(made, card)
        assert (found["left"], found["differences"]) == (0, [])
        assert found["receipts"][("SetLabel", "done")] == int(point == "fix-made")
        assert found["receipts"][("SetLabel", "intended")] == 0


def test_each_point_is_one_that_a_test_dies_at() -> None:
    root = Path(__file__).parents[3]
    folders = ("mentoring", "powerup", "sync")
    tests = [file for each in folders for file in (root / "tests" / each).rglob("test_*.py")]
    text = "\n".join(each.read_text("utf-8") for each in tests)
    assert [each for each in ASIDE if f'"{each}"' not in text] == []
    code = [
        *root.glob("sync/**/*.py"),
        *root.glob("mentoring/**/*.py"),
        *root.glob("webhooks/*.py"),
    ]
    said = "\n".join(x.read_text("utf-8") for x in code if x.name != "crash_points.py")
    assert [each for each in (*POINTS, *ASIDE) if f'"{each}"' not in said] == []

"""A process that stood still for so long that it was taken for dead goes on where it was: whoever took
over has done its card meanwhile, and nothing may be seen twice, or be as it was before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from harness import INCOMPLETE, School, school

from sync import crash_points
from sync.queue.wakes import Want, wake
from sync.storage.tables import ReceiptRow, WakeRow

TITLE = "Marie Dupont - DA Python"
FIRST = (
    "card-read",
    "move-intended",
    "comment-intended",
    "comment-written",
    "comment-noted",
    "card-moved",
    "move-noted",
    "before-settle",
)
"""The points that an incomplete card passes; one that has its comment passes those of `AGAIN`."""

AGAIN = ("card-read", "edit-intended", "comment-edited", "before-settle")


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


@contextmanager
def standing_still_at(point: str, meanwhile: Callable[[], None]) -> Iterator[None]:
    """Whoever first comes to this point stands still there while something happens."""
    left = [point]

    def at(name: str) -> None:
        if name in left:
            left.remove(name)
            meanwhile()

    with crash_points.rehearse(at):
        yield
    assert not left, "nobody came there"


def relieved(made: School, card: str) -> None:
    """Another worker does the card, as the engine has it do the jobs of a dead one."""
    made.parts.worker().run("card", card)


def check(made: School, card: str) -> None:
    """What a person sees, what is on record, and what the mirror says."""
    assert made.list_of(card) == INCOMPLETE
    assert len(made.comments(card)) == 1
    bot = made.sandbox.state.member("greffier")["id"]
    moves = [
        each
        for each in made.sandbox.state.actions.values()
        if each["idMemberCreator"] == bot and "listAfter" in each["data"]
    ]
    assert len(moves) == 1
    with made.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).all()
        assert [each.command for each in rows if each.state == "intended"] == []
        done = [each.command for each in rows if each.state == "done"]
        assert done.count("MoveCard") == 1
        wanted = session.get_one(WakeRow, card)
        assert wanted.done == wanted.wanted
    report = made.parts.snapshots.take(made.parts.boards[0], "dry-run")
    assert report.differences == []


@pytest.mark.parametrize("point", FIRST)
def test_a_card_is_explained_and_moved_once(the_school: School, point: str) -> None:
    card = the_school.card("zoe", TITLE, "due")
    with standing_still_at(point, lambda: relieved(the_school, card)):
        the_school.work()
    the_school.pass_time(seconds=10)
    check(the_school, card)


@pytest.mark.parametrize("point", AGAIN)
def test_what_was_read_before_is_not_written_over_what_is_now(
    the_school: School, point: str
) -> None:
    card = the_school.card("zoe", TITLE, "due", "label")
    the_school.work()

    def meanwhile() -> None:
        the_school.by("zoe").set_due(card, the_school.due(16))
        assert the_school.sandbox.quiesce(20)
        the_school.worker.drain()
        relieved(the_school, card)

    the_school.by("zoe").describe(card, "Livrables : https://example.org/p7/livrables")
    the_school.by("zoe").leave(card)
    with standing_still_at(point, meanwhile):
        the_school.work()
    the_school.pass_time(seconds=10)
    check(the_school, card)
    (text,) = the_school.comments(card)
    assert "2 informations" in text.replace("**", "").replace("\u00a0", " ")


@pytest.mark.parametrize("fault", ["404", "401"])
def test_a_comment_that_is_said_not_to_be_there_is_not_written_a_second_time(
    the_school: School, fault: str
) -> None:
    card = the_school.card("zoe", TITLE, "due", "label")
    the_school.work()
    the_school.sandbox.faults.next(fault, "PUT", "/actions/")
    the_school.by("zoe").toggle_label(card, the_school.label())
    the_school.work()
    the_school.pass_time(seconds=10)
    assert len(the_school.comments(card)) == 1
    assert len(the_school.sandbox.calls("POST", "/actions/comments")) == 1


def test_a_look_that_is_wanted_while_one_stands_still_is_had(the_school: School) -> None:
    card, board = the_school.card("zoe", TITLE, "due"), the_school.parts.boards[0]

    def meanwhile() -> None:
        relieved(the_school, card)
        the_school.by("zoe").set_due(card, the_school.due())
        with the_school.parts.database.transaction() as session:
            at = the_school.time
            wake(session, the_school.queue.enqueue, Want("late", "card", card, board, at))

    with standing_still_at("card-read", meanwhile):
        the_school.work()
    the_school.pass_time(seconds=10)
    check(the_school, card)

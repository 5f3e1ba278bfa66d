"""A queue that is kept is never an old one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import School, school

from sync.reports import triage_cache
from sync.reports.triage import Queue
from sync.reports.triage_cache import LONGEST, Queues
from sync.rulebook.boards import watched
from sync.storage.trello_tables import BoardRow


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


def look(opened: School, queues: Queues, managers: tuple[str, ...] = ("Hélène Caradec",)) -> Queue:
    with opened.parts.database.transaction() as session:
        board = session.query(BoardRow).one().id
        known = watched(session, board, opened.parts.rules(), None, opened.time)
        assert known is not None
        return queues.of(session, known, managers, opened.time, {})


def test_it_is_worked_out_once_while_nothing_changes(opened: School) -> None:
    opened.card("zoe", "Léa Dupont – DA Python")
    opened.work()
    queues = Queues()
    first = look(opened, queues)
    assert [each.row.name for each in first.matters] == ["Léa Dupont – DA Python"]
    assert look(opened, queues) is first


@pytest.mark.parametrize("change", ["rename", "set_due", "drag", "archive"])
def test_what_people_do_to_a_card_is_seen_at_once(opened: School, change: str) -> None:
    card = opened.card("zoe", "Léa Dupont – DA Python")
    opened.work()
    queues = Queues()
    before = look(opened, queues)
    arguments = {
        "rename": ("Léa Dupond – DA Python",),
        "set_due": (opened.due(3),),
        "drag": (opened.list_id("Réussies"),),
        "archive": (),
    }
    getattr(opened.by("zoe"), change)(card, *arguments[change])
    opened.work()
    after = look(opened, queues)
    assert after is not before
    shown = [(each.row.name, each.row.due) for each in after.matters]
    assert shown != [(each.row.name, each.row.due) for each in before.matters]


def test_time_alone_makes_it_old(opened: School) -> None:
    queues = Queues()
    first = look(opened, queues)
    opened.time += LONGEST - timedelta(seconds=1)
    assert look(opened, queues) is first
    opened.time += timedelta(seconds=1)
    assert look(opened, queues) is not first


def test_other_managers_have_another_queue(opened: School) -> None:
    queues = Queues()
    first = look(opened, queues)
    assert look(opened, queues, ("Idriss Benmoussa",)) is not first


def test_one_process_keeps_one_queue_a_board(opened: School) -> None:
    queues = triage_cache.Queues()
    for seconds in range(0, 200, 50):
        opened.time += timedelta(seconds=seconds)
        look(opened, queues)
    assert len(queues.kept) == 1

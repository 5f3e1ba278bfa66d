"""What goes on after a card's run: in one transaction where it can, by itself where it must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import School, school
from sqlalchemy.orm import Session

from sync.storage.tables import WakeRow

TITLE = "Marie Dupont - DA Python"
MOST = 45
"""So many statements a delivery about a complete card may take, from the inbox to the last follower. The
engine of jobs has its own: two to put a job in, three to look, two to begin and end it.
"""


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


@dataclass
class Noted:
    """A follower that notes when it was asked. `fails`: it raises there; `busy`: it has more to do."""

    fails: tuple[str, ...] = ()
    busy: bool = False
    asked: list[str] = field(default_factory=list)

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        self._at("look")
        return self.busy

    def __call__(self, card_id: str, board_id: str) -> None:
        self._at("call")

    def _at(self, where: str) -> None:
        self.asked.append(where)
        if where in self.fails:
            raise ZeroDivisionError


def served(the_school: School, *followers: Noted) -> str:
    """A card that was looked at with these followers. Its id."""
    the_school.worker = replace(the_school.worker, followers=followers)
    card = the_school.card("zoe", TITLE)
    the_school.work()
    for each in followers:
        each.asked.clear()
    the_school.by("zoe").describe(card, "Dépôt : https://example.org/p8")
    the_school.work()
    return card


def test_a_follower_that_has_nothing_more_to_do_is_only_asked(the_school: School) -> None:
    idle, busy = Noted(), Noted(busy=True)
    served(the_school, idle, busy)
    assert idle.asked == ["look"]
    assert busy.asked == ["look", "call"]


def test_one_that_fails_in_the_common_look_keeps_no_other_from_its_work(the_school: School) -> None:
    first, failing, last = Noted(), Noted(fails=("look",)), Noted()
    served(the_school, first, failing, last)
    assert first.asked == ["look", "call"]
    assert failing.asked == ["look", "call"]
    assert last.asked == ["call"]


def test_one_that_fails_is_tried_again_and_keeps_no_other(the_school: School) -> None:
    failing, last = Noted(fails=("look", "call")), Noted()
    card = served(the_school, failing, last)
    assert last.asked == ["call"]
    with the_school.parts.database.transaction() as session:
        assert session.get_one(WakeRow, card).timer_at is not None
    failing.fails = ()
    the_school.pass_time(minutes=2)
    assert failing.asked[-1] == "look"


def test_a_delivery_about_a_complete_card_takes_few_statements(the_school: School) -> None:
    card = the_school.card("zoe", TITLE)
    the_school.work()
    statements = list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    the_school.by("zoe").describe(card, "Dépôt : https://example.org/p8")
    assert the_school.sandbox.quiesce(20)
    engines = {the_school.parts.database.engine, the_school.parts.database.inbox}
    for each in engines:
        sa.event.listen(each, "before_cursor_execute", note)
    the_school.worker.drain()
    job = the_school.queue.due()
    assert job is not None
    the_school.worker.run(*job)
    for each in engines:
        sa.event.remove(each, "before_cursor_execute", note)
    assert len(statements) <= MOST, "\n".join(statements)

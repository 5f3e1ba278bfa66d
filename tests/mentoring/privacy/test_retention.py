"""With time, what names a student is erased where a card is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import School, school
from written_about import MIRROR, figures, naming, receipts_of, written_about

from mentoring.effects.erasure import ERASE
from mentoring.privacy.retention import Retention
from rules.editing.parse import read_rulebook
from sync.storage.trello_tables import CardRow


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        yield opened


def _retention(made: School) -> None:
    """Cards that are over for two months go; others stay."""
    old, archived = written_about(made), made.card("zoe", "Jeanne Dupontel - DA Python", "due")
    made.work()
    made.by("zoe").delete(old)
    made.by("zoe").archive(archived)
    made.work()
    made.pass_time(days=59)
    fresh = made.card("zoe", "Paul Martin - DA Python", "due")
    made.work()
    made.by("zoe").delete(fresh)
    made.work()
    assert made.parts.retention.purge() == 0
    made.pass_time(days=2)
    before = figures(made)
    assert made.parts.retention.purge() > 0
    assert naming(made) <= MIRROR
    with made.parts.database.transaction() as session:
        assert session.get(CardRow, old) is None
        assert session.get(CardRow, archived) is not None
        assert session.get(CardRow, fresh) is not None
    assert (figures(made), made.parts.retention.purge()) == (before, 0)
    assert ERASE.name not in {each.command for each in receipts_of(made, old)}


KEEP = 'keep = "60d"'


def test_with_time_cards_that_are_over_name_nobody(tmp_path: Path) -> None:
    with school(tmp_path, more=KEEP) as opened:
        _retention(opened)


@pytest.mark.postgres
def test_with_time_cards_that_are_over_name_nobody_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    with school(tmp_path, more=KEEP, database=postgres_url) as opened:
        _retention(opened)


def test_without_a_word_in_the_rulebook_nothing_is_erased(made: School) -> None:
    card = written_about(made)
    made.by("zoe").delete(card)
    made.work()
    made.pass_time(days=3650)
    assert made.parts.retention.purge() == 0
    assert "cards" in naming(made)


def test_the_night_erases_at_three(tmp_path: Path) -> None:
    with school(tmp_path, more=KEEP) as opened:
        card = written_about(opened)
        opened.by("zoe").delete(card)
        opened.work()
        opened.pass_time(days=61)
        assert opened.parts.retention.tick in opened.worker.chores
        opened.parts.retention.tick()
        assert "cards" in naming(opened)
        opened.time = opened.time.replace(hour=3, minute=0)
        opened.parts.retention.tick()
        assert naming(opened) == set()


def test_a_board_that_nobody_watches_any_more_follows_the_usual_time(made: School) -> None:
    written_about(made)
    text = 'timezone = "Europe/Paris"\nkeep = "60d"\n'
    night = Retention(made.parts.database, lambda: read_rulebook(text))
    made.pass_time(days=59)
    assert night.purge() == 0
    made.pass_time(days=2)
    assert night.purge() > 0
    assert naming(made) == set()
    log = Path(f"{made.parts.database.engine.url.database}-wal")
    assert b"Dupont" not in log.read_bytes()

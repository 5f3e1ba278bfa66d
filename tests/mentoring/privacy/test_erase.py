"""What names a student is erased where a card is over, at their word or with time; figures stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from harness import School, school
from written_about import MIRROR, NAME, SHORT, figures, naming, receipts_of, written_about

from mentoring.effects.erasure import ERASE
from mentoring.effects.follow_up import FOLLOW_UP
from mentoring.privacy.erase import Erased, erase_student
from mentoring.privacy.find_student import students_meant
from mentoring.privacy.stored_about import (
    ABOUT_CARDS,
    ABOUT_STUDENTS,
    NOT_ABOUT_CARDS,
    kept_about,
)
from mentoring.school.outcome_tables import FeedEventRow, FollowUpRow, OutcomeRow
from sync.effects.receipts import Effect, find, record
from sync.effects.undoable import why_not_undoable
from sync.simulation.replay import begin, go_on
from sync.storage.database import Base
from sync.storage.tables import (
    CommentRow,
    HoldRow,
    ReceiptRow,
)
from sync.storage.trello_tables import CardRow


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        yield opened


def followed_up(made: School, card: str) -> None:
    """What stands about Marie after her defence."""
    at, url = made.time, f"{SHORT}/12-dupont-marie"
    with made.parts.database.transaction() as session:
        board = session.get_one(CardRow, card).board_id
        common: dict[str, Any] = {"card_id": card, "board_id": board}
        session.add(OutcomeRow(**common, outcome="failed", at=at, reasons=NAME))
        session.add(FollowUpRow(**common, kind="second", url=url, at=at, attached=True))
        what = {"what": "defence", "initials": "M. D.", "course": "", "project": "", "url": SHORT}
        session.add(FeedEventRow(**common, starts=at, what=what, people=[], changed_at=at))
        values = {"card": "m" * 24, "url": url, "title": NAME}
        record(session, Effect(board, card, FOLLOW_UP, after=values, note=NAME), at)


def erase(made: School, *cards: str) -> Erased:
    with made.parts.database.transaction() as session:
        return erase_student(session, made.parts.rulebook, cards, "helene", made.time)


def test_every_table_is_known_to_be_about_cards_or_students_or_not() -> None:
    known = {each.__tablename__ for each in (*ABOUT_CARDS, *ABOUT_STUDENTS)}
    assert not known & NOT_ABOUT_CARDS
    assert known | NOT_ABOUT_CARDS == set(Base.metadata.tables)


def _a_deleted_card_names_nobody(made: School) -> None:
    card = written_about(made)
    assert {"cards", "receipts", "deliveries", "comments", "holds", "mirror_changes"} <= naming(
        made
    )
    made.by("zoe").delete(card)
    made.work()
    followed_up(made, card)
    before, skeleton = figures(made), [_skeleton(each) for each in receipts_of(made, card)]
    assert any(each for each in before)
    assert erase(made, card) == Erased((card,), (), ())
    assert naming(made) == set()
    assert figures(made) == before
    [last, *others] = receipts_of(made, card)
    assert others[0].after == {"card": "m" * 24, "url": SHORT}
    with made.parts.database.transaction() as session:
        assert [x.url for x in session.scalars(sa.select(FollowUpRow))] == [SHORT]
        assert session.get(FeedEventRow, card) is None
    assert (last.command, last.by, last.note, last.after) == (ERASE.name, "helene", "", {})
    assert [_skeleton(each) for each in others] == skeleton
    assert all(each.before["list"] for each in others if each.command == "MoveCard")


def _skeleton(row: ReceiptRow) -> tuple[Any, ...]:
    return row.id, row.at, row.command, row.reasons, row.by, row.undone_at


def test_a_deleted_card_names_nobody_after_it(made: School) -> None:
    _a_deleted_card_names_nobody(made)


@pytest.mark.postgres
def test_a_deleted_card_names_nobody_after_it_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    with school(tmp_path, database=postgres_url) as opened:
        _a_deleted_card_names_nobody(opened)


def test_on_an_archived_card_the_mirror_alone_is_left_and_stays_so(made: School) -> None:
    card = written_about(made)
    made.by("zoe").archive(card)
    made.work()
    followed_up(made, card)
    before = figures(made)
    assert erase(made, card) == Erased((), (card,), ())
    assert naming(made) <= MIRROR
    assert figures(made) == before
    made.look()
    assert naming(made) <= MIRROR
    erase(made, card)
    assert [each.command for each in receipts_of(made, card)].count(ERASE.name) == 1


def test_what_was_erased_cannot_be_undone_and_says_so(made: School) -> None:
    card = written_about(made)
    made.by("zoe").archive(card)
    made.work()
    erase(made, card)
    with made.parts.database.transaction() as session:
        edits = [x for x in find(session, card_id=card) if x.command == "EditComment"]
        assert edits and {why_not_undoable(session, x) for x in edits} <= {"erased", "undone"}


def test_an_archived_card_whose_erasure_was_asked_for_is_finished_once_it_is_deleted(
    made: School,
) -> None:
    card = written_about(made)
    made.by("zoe").archive(card)
    made.work()
    erase(made, card)
    assert made.parts.retention.purge() == 0
    made.by("zoe").delete(card)
    made.work()
    assert naming(made) <= MIRROR | {"deliveries", "mirror_changes"}
    assert made.parts.retention.purge() > 0
    assert naming(made) == set()
    assert made.parts.retention.purge() == 0


def test_a_card_that_comes_back_to_the_board_is_judged_and_told_of_as_ever(made: School) -> None:
    card = written_about(made)
    made.by("zoe").archive(card)
    made.work()
    erase(made, card)
    made.by("zoe").restore(card)
    made.by("zoe").set_due(card, None)
    made.work()
    assert len(made.comments(card)) == 1
    with made.parts.database.transaction() as session:
        assert session.get_one(CommentRow, card).text == made.comments(card)[0]


def test_an_open_card_is_left_as_it_is_and_loses_what_it_was(made: School) -> None:
    card = written_about(made)
    before = naming(made)
    assert erase(made, card) == Erased((), (), (card,))
    assert naming(made) == before - {"mirror_changes"}
    assert ERASE.name not in {each.command for each in receipts_of(made, card)}


def test_other_cards_are_not_touched(made: School) -> None:
    other = made.card("zoe", "Paul Durand - DA Python", "due")
    card = written_about(made)
    made.by("zoe").delete(card)
    made.work()
    with made.parts.database.transaction() as session:
        before = kept_about(session, [other])
    erase(made, card)
    with made.parts.database.transaction() as session:
        assert kept_about(session, [other]) == before


def test_a_rule_can_be_tried_out_on_a_past_that_was_erased(made: School) -> None:
    card = written_about(made)
    made.by("zoe").archive(card)
    made.work()
    erase(made, card)
    rulebook = made.parts.rulebook
    [rules] = rulebook.boards.values()
    with made.parts.database.transaction() as session:
        part = go_on(session, rulebook, rulebook, rules.board, begin(session, rules, made.time))
    assert part is not None and part.ended


def test_a_card_that_named_a_student_before_is_shown_and_its_past_erased(made: School) -> None:
    card = made.card("zoe", "Marie Dupont - DA Python", "due")
    made.work()
    made.by("zoe").rename(card, "Paul Durand - DA Python")
    made.work()
    with made.parts.database.transaction() as session:
        [meant] = students_meant(session, made.parts.rulebook, "Marie Dupont")
    assert (meant.exact, [each.card_id for each in meant.cards]) == (False, [card])
    assert "mirror_changes" in naming(made)
    erase(made, card)
    assert "mirror_changes" not in naming(made)


def test_a_student_is_found_whatever_the_order_case_and_accents(made: School) -> None:
    card = made.card("zoe", "DUPÔNT Marie - DA Python", "due")
    made.work()
    for name in ("Marie Dupont", "dupont marie", "MARIE DUPÔNT"):
        with made.parts.database.transaction() as session:
            [meant] = students_meant(session, made.parts.rulebook, name)
        assert (meant.exact, [each.card_id for each in meant.cards]) == (True, [card])


def test_a_hold_keeps_who_and_when(made: School) -> None:
    card = written_about(made)
    made.by("zoe").archive(card)
    made.work()
    erase(made, card)
    with made.parts.database.transaction() as session:
        hold = session.get(HoldRow, card)
        assert hold is None or (hold.reason == "" and hold.by)

"""What names a student is erased where a card is over, at their word or with time; figures stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from harness import INTAKE, School, school

from mentoring.effects.erasure import ERASE
from mentoring.effects.follow_up import FOLLOW_UP
from mentoring.privacy.erase import Erased, erase_student
from mentoring.privacy.find_student import students_meant
from mentoring.privacy.retention import Retention
from mentoring.privacy.stored_about import (
    ABOUT_CARDS,
    ABOUT_STUDENTS,
    CHILDREN,
    NOT_ABOUT_CARDS,
    kept_about,
)
from mentoring.school.outcome_tables import FeedEventRow, FollowUpRow, OutcomeRow
from rules.editing.parse import read_rulebook
from sync.effects.receipts import Effect, find, record
from sync.effects.undoable import why_not_undoable
from sync.reports.statistics import Wanted, facets_of, moves, pasts, stays
from sync.simulation.replay import begin, go_on
from sync.storage.database import Base
from sync.storage.tables import (
    AcceptedTwinsRow,
    CardNotesRow,
    CommentRow,
    DeliveryRow,
    HoldRow,
    ReceiptRow,
)
from sync.storage.trello_tables import CardRow

NAME = "Marie Dupont"
SHORT = "https://trello.com/c/abcdefgh"
TITLE = "DUPONT Marie - DA Python"
MIRROR = {each.__tablename__ for each in (CardRow, *CHILDREN)}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        yield opened


def written_about(made: School) -> str:
    """A card of Marie's with something in every place where her name can stand."""
    hand = made.by("zoe")
    card = made.card("zoe", TITLE, "due")
    made.work()
    hand.describe(card, "Étudiante : Marie Dupont")
    hand.rename(card, "Marie Dupont – DA Python – P7")
    hand.drag(card, made.list_id(INTAKE))
    made.work()
    hand.comment(card, "/suspendre Marie Dupont est malade")
    made.work()
    where = made.sandbox.state.cards[card]["idBoard"]
    with made.parts.database.transaction() as session:
        session.get_one(CommentRow, card).plain = NAME
        note = {"fr": NAME, "en": NAME, "calls": [], "rank": 9, "until": None}
        session.merge(CardNotesRow(card_id=card, notes={"x": note}))
        session.add(
            AcceptedTwinsRow(first_id=card, second_id="z", by="h", at=made.time, reason=NAME)
        )
        told = {"data": {"card": {"id": card, "name": TITLE}}}
        values: dict[str, Any] = {"type": "updateCard", "board_id": where, "card_id": card}
        values |= {"member_id": None, "scope": "card", "date": made.time, "action": told}
        row = DeliveryRow(action_id="d" * 24, received_at=made.time, settled_at=made.time, **values)
        session.add(row)
    return card


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


def naming(made: School) -> set[str]:
    """The tables in which Marie is named."""
    found = set()
    with made.parts.database.transaction() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(sa.select(table)).mappings():
                text = json.dumps({**row}, default=str, ensure_ascii=False).casefold()
                if "dupont" in text:
                    found.add(table.name)
    return found


def erase(made: School, *cards: str) -> Erased:
    with made.parts.database.transaction() as session:
        return erase_student(session, made.parts.rulebook, cards, "helene", made.time)


def figures(made: School) -> tuple[Any, ...]:
    boards = tuple(made.parts.rulebook.boards.values())
    wanted = Wanted(boards, made.time - timedelta(days=30))
    with made.parts.database.transaction() as session:
        about = facets_of(session, wanted)
        return (
            *(about, pasts(session, wanted, about)),
            *(moves(session, wanted, about), stays(session, wanted, about)),
        )


def receipts_of(made: School, card: str) -> list[ReceiptRow]:
    with made.parts.database.transaction() as session:
        return list(find(session, card_id=card))


def test_every_table_is_known_to_be_about_cards_or_students_or_not() -> None:
    known = {each.__tablename__ for each in (*ABOUT_CARDS, *ABOUT_STUDENTS)}
    assert not known & NOT_ABOUT_CARDS
    assert known | NOT_ABOUT_CARDS == set(Base.metadata.tables)


def _a_deleted_card_names_nobody(made: School) -> None:
    card = written_about(made)
    assert {"cards", "receipts", "deliveries", "comments", "holds"} <= naming(made)
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
    assert naming(made) <= MIRROR | {"deliveries"}
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


def test_an_open_card_is_left_as_it_is(made: School) -> None:
    card = written_about(made)
    before = naming(made)
    assert erase(made, card) == Erased((), (), (card,))
    assert naming(made) == before
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

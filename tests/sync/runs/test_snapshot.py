"""A whole board at once: what is newer stays, what is gone goes, and only what changed is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from harness import ACCEPTED, INCOMPLETE, INTAKE, TO_TRANSFER, School, school

from sandbox.seeds import invented_school
from sync.mirror.compare import Report
from sync.runs.snapshot import Snapshots
from sync.storage.tables import HoldRow
from sync.storage.trello_tables import CardRow, MembershipRow
from sync.trello.gateway import Gateway

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, both=True) as made:
        yield made


def take(the_school: School, board: int = 0, kind: Any = "full") -> Report:
    return the_school.parts.snapshots.take(the_school.parts.boards[board], kind)


class During(Gateway):
    """Lets something happen after the board was read and before the mirror is looked at."""

    meanwhile: Callable[[], None]

    def bulk(self) -> Gateway:
        return self

    def board(self, board_id: str, *more: Any) -> dict[str, Any]:
        answer = super().board(board_id, *more)
        self.meanwhile()
        return answer


def take_during(the_school: School, meanwhile: Callable[[], None], board: int = 0) -> Report:
    """A snapshot that is overtaken: what it read is older than what happens meanwhile."""
    parts = the_school.parts
    gateway = During(parts.settings.access, parts.budget)

    def later() -> None:
        the_school.time += timedelta(seconds=1)
        meanwhile()
        the_school.work()

    gateway.meanwhile = later
    overtaken: Snapshots = replace(parts.snapshots, gateway=gateway)
    return overtaken.take(parts.boards[board])


class DuringReview(Snapshots):
    """Lets something happen after the comparison, before the mirror forgets what is gone."""

    meanwhile: ClassVar[Callable[[], None]]

    def _review(self, *args: Any) -> None:
        type(self).meanwhile()
        super()._review(*args)


def live(the_school: School, card: str) -> bool:
    with the_school.parts.database.transaction() as session:
        row = session.get(CardRow, card)
        return row is not None and row.gone_at is None


def in_agreement(the_school: School) -> bool:
    boards = range(len(the_school.parts.boards))
    return not any(take(the_school, each, "dry-run").differences for each in boards)


@contextmanager
def deaf(the_school: School) -> Iterator[None]:
    """No delivery arrives while the context lasts."""
    the_school.sandbox.faults.set(dropped=1.0)
    yield
    the_school.sandbox.faults.clear()


class TestWhatIsNewerStays:
    def test_a_card_that_was_read_since(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        take_during(
            the_school, lambda: the_school.by("zoe").rename(card, "Marie Durand - DA Python")
        )
        assert in_agreement(the_school)

    def test_a_change_that_was_taken_back(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        with deaf(the_school):
            the_school.by("zoe").rename(card, "Soutenance")
        take_during(the_school, lambda: the_school.by("zoe").rename(card, TITLE))
        the_school.by("zoe").rename(card, TITLE)
        assert in_agreement(the_school)

    def test_a_card_that_we_moved_is_not_taken_for_put_back(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE, "due")
        take_during(the_school, lambda: None)
        assert the_school.list_of(card) == INCOMPLETE
        with the_school.parts.database.transaction() as session:
            assert session.get(HoldRow, card) is None
        assert in_agreement(the_school)

    def test_a_card_that_was_deleted_stays_deleted(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        take_during(the_school, lambda: the_school.by("zoe").delete(card))
        assert not live(the_school, card)

    def test_a_card_that_came_back_meanwhile_is_kept(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        home, away = the_school.parts.boards
        there = the_school.sandbox.state.lists_of(away)[0]["id"]
        with deaf(the_school):
            the_school.by("helene").move_to_board(card, away, there)
        back = the_school.list_id(INTAKE)
        take_during(the_school, lambda: the_school.by("helene").move_to_board(card, home, back))
        assert live(the_school, card)
        assert in_agreement(the_school)

    def test_a_card_that_came_back_while_cards_were_judged_is_kept(
        self, the_school: School
    ) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        home, away = the_school.parts.boards
        there = the_school.sandbox.state.lists_of(away)[0]["id"]
        back = the_school.list_id(INTAKE)
        with deaf(the_school):
            the_school.by("helene").move_to_board(card, away, there)

        def come_back() -> None:
            the_school.time += timedelta(seconds=1)
            the_school.by("helene").move_to_board(card, home, back)
            the_school.work()

        DuringReview.meanwhile = staticmethod(come_back)
        parts = the_school.parts
        values = {each.name: getattr(parts.snapshots, each.name) for each in fields(Snapshots)}
        DuringReview(**values).take(home)
        assert live(the_school, card)


class TestRunsThatWereQuicker:
    def test_a_card_that_was_judged_before_its_new_label_was_known_is_judged_again(
        self, the_school: School
    ) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        helene = the_school.by("helene")
        with deaf(the_school):
            second = helene.create_label(the_school.parts.boards[0], "P8")["id"]
        take_during(the_school, lambda: helene.toggle_label(card, second))
        the_school.work()
        assert the_school.list_of(card) == INCOMPLETE
        assert in_agreement(the_school)


class TestWhatNoDeliveryTold:
    def test_a_deleted_card_is_gone(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        with deaf(the_school):
            the_school.by("zoe").delete(card)
        report = take(the_school)
        assert [(each.id, each.fields) for each in report.differences] == [(card, ("extra",))]
        assert not live(the_school, card)

    @pytest.mark.parametrize("first", [0, 1])
    def test_a_card_between_the_two_boards_is_on_one_of_them(
        self, the_school: School, first: int
    ) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        away = the_school.parts.boards[1]
        there = next(
            each["id"]
            for each in the_school.sandbox.state.lists_of(away)
            if each["name"] == TO_TRANSFER
        )
        with deaf(the_school):
            the_school.by("helene").move_to_board(card, away, there)
        take(the_school, first)
        take(the_school, 1 - first)
        assert live(the_school, card)
        assert in_agreement(the_school)

    def test_an_archived_list_takes_its_cards_out_of_what_is_judged(
        self, the_school: School
    ) -> None:
        card = the_school.card("zoe", TITLE, "due")
        with deaf(the_school):
            the_school.by("helene").change_list(the_school.list_id(INTAKE), closed=True)
        take(the_school)
        the_school.work()
        assert the_school.sandbox.state.cards[card]["idList"] == the_school.list_id(INTAKE)
        assert the_school.comments(card) == []
        assert in_agreement(the_school)

    def test_who_left_the_board_is_no_manager_any_more(self, the_school: School) -> None:
        with deaf(the_school):
            the_school.by("helene").remove_from_board(the_school.parts.boards[0], "idriss")
        take(the_school)
        idriss = the_school.sandbox.state.member("idriss")["id"]
        with the_school.parts.database.transaction() as session:
            assert session.get(MembershipRow, (the_school.parts.boards[0], idriss)) is None
        assert in_agreement(the_school)


class TestWhoIsJudgedAgain:
    def test_a_renamed_label_concerns_only_cards_whose_verdict_it_changes(
        self, the_school: School
    ) -> None:
        with_it = the_school.card("zoe", TITLE)
        other = the_school.card("noel", "Karim Benali - DA Python", "label")
        the_school.by("noel").toggle_label(other, the_school.label("P5"))
        elsewhere = the_school.card("ines", "Hugo Petit - Data analyst", where=ACCEPTED)
        the_school.work()
        before = len(the_school.sandbox.requests)
        the_school.by("helene").rename_label(the_school.parts.boards[0], the_school.label(), "P")
        the_school.work()
        assert the_school.list_of(with_it) == INCOMPLETE
        assert the_school.list_of(other) == INTAKE
        assert the_school.list_of(elsewhere) == ACCEPTED
        touched = {
            path.split("/")[3] for _, path in the_school.calls(since=before) if "/cards/" in path
        }
        assert touched == {with_it}

    def test_a_renamed_list_concerns_nobody(self, the_school: School) -> None:
        the_school.card("zoe", TITLE)
        the_school.work()
        before = len(the_school.sandbox.requests)
        the_school.by("helene").change_list(the_school.list_id(ACCEPTED), name="Planifiées")
        the_school.work()
        assert [path.split("/")[2] for _, path in the_school.calls(since=before)] == ["boards"]

    def test_a_second_look_finds_nothing_and_wakes_nobody(self, the_school: School) -> None:
        the_school.card("zoe", TITLE, "due")
        the_school.work()
        take(the_school)
        again = take(the_school)
        assert (again.differences, again.woken) == ([], 0)


class TestBigBoards:
    def test_more_than_a_thousand_cards_come_in_pages_and_none_is_missing(
        self, the_school: School
    ) -> None:
        invented_school.seed_big(the_school.sandbox, 1203)
        before = len(the_school.sandbox.requests)
        report = take(the_school)
        assert report.compared == 1203
        assert len(the_school.calls(since=before)) <= 4
        assert in_agreement(the_school)

"""What follows a card's check is said though no delivery told of the card: a catch-up stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import ACCEPTED, INTAKE
from ordering import read
from staffed import Staffed, staffed

from sync.queue.wakes import Want, wake
from sync.runs.snapshot import Snapshots
from sync.storage.trello_tables import BoardRow


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def lose_deliveries(crew: Staffed) -> None:
    """From now on, all of them."""
    crew.school.sandbox.state.webhooks.clear()


def catch_up(crew: Staffed) -> None:
    crew.school.time += timedelta(minutes=10)
    for board in reversed(crew.parts.boards):
        crew.parts.snapshots.take(board, "catch-up")


def test_who_follows_the_student_meanwhile_is_said(crew: Staffed) -> None:
    lose_deliveries(crew)
    card = crew.handover()
    assert crew.school.comments(card) == []
    catch_up(crew)
    crew.school.work()
    assert "le suivi continue avec Zoé" in read(crew, card)


def test_who_was_chosen_by_hand_is_said(crew: Staffed) -> None:
    card = crew.proposal()
    lose_deliveries(crew)
    hand = crew.school.by("helene")
    hand.add_member(card, "malik")
    hand.drag(card, crew.school.list_id(ACCEPTED))
    catch_up(crew)
    crew.school.work()
    assert "@malik tient cette soutenance" in read(crew, card)


def test_it_is_said_though_the_process_dies_before_it_judges(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise Killed

    lose_deliveries(crew)
    card = crew.handover()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Snapshots, "_review", dies)
        catch_up(crew)
    crew.school.work()
    assert "le suivi continue avec Zoé" in read(crew, card)


def test_a_card_that_went_to_the_other_board_meanwhile_is_followed_there(crew: Staffed) -> None:
    card, made = crew.handover(), crew.school
    assert "le suivi continue avec Zoé" in read(crew, card)
    lose_deliveries(crew)
    made.by("helene").move_to_board(card, crew.rules().board, made.list_id(INTAKE))
    with crew.parts.database.transaction() as session:
        there = crew.rules("transfert").board  # where it was when the run was wanted
        wake(session, made.queue.enqueue, Want("late", "card", card, there, made.time))
    made.work()
    assert "le suivi continue" not in "".join(made.comments(card))


def test_a_board_that_is_read_for_the_first_time_is_left_as_it_is(crew: Staffed) -> None:
    lose_deliveries(crew)
    card = crew.handover()
    with crew.parts.database.transaction() as session:
        for row in session.scalars(sa.select(BoardRow)):
            row.snapshot_at = None  # as after a first look that was cut short
    catch_up(crew)
    crew.school.work()
    assert crew.school.comments(card) == []

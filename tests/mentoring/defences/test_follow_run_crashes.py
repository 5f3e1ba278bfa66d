"""Killed anywhere, restarted, on both databases, with a paused board: everything once, nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from defended import agreed, asked, attachments, checklists, held, later, said, tick
from harness import ACCEPTED, FAILED, PASSED, School, school

from mentoring.defences import presses
from mentoring.school.outcome_tables import OccasionRow, OutcomeRow
from sync import crash_points
from sync.clock import now
from sync.effects.receipts import find
from sync.rulebook.boards import board_state
from sync.trello.errors import Unauthorized, Unavailable


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, database=either_url) as here:
        yield here


def receipts(made: School, card: str) -> Counter[str]:
    with made.parts.database.transaction() as session:
        return Counter(row.command for row in find(session, card_id=card))


def kill_once(at: str) -> object:
    left = [at]

    def point(name: str) -> None:
        if name in left:
            left.remove(name)
            raise Killed(name)

    return crash_points.rehearse(point)


def test_the_whole_way_on_this_database(made: School) -> None:
    card = agreed(made)
    assert checklists(made, card) == ["Préparer la soutenance"]
    later(made, days=18)
    assert "comment s’est passée" in said(made, card)
    fixes, ask = made.parts.powerup.fixes, asked(made, "noel", card)
    presses.say_outcome(fixes, ask, "failed", "Tests absents.")
    made.work()
    assert made.list_of(card) == FAILED
    presses.follow_up(fixes, asked(made, "zoe", card), "second", ask.rules)
    made.work()
    assert len(attachments(made, card)) == 1
    with made.parts.database.transaction() as session:
        rows = Counter((row.kind, row.done_at is None) for row in session.query(OccasionRow).all())
    assert rows == {
        ("agreed", False): 1,
        ("preparation", False): 1,
        ("reminder", False): 2,
        ("ask", False): 1,
        ("result", False): 1,
    }
    assert len(made.comments(card)) == 1


@pytest.mark.parametrize("point", ["checklist-intended", "checklist-made"])
def test_a_checklist_is_made_once_wherever_the_process_dies(tmp_path: Path, point: str) -> None:
    with school(tmp_path) as made:
        with kill_once(point), pytest.raises(Killed):  # type: ignore[attr-defined]
            agreed.__wrapped__(made)  # lived here, where the point is
        made.work()
        tick(made)
        (card,) = made.sandbox.state.cards
        assert checklists(made, card) == ["Préparer la soutenance"]
        assert receipts(made, card)["AddChecklist"] == 1
        tick(made)
        assert checklists(made, card) == ["Préparer la soutenance"]


@pytest.mark.parametrize("point", ["card-intended", "card-made"])
def test_a_second_defence_is_made_once_wherever_the_process_dies(
    tmp_path: Path, point: str
) -> None:
    with school(tmp_path) as made:
        card = held(made)
        fixes, ask = made.parts.powerup.fixes, asked(made, "noel", card)
        presses.say_outcome(fixes, ask, "failed", "Tests absents.")
        with kill_once(point), pytest.raises(Killed):  # type: ignore[attr-defined]
            presses.follow_up(fixes, ask, "second", ask.rules)
        made.pass_time(minutes=6)
        presses.follow_up(fixes, ask, "second", ask.rules)
        made.work()
        assert len(made.sandbox.state.cards) == 2


@pytest.mark.parametrize("point", ["card-intended", "card-made"])
def test_a_transfer_card_is_made_once_wherever_the_process_dies(tmp_path: Path, point: str) -> None:
    with school(tmp_path, both=True) as made:
        card = held(made)
        fixes, ask = made.parts.powerup.fixes, asked(made, "noel", card)
        presses.say_outcome(fixes, ask, "passed", "")
        other = made.parts.rulebook.boards["transfert"]
        with kill_once(point), pytest.raises(Killed):  # type: ignore[attr-defined]
            presses.follow_up(fixes, ask, "transfer", other)
        made.pass_time(minutes=6)
        made.worker.tick()  # whoever pressed is not busy with it any more
        made.work()
        presses.follow_up(fixes, ask, "transfer", other)
        made.work()
        assert len(made.sandbox.state.cards) == 2
        assert receipts(made, card)["CreateCard"] == 1


def test_cards_are_linked_once_wherever_the_process_dies(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = held(made)
        fixes, ask = made.parts.powerup.fixes, asked(made, "noel", card)
        presses.say_outcome(fixes, ask, "failed", "Tests absents.")
        second = presses.follow_up(fixes, ask, "second", ask.rules).card_id
        with kill_once("link-attached"), pytest.raises(Killed):  # type: ignore[attr-defined]
            made.work()
        made.worker.run("card", card)  # the engine takes up again what the dead process held
        made.look()
        later(made, minutes=20)
        assert (len(attachments(made, card)), len(attachments(made, second))) == (1, 1)


@pytest.mark.parametrize("point", ["card-moved", "move-noted"])
def test_an_outcome_stands_wherever_the_process_dies(tmp_path: Path, point: str) -> None:
    with school(tmp_path) as made:
        card = held(made)
        fixes, ask = made.parts.powerup.fixes, asked(made, "noel", card)
        with kill_once(point), pytest.raises(Killed):  # type: ignore[attr-defined]
            presses.say_outcome(fixes, ask, "passed", "")
        made.look()
        later(made, minutes=20)
        assert made.list_of(card) == PASSED
        assert "Soutenance réussie" in said(made, card)


def test_what_follows_a_card_is_done_though_the_process_died_once_it_was_settled(
    tmp_path: Path,
) -> None:
    with school(tmp_path) as made:
        card = made.card("zoe", "Léa Dupont – DA Python")
        made.work()
        made.by("helene").add_member(card, "noel")
        made.by("helene").drag(card, ACCEPTED)
        with kill_once("settled"), pytest.raises(Killed):  # type: ignore[attr-defined]
            made.work()
        made.worker.run("card", card)  # the engine takes up again what the dead process held
        made.work()
        assert checklists(made, card) == ["Préparer la soutenance"]
        assert "@noel" in said(made, card)


def test_an_outage_while_pressing_leaves_the_rest_to_the_clerk(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = held(made)
        ask = asked(made, "noel", card)
        made.sandbox.faults.set(s503=1.0)
        with pytest.raises(Unavailable):
            presses.say_outcome(made.parts.powerup.fixes, ask, "passed", "")
        made.sandbox.faults.set(s503=0.0)
        made.look()
        later(made, minutes=20)
        assert made.list_of(card) == PASSED


def test_a_conditional_success_goes_on_where_trello_refuses_the_move(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = held(made)
        fixes, ask = made.parts.powerup.fixes, asked(made, "noel", card)
        presses.say_outcome(fixes, ask, "conditional", "Un test manque.")
        made.sandbox.faults.next("401", "PUT", f"/cards/{card}")
        with pytest.raises(Unauthorized):
            presses.say_outcome(fixes, ask, "passed", "")
        with made.parts.database.transaction() as session:
            row = session.get_one(OutcomeRow, card)
            assert (row.outcome, row.reasons) == ("conditional", "Un test manque.")
            assert row.student_until is not None
        presses.say_outcome(fixes, ask, "passed", "")
        made.work()
        assert made.list_of(card) == PASSED


def test_a_paused_board_is_told_nothing_and_asked_later(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = agreed(made)
        board = made.parts.rulebook.boards["soutenances"].board
        with made.parts.database.transaction() as session:
            board_state(session, board).paused_at = now()
        later(made, days=13)
        assert "rappel" not in said(made, card)
        with made.parts.database.transaction() as session:
            board_state(session, board).paused_at = None
        later(made, days=2)  # the reminder of the week before had its time
        assert "rappel" not in said(made, card)
        later(made, days=1, hours=6)
        assert "rappel" in said(made, card)


def test_running_again_and_again_says_nothing_twice(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = agreed(made)
        later(made, days=10.5)
        board = made.parts.rulebook.boards["soutenances"].board
        before = len(made.calls())
        for _ in range(5):
            made.parts.follow(card, board)
            tick(made)
        assert [call for call in made.calls(since=before) if call[0] != "GET"] == []

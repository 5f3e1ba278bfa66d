"""The main path: a delivery comes in, the card is read, judged, explained, moved and mirrored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from harness import ACCEPTED, INCOMPLETE, INTAKE, School, school

from sandbox.state import boards
from sandbox.webhooks import registry
from sync.cases.missed_activity import missed
from sync.queue.wakes import Want, wake
from sync.runs import reconcile
from sync.storage.tables import DeliveryRow, ReceiptRow, WakeRow
from sync.storage.trello_tables import CardRow


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


def test_a_complete_card_costs_one_call_and_stays(the_school: School) -> None:
    card = the_school.card("zoe", "Soutenance P7 - Marie Dupont - DA Python")
    before = len(the_school.sandbox.requests)
    outcomes = the_school.work()
    assert [each.verdict for each in outcomes] == ["complete"]
    assert len(the_school.calls(since=before)) == 1
    assert the_school.list_of(card) == INTAKE
    assert the_school.comments(card) == []


def test_an_incomplete_card_is_explained_then_moved_in_three_calls(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python", "due")
    before = len(the_school.sandbox.requests)
    the_school.work()
    calls = the_school.calls(since=before)
    assert [method for method, _ in calls] == ["GET", "POST", "PUT"]
    assert the_school.list_of(card) == INCOMPLETE
    (text,) = the_school.comments(card)
    assert "@zoe" in text
    assert "une information" in text


def test_a_completed_card_is_thanked_in_the_same_comment(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python", "due")
    the_school.work()
    the_school.by("zoe").set_due(card, the_school.due())
    the_school.work()
    (text,) = the_school.comments(card)
    assert "Tout y est" in text
    assert "@" not in text
    assert f"« {INTAKE} »" in text.replace("\u00a0", " ")


def test_the_mirror_follows_every_field(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python")
    hand = the_school.by("zoe")
    hand.attach(card, "https://example.org/livrables", "P7_dupont_marie")
    hand.add_checklist(card, "À faire", "relire", "répéter")
    the_school.work()
    reports = [the_school.parts.snapshots.take(each, "dry-run") for each in the_school.parts.boards]
    assert [each.differences for each in reports] == [[]]


def test_the_mirror_follows_a_card_on_after_a_move_of_ours_without_an_answer(
    the_school: School,
) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python", "due")
    the_school.work()
    with the_school.parts.database.transaction() as session:
        query = sa.select(ReceiptRow).where(ReceiptRow.command == "MoveCard")
        session.scalars(query).one().state = "intended"
        session.get_one(CardRow, card).list_id = the_school.list_id(INTAKE)
    the_school.by("zoe").drag(card, the_school.list_id(ACCEPTED))
    the_school.work()
    reports = [the_school.parts.snapshots.take(each, "dry-run") for each in the_school.parts.boards]
    assert [each.differences for each in reports] == [[]]


def test_a_deleted_card_leaves_the_live_set_without_an_error(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python")
    the_school.work()
    the_school.by("zoe").delete(card)
    assert [each.verdict for each in the_school.work()] == ["gone"]


def test_a_card_that_goes_to_an_unwatched_board_leaves_the_live_set(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python")
    the_school.work()
    other = next(
        each
        for each in the_school.sandbox.state.lists.values()
        if each["idBoard"] not in the_school.parts.boards
    )
    the_school.by("helene").move_to_board(card, other["idBoard"], other["id"])
    outcomes = the_school.work()
    assert {each.verdict for each in outcomes} == {"gone"}


def test_a_card_that_goes_where_the_clerk_may_not_look_is_gone_too(the_school: School) -> None:
    """Trello answers 401 then, for ever: each minute a call, and the card would stay in the mirror."""
    card = the_school.card("zoe", "Marie Dupont - DA Python")
    the_school.work()
    hand, state = the_school.by("helene"), the_school.sandbox.state
    private = boards.create_board(state, hand.actor, "Direction")
    there = boards.create_list(state, hand.actor, private, "Dossiers", 1.0)
    hand.move_to_board(card, private["id"], there["id"])
    assert the_school.work() == []
    the_school.pass_time(minutes=1)
    assert the_school.outcomes[-1].verdict == "gone"
    assert the_school.queue.next_at() is None


def test_a_clerk_that_was_put_out_of_the_board_takes_no_card_for_gone(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python", "due")
    board = the_school.parts.boards[0]
    assert the_school.sandbox.quiesce(20)
    the_school.worker.drain()
    the_school.by("helene").remove_from_board(board, "greffier")
    assert the_school.work() == []
    the_school.by("helene").add_to_board(board, "greffier")
    the_school.pass_time(minutes=2)
    assert the_school.list_of(card) == INCOMPLETE


def test_a_burst_of_edits_costs_one_read(the_school: School) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python")
    the_school.work()
    before = len(the_school.sandbox.requests)
    for number in range(10):
        the_school.by("zoe").describe(card, f"https://example.org/{number}")
    the_school.work()
    assert len(the_school.calls(since=before)) == 1


def test_cards_that_were_there_before_are_read_by_the_one_snapshot(tmp_path: Path) -> None:
    with school(tmp_path, empty=False) as made:
        boards = [each for _, each in made.calls() if "/boards/" in each]
        assert len(boards) == 1
        cards = made.calls()
        writes = {path for method, path in cards if method != "GET" and "/cards/" in path}
        reads = {path for method, path in cards if method == "GET" and "/cards/" in path}
        assert {each.removesuffix("/actions/comments") for each in writes} == reads


def test_an_order_that_is_delivered_while_the_card_is_looked_at_is_obeyed_once_without_a_fault(
    the_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = the_school.card("zoe", "Marie Dupont - DA Python")
    the_school.work()
    the_school.sandbox.faults.next("late", count=1)
    the_school.sandbox.faults.late_seconds = 3600.0 * 1000  # of the pace of tests
    the_school.by("zoe").comment(card, "/suspendre jury absent")
    late = the_school.sandbox.deliveries.log[-1]

    def overtaken(*args: Any) -> list[DeliveryRow]:
        found = missed(*args)
        answer = registry.call("POST", late.url, 5.0, late.body, late.headers)
        assert (len(found), answer.status) == (1, 200)
        return found

    monkeypatch.setattr(reconcile, "missed", overtaken)
    with the_school.parts.database.transaction() as session:
        board = the_school.parts.boards[0]
        wake(session, the_school.queue.enqueue, Want("look", "card", card, board, the_school.time))
    the_school.worker.run("card", card)
    monkeypatch.undo()
    while job := the_school.queue.due():
        the_school.worker.run(*job)
    with the_school.parts.database.transaction() as session:
        assert session.get_one(WakeRow, card).failures == 0
        found = sa.select(ReceiptRow).where(ReceiptRow.command == "Suspend")
        assert len(session.scalars(found).all()) == 1
        assert session.get_one(DeliveryRow, late.action).settled_at is not None
    the_school.sandbox.deliveries.clear()

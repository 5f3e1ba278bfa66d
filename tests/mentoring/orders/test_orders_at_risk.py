"""Orders that are lost, doubled, cut short or given at once: each is obeyed once, and answered."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from harness import ACCEPTED, FAILED, PASSED, School
from ordering import held, outcome, read, receipts, say
from staffed import Staffed, staffed

from mentoring.matching.assign import NotGiven
from sync import crash_points
from sync.clock import now
from sync.effects.receipts import find
from sync.rights.request import NotFixed
from sync.rulebook.boards import board_state


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def crew(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Staffed]:
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with staffed(tmp_path, database=url) as made:
        yield made


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def killed_at(point: str) -> Any:
    left = [point]

    def die(name: str) -> None:
        if name in left:
            left.remove(name)
            raise Killed(name)

    return crash_points.rehearse(die)


def dies(crew: Staffed, who: str, card: str, text: str, point: str) -> None:
    """An order whose run is killed, and what the engine makes of it afterwards."""
    made = crew.school
    made.by(who).comment(card, text)
    with killed_at(point), pytest.raises(Killed):
        made.work()
    made.queue.jobs.append((made.time, "card", card))
    made.work()
    made.pass_time(minutes=12)


def calls(crew: Staffed, card: str, who: str) -> int:
    """How often the clerk called this person on this card."""
    with crew.parts.database.transaction() as session:
        written = [x.after for x in find(session, card_id=card) if "Comment" in x.command]
    return sum(f"@{who}" in each["text"] for each in written)


@pytest.mark.parametrize("point", ["order-done", "comment-written", "before-settle"])
def test_a_validator_is_given_once_wherever_the_process_dies(small: Staffed, point: str) -> None:
    card = small.proposal()
    dies(small, "helene", card, "/confier malik", point)
    assert (small.school.list_of(card), small.members(card)) == (ACCEPTED, {"zoe", "malik"})
    assert receipts(small, card)["AssignValidator"] == 1
    assert "Malik Ouédraogo tient cette soutenance" in read(small, card)
    assert calls(small, card, "malik") == 1


@pytest.mark.parametrize("point", ["order-done", "card-moved", "move-noted"])
def test_a_result_is_said_once_wherever_the_process_dies(small: Staffed, point: str) -> None:
    card = held(small)
    dies(small, "malik", card, "/retravailler les tests manquent", point)
    assert small.school.list_of(card) == FAILED
    assert outcome(small, card) == ("failed", "les tests manquent", "Malik Ouédraogo")
    assert "Motifs : les tests manquent." in read(small, card)
    assert calls(small, card, "zoe") == 1


def test_a_conditional_success_is_said_once(small: Staffed) -> None:
    card = held(small)
    dies(small, "malik", card, "/conditionnelle le README", "order-done")
    assert receipts(small, card)["Conditional"] == 1
    assert "c’est noté : réussie sous condition" in read(small, card)


@pytest.mark.parametrize("point", ["card-intended", "card-made", "order-done"])
def test_a_second_defence_is_made_once_wherever_the_process_dies(crew: Staffed, point: str) -> None:
    card = held(crew)
    say(crew, "malik", card, "/retravailler les tests manquent")
    dies(crew, "zoe", card, "/seconde 12/04/2026 14:00", point)
    assert "la seconde soutenance est proposée pour le dimanche 12 avril" in read(crew, card)
    cards = crew.school.sandbox.state.cards
    assert [each["due"] for each in cards.values() if each["id"] != card] == [
        "2026-04-12T12:00:00.000Z"
    ]


def test_what_a_person_took_back_is_not_said_again_by_a_run_that_is_repeated(
    small: Staffed,
) -> None:
    card, made = held(small), small.school
    made.by("malik").comment(card, "/réussie")
    with killed_at("before-settle"), pytest.raises(Killed):
        made.work()
    made.by("malik").drag(card, made.list_id(ACCEPTED))
    made.queue.jobs.append((made.time, "card", card))
    made.work()
    assert (made.list_of(card), outcome(small, card)) == (ACCEPTED, None)


def without_deliveries(made: School) -> None:
    made.sandbox.state.webhooks.clear()


def catch_up(made: School) -> None:
    made.pass_time(minutes=10)
    for board in made.parts.boards:
        made.parts.snapshots.take(board, "catch-up")
    made.work()


def test_an_order_that_no_delivery_told_is_obeyed(crew: Staffed) -> None:
    card, made = held(crew), crew.school
    without_deliveries(made)
    made.by("malik").comment(card, "/conditionnelle le README")
    catch_up(made)
    assert outcome(crew, card) == ("conditional", "le README", "Malik Ouédraogo")
    catch_up(made)
    assert receipts(crew, card)["Conditional"] == 1


def test_nor_is_it_lost_where_the_process_dies_then(small: Staffed) -> None:
    card, made = small.proposal(), small.school
    made.pass_time(minutes=5)
    without_deliveries(made)
    made.by("malik").comment(card, "/valider")
    with killed_at("order-done"), pytest.raises(Killed):
        catch_up(made)
    made.queue.jobs.append((made.time, "card", card))
    made.work()
    assert "Malik Ouédraogo, c’est noté, merci." in read(small, card)


def test_a_doubled_delivery_is_one_order(small: Staffed) -> None:
    card, made = held(small), small.school
    made.sandbox.faults.next("doubled")
    say(small, "malik", card, "/conditionnelle le README")
    made.work()
    assert receipts(small, card)["Conditional"] == 1


def test_an_outage_only_delays_it(small: Staffed) -> None:
    card, made = held(small), small.school
    made.sandbox.faults.set(s503=1.0)
    made.by("malik").comment(card, "/réussie")
    made.work()
    made.sandbox.faults.set(s503=0.0)
    made.pass_time(minutes=12)
    assert (made.list_of(card), outcome(small, card)) == (
        PASSED,
        ("passed", "", "Malik Ouédraogo"),
    )


def test_orders_and_presses_at_the_same_instant_leave_one_validator(crew: Staffed) -> None:
    card, made = crew.proposal(), crew.school
    made.by("helene").comment(card, "/confier ines")
    made.by("idriss").comment(card, "/confier malik")

    def press() -> None:
        with suppress(NotGiven, NotFixed):
            crew.giving.give(crew.asked("helene", card), crew.id("malik"))

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(made.work), pool.submit(press)]:
            each.result()
    made.pass_time(minutes=2)
    assert len(crew.members(card)) == 2
    assert crew.defence(card).validator in (crew.id("ines"), crew.id("malik"))
    assert len(made.comments(card)) == 1


def test_on_an_observed_board_it_is_done_and_nothing_is_written(tmp_path: Path) -> None:
    with staffed(tmp_path) as small:
        card = held(small)
        board = small.rules().board
        before = small.school.comments(card)
        with small.parts.database.transaction() as session:
            state = board_state(session, board)
            state.mode, state.mode_of_rulebook = "observe", "enforce"
        small.school.by("malik").comment(card, "/réussie")
        small.school.work()
        assert small.school.list_of(card) == PASSED
        assert small.school.comments(card) == before


def test_on_a_paused_board_the_answer_waits(small: Staffed) -> None:
    card, board = small.proposal(), small.rules().board
    with small.parts.database.transaction() as session:
        board_state(session, board).paused_at = now()
    small.school.by("malik").comment(card, "/valider")
    small.school.work()
    assert small.defence(card).offers == (small.id("malik"),)
    assert small.school.comments(card) == []
    with small.parts.database.transaction() as session:
        board_state(session, board).paused_at = None
    small.school.by("zoe").comment(card, "/vérifier")
    small.school.work()
    assert "Pour valider cette soutenance : Malik Ouédraogo." in read(small, card)

"""Who has a card in hand: told to the other managers, given back by itself, and never a lock."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk
from todo_desk import act, incomplete, queue, row

from sync.storage.desk_tables import ClaimRow
from sync.storage.trello_tables import MemberRow


def take(desk: Desk, card: str, who: str, **body: Any) -> Any:
    answer = desk.post(f"/desk/todo/claim/{desk.board()}/{card}", who, **body)
    assert answer.status_code == 200, answer.text
    return answer.get_json()["held"]


def in_hand(desk: Desk, who: str) -> dict[str, Any]:
    return dict(desk.get("/desk/todo/claims", who).get_json()["claims"])


def mark(desk: Desk) -> str:
    return str(desk.get("/desk/todo/version", "helene").get_json()["claims"])


@pytest.fixture
def card(desk: Desk) -> str:
    return incomplete(desk.school)


def test_a_card_in_hand_is_told_to_the_others_by_first_name(desk: Desk, card: str) -> None:
    assert take(desk, card, "idriss") is None
    assert in_hand(desk, "helene")[card]["by"] == "Idriss"
    assert "Idriss l’a en main depuis" in in_hand(desk, "helene")[card]["text"]
    assert in_hand(desk, "idriss") == {}
    assert queue(desk)["inHand"]["claims"].keys() == {card}


def test_whoever_comes_second_is_told_and_may_decide_all_the_same(desk: Desk, card: str) -> None:
    take(desk, card, "idriss")
    assert take(desk, card, "helene")["by"] == "Idriss"
    assert act(desk, row(desk, "Léa Dupont"), "remind").status_code == 200


def test_the_first_of_two_conflicting_decisions_still_wins(desk: Desk, card: str) -> None:
    seen = row(desk, "Léa Dupont")
    take(desk, card, "idriss")
    act(desk, seen, "accept", "helene", reason="vu")
    assert act(desk, seen, "accept", "idriss", reason="vu").status_code == 409


def test_it_is_given_back_when_asked_and_by_taking_another(desk: Desk, card: str) -> None:
    take(desk, card, "idriss")
    take(desk, card, "idriss", leave=True)
    assert in_hand(desk, "helene") == {}
    take(desk, card, "idriss")
    other = desk.card("Adam Leroy")["id"]
    take(desk, other, "idriss")
    assert in_hand(desk, "helene").keys() == {other}


def test_nobody_gives_back_what_another_holds(desk: Desk, card: str) -> None:
    take(desk, card, "idriss")
    take(desk, card, "helene", leave=True)
    assert in_hand(desk, "helene").keys() == {card}


def test_it_is_given_back_after_five_minutes_without_a_sign(desk: Desk, card: str) -> None:
    take(desk, card, "idriss")
    desk.school.pass_time(minutes=4)
    take(desk, card, "idriss")  # a sign
    desk.school.pass_time(minutes=4)
    assert in_hand(desk, "helene").keys() == {card}
    desk.school.pass_time(minutes=2)
    assert in_hand(desk, "helene") == {}
    assert take(desk, card, "helene") is None
    assert in_hand(desk, "idriss")[card]["by"] == "Hélène"
    with desk.school.parts.database.transaction() as session:
        assert session.query(ClaimRow).count() == 1


def test_where_two_share_a_first_name_the_whole_name_is_told(desk: Desk, card: str) -> None:
    with desk.school.parts.database.transaction() as session:
        one = desk.school.sandbox.state.member("zoe")["id"]
        session.get_one(MemberRow, one).full_name = "Idriss Lefèvre"
    take(desk, card, "idriss")
    assert in_hand(desk, "helene")[card]["by"] == "Idriss Benmoussa"


def test_a_card_of_another_board_cannot_be_taken(desk: Desk, card: str) -> None:
    answer = desk.post(f"/desk/todo/claim/{desk.board()}/64f0c0ffee0ddba11ca7f00d", "helene")
    assert answer.status_code == 404


def test_the_pages_that_follow_hear_of_it_without_hearing_of_the_queue(
    desk: Desk, card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.reports.triage_cache.FRESH", 0.0)
    before = desk.get("/desk/todo/version", "helene").get_json()
    take(desk, card, "idriss")
    after = desk.get("/desk/todo/version", "helene").get_json()
    assert before["version"] == after["version"] and before["claims"] != after["claims"]
    take(desk, card, "idriss")  # a sign that it still is: nothing is new
    assert mark(desk) == after["claims"]

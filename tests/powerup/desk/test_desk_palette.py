"""Cards and people by a few letters: as far as who asks may see them."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk

from powerup.desk.palette.find import best
from sandbox.seeds.invented_school import TRANSFERT


def found(desk: Desk, text: str, who: str = "helene") -> dict[str, Any]:
    answer = desk.client.get(
        "/powerup/api/desk/find",
        query_string={"text": text},
        headers={"Authorization": f"Bearer {desk.token(who)}"},
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def cards(desk: Desk, text: str, who: str = "helene") -> list[str]:
    return [each["name"] for each in found(desk, text, who)["cards"]]


def test_cards_and_people_are_found_whatever_the_accents_and_the_order(still: Desk) -> None:
    assert "Léa Dupont – DA Python" in cards(still, "dupont LEA")
    one = found(still, "lea dupont")["cards"][0]
    assert one["managed"] and "Soutenances" in one["where"] and one["url"]
    assert [each["name"] for each in found(still, "zoe")["people"]] == ["Zoé Lefèvre"]


def test_cards_are_found_by_their_labels_and_people_too(still: Desk) -> None:
    assert "Maya Perrin – AI engineer" in cards(still, "perrin p6")
    assert "Victor Blanc – Développeur web" in cards(still, "castel p3")
    assert cards(still, "castel p12") == []
    by_name = cards(still, "zoe")
    assert by_name[0] == "À voir avec Zoé"
    assert "Lina Faure – DA Python" in cards(still, "lina zoe")


def test_what_begins_with_the_letters_comes_first() -> None:
    rows = [{"name": each} for each in ("Anna Ricard", "Carine Roy", "Oscar Petit")]
    assert [each["name"] for each in best(rows, ["car"], 9)] == [
        "Carine Roy",
        "Anna Ricard",
        "Oscar Petit",
    ]
    assert len(best(rows, ["a"], 2)) == 2


@pytest.mark.parametrize("text", ["", " ", "a", "\u0301"])
def test_a_letter_alone_asks_for_nothing(still: Desk, text: str) -> None:
    assert found(still, text) == {"cards": [], "people": []}


def test_too_long_a_text_is_refused(still: Desk) -> None:
    assert still.get(f"/desk/find?text={'x' * 101}", "helene").status_code == 422


def test_archived_cards_templates_and_separators_are_not_offered(desk: Desk) -> None:
    desk.school.by("zoe").archive(desk.card("Léa Dupont")["id"])
    desk.school.work()
    assert cards(desk, "lea dupont") == []
    assert cards(desk, "modele") == []


def test_a_mentor_finds_cards_of_their_boards_and_no_person(desk: Desk) -> None:
    mine = found(desk, "zoe", "zoe")
    assert mine["people"] == [] and mine["cards"]
    assert not any(each["managed"] for each in mine["cards"])
    there = cards(desk, "renaud", "zoe")
    other = next(
        each["name"]
        for each in desk.school.sandbox.state.cards_of(desk.board(TRANSFERT))
        if "–" in each["name"] and not each["closed"]
    )
    assert other in cards(desk, other, "zoe")
    desk.leaves("zoe", TRANSFERT)
    assert other not in cards(desk, other, "zoe")
    assert there

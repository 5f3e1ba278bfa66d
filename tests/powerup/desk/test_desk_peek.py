"""A card that a manager reads beside their queue, as it is asked for."""

from __future__ import annotations

from desk import Desk
from todo_desk import act, incomplete, row


def test_a_card_is_read_with_its_description_its_gaps_and_the_comment(desk: Desk) -> None:
    card = incomplete(desk.school)
    desk.school.by("zoe").describe(card, "Dépôt : **ici**\n\n" + "x" * 7_000)
    desk.school.work()
    shown = desk.get(f"/desk/todo/peek/{card}", "helene").get_json()
    assert shown["card"]["board"] == desk.board() and shown["card"]["id"] == card
    assert [each["code"] for each in shown["gaps"]] == ["label", "notice"]
    assert shown["gaps"][0]["message"] and shown["gaps"][0]["expected"]
    assert shown["comment"]["text"].startswith("📋 **Greffier**")
    assert shown["comment"]["at"]
    assert shown["desc"].startswith("Dépôt : **ici**\n\nxxx")
    assert len(shown["desc"]) == 6_000 and shown["desc"].endswith("…")
    facts = {each["label"]: each["text"] for each in shown["facts"]}
    assert "Profil à mettre à jour" in facts["Où"] and facts["Sur la carte"] == "Zoé Lefèvre"


def test_its_history_says_why_and_what_may_be_taken_back(desk: Desk) -> None:
    incomplete(desk.school)
    mine = row(desk, "Léa Dupont")
    act(desk, mine, "accept", reason="vu avec le jury")
    history = desk.get(f"/desk/todo/peek/{mine['id']}", "helene").get_json()["history"]
    accepted = next(each for each in history if each["note"] == "vu avec le jury")
    assert accepted["by"] == "Hélène Caradec"
    assert any(each["undo"] for each in history)
    assert any("étiquette du projet" in each["why"] for each in history)


def test_a_card_of_a_board_that_one_does_not_manage_is_none(desk: Desk) -> None:
    card = incomplete(desk.school)
    assert desk.get(f"/desk/todo/peek/{card}", "zoe").status_code == 403
    desk.leaves("helene")  # a manager of the other board still
    answer = desk.get(f"/desk/todo/peek/{card}", "helene")
    unknown = desk.get("/desk/todo/peek/64f0c0ffee0ddba11ca7f00d", "helene")
    assert answer.status_code == unknown.status_code
    assert answer.get_json() == unknown.get_json()


def test_each_row_says_what_is_usually_done(desk: Desk) -> None:
    incomplete(desk.school)
    assert row(desk, "Léa Dupont")["usual"] == "remind"
    assert row(desk, "Maya Perrin")["usual"] == "pick"

"""What people see and press in the panel after a defence, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from defence_panel import badge, labels, panel, press
from defended import agreed, held, later
from harness import ACCEPTED, FAILED, PASSED

from sandbox.seeds import invented_school
from tests.powerup.desk import Desk


def test_the_validator_sees_three_results_and_the_mentor_none(desk: Desk) -> None:
    card = held(desk.school)
    assert labels(panel(desk, card, "noel")["outcome"]) == [
        "Réussie",
        "Réussie sous condition…",
        "À retravailler…",
    ]
    assert labels(panel(desk, card, "zoe")["outcome"]) == []


def test_the_panel_says_when_it_is_then_that_it_was_then_only_how_it_ended(desk: Desk) -> None:
    made = desk.school
    card = agreed(made)

    def head() -> tuple[str, str, list[str]]:
        shown = desk.get(f"/card/{card}", "zoe").get_json()
        told = [each.replace("\u00a0", " ").replace("\u202f", " ") for each in shown["next"]]
        return shown["title"], shown["tone"], told

    when = "Jeudi 19 mars 2026 à 10 h."
    made.by("zoe").set_due(card, made.due(20))
    made.work()
    decide = "Un responsable tranche : rétablir l’ancienne date ou accepter la nouvelle."
    assert head() == ("La date a été modifiée", "bad", [decide])
    made.by("zoe").set_due(card, made.due())
    made.work()
    watched = f"{when} Cette date est fixée."
    assert head() == ("Soutenance planifiée", "wait", [watched])
    made.pass_time(days=17, hours=1)
    told = f"{when} Il ne manque que le résultat."
    assert head() == ("La soutenance a eu lieu", "doubt", [told])
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    told = "Elle a eu lieu le jeudi 19 mars 2026 à 10 h."
    assert head() == ("Soutenance réussie sous condition", "wait", [told])
    press(desk, card, "noel", "outcome", outcome="passed")
    assert head() == ("Soutenance réussie", "good", [])


def test_the_transfer_card_is_offered_by_one_button(desk: Desk) -> None:
    card = held(desk.school)
    assert desk.get(f"/card/{card}", "zoe").get_json()["actions"]["link"] is True
    press(desk, card, "noel", "outcome", outcome="passed")
    assert desk.get(f"/card/{card}", "zoe").get_json()["actions"]["link"] is False


def test_the_validator_is_told_that_it_is_their_turn_and_the_mentor_whose_it_is(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    made.pass_time(hours=49)
    assert "à vous de décider" in panel(desk, card, "noel")["outcome"]["text"][1]
    assert "le validateur décide" in panel(desk, card, "zoe")["outcome"]["text"][1]


def test_before_the_defence_nothing_is_asked(desk: Desk) -> None:
    assert "outcome" not in panel(desk, agreed(desk.school), "noel")


def test_the_whole_way_of_a_student_who_fails_first(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    later(made, days=1)
    assert badge(desk, card) == "résultat attendu"
    reason = "Tests absents."
    assert press(desk, card, "noel", "outcome", outcome="failed", reason=reason) == 200
    assert made.list_of(card) == FAILED
    assert badge(desk, card) == "seconde soutenance à proposer"
    block = panel(desk, card, "zoe")["outcome"]
    assert "Échouer est permis" in block["text"][0]
    assert "Tests absents." in block["text"][1]
    assert press(desk, card, "zoe", "follow-up", kind="second") == 200
    assert badge(desk, card) == ""
    block = panel(desk, card, "zoe")["outcome"]
    assert labels(block) == []
    assert "pièces jointes" in block["text"][2]


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("zoe", "Merci à vous pour le suivi, et à Noël Bérard pour la soutenance."),
        ("noel", "Merci à Zoé Lefèvre pour le suivi, et à vous pour la soutenance."),
    ],
)
def test_a_success_is_thanked_for(desk: Desk, who: str, words: str) -> None:
    card = held(desk.school)
    press(desk, card, "noel", "outcome", outcome="passed")
    told = panel(desk, card, who)["outcome"]["text"][0]
    assert told.replace("\u202f", " ") == f"Bravo à Léa Dupont ! {words}"


def test_a_success_proposes_what_comes_next(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    assert press(desk, card, "noel", "outcome", outcome="passed") == 200
    assert made.list_of(card) == PASSED
    assert labels(panel(desk, card, "zoe")["outcome"]) == [
        "Préparer la carte du projet suivant",
        "Préparer la carte de transfert",
    ]
    assert press(desk, card, "zoe", "follow-up", kind="transfer") == 200
    state = made.sandbox.state
    there = [one for one in state.cards.values() if one["id"] != card]
    assert [one["idBoard"] for one in there] == [desk.board(invented_school.TRANSFERT)]
    assert len(there[0]["attachments"]) == len(state.cards[card]["attachments"]) == 1
    assert labels(panel(desk, card, "zoe")["outcome"]) == ["Préparer la carte du projet suivant"]


def test_a_clock_runs_on_the_badge(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    assert made.list_of(card) == ACCEPTED
    assert badge(desk, card) == "à compléter : 48 h"
    made.pass_time(hours=47, minutes=30)
    assert badge(desk, card) == "à compléter : 1 h"
    made.pass_time(hours=1)
    assert badge(desk, card) == "à décider : 48 h"
    buttons = ["Réussie", "À retravailler…", "Retirer cette réponse"]
    assert labels(panel(desk, card, "noel")["outcome"]) == buttons
    made.pass_time(hours=48)
    assert badge(desk, card) == "à décider"


def test_a_conditional_success_is_taken_back_at_once_and_said_again(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    later(made, days=1)
    asked = panel(desk, card, "noel")["outcome"]
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    made.pass_time(hours=1)
    made.by("zoe").describe(card, "Le README est là.")
    made.work()
    assert press(desk, card, "zoe", "take-back") == 403
    assert press(desk, card, "noel", "take-back") == 200
    assert panel(desk, card, "noel")["outcome"] == asked
    assert badge(desk, card) == "résultat attendu"
    assert press(desk, card, "noel", "take-back") == 200
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Deux tests.")
    assert badge(desk, card) == "à compléter : 48 h"
    (told,) = made.comments(card)
    assert "Deux tests" in told and "README" not in told


@pytest.mark.parametrize("who", ["zoe", "ines"])
def test_who_does_not_decide_is_refused(desk: Desk, who: str) -> None:
    card = held(desk.school)
    assert press(desk, card, who, "outcome", outcome="passed") == 403
    assert press(desk, card, who, "reasons", reason="Non.") == 403
    assert desk.school.list_of(card) == ACCEPTED


@pytest.mark.parametrize(
    "body", [{}, {"outcome": "won"}, {"outcome": ["passed"]}, {"outcome": "failed"}]
)
def test_what_cannot_be_read_changes_nothing(desk: Desk, body: dict[str, Any]) -> None:
    card = held(desk.school)
    assert press(desk, card, "noel", "outcome", **body) == 422
    assert press(desk, card, "noel", "follow-up", kind="third") == 422
    assert desk.school.list_of(card) == ACCEPTED

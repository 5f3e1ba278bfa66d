"""The school's own requirements, made and changed in "Et si…", as a manager's page asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk
from what_if_desk import change, get, plain, post, rules_of, texts

ATTACHED = {
    "code": "depot",
    "boards": ["soutenances"],
    "severity": "blocks",
    "needs": {"attachment": "any"},
}


def asked(*tables: dict[str, Any]) -> list[dict[str, Any]]:
    return [change("requirements", list(tables))]


def apply(desk: Desk, *tables: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Put these requirements in force; each one's code, severity and kind of need in the rules of then."""
    draft = asked(*tables)
    based_on = post(desk, "try", draft=draft)["basedOn"]
    post(desk, "apply", draft=draft, basedOn=based_on, reason="les dépôts manquent")
    return [(x.code, x.severity, x.need.kind) for x in rules_of(desk).requirements]


def test_the_form_has_what_may_be_chosen(still: Desk) -> None:
    form = get(still)["requirements"]
    assert form["value"] == form["told"] == []
    assert ["soutenances", "Soutenances"] in form["boards"]
    assert [key for key, _ in form["needs"]][:2] == ["field", "label"]
    assert "P7" in form["known"]["label"]
    assert "Propositions de soutenances" in form["known"]["list"]


def test_a_new_one_is_tried_told_applied_and_taken_out(desk: Desk) -> None:
    answer = post(desk, "try", draft=asked(ATTACHED))
    assert answer["problems"] == answer["fields"] == []
    assert plain(answer["changes"][0]) == (
        "depot, sur « Soutenances » : ne vérifie pas → renvoie la carte – La carte porte une pièce jointe"
    )
    assert any("deviendraient incomplètes" in each and "depot" in each for each in texts(answer))
    (told,) = answer["requirements"]
    assert plain(told["rule"]) == "La carte porte une pièce jointe."
    assert plain(told["said"]) == "Il manque une pièce jointe."
    draft = asked(ATTACHED)
    post(desk, "apply", draft=draft, basedOn=answer["basedOn"], reason="les dépôts manquent")
    assert [each.code for each in rules_of(desk).requirements] == ["depot"]
    assert get(desk)["requirements"]["value"] == [ATTACHED]
    gone = post(desk, "try", draft=[change("requirements", [])])
    assert plain(gone["changes"][0]).endswith("→ ne vérifie pas")
    assert any("ne seraient plus renvoyées" in each for each in texts(gone)), texts(gone)


def test_they_are_added_changed_and_taken_out_by_form_alone(desk: Desk) -> None:
    budget = {"code": "budget", "severity": "warns", "needs": {"field": "Budget"}}
    file = desk.school.parts.settings.rulebook
    before = file.read_text("utf-8")
    first = ("depot", "blocks", "attachment")
    assert apply(desk, ATTACHED, budget) == [first, ("budget", "warns", "field")]
    signed = {**budget, "severity": "blocks", "needs": {"label": ["P7"]}}
    assert apply(desk, ATTACHED, signed) == [first, ("budget", "blocks", "label")]
    assert apply(desk, signed) == [("budget", "blocks", "label")]
    assert apply(desk) == []
    assert file.read_text("utf-8") == before


def test_its_own_sentence_is_what_the_preview_shows(still: Desk) -> None:
    answer = post(still, "try", draft=asked({**ATTACHED, "fr": "Joignez votre dépôt."}))
    assert answer["requirements"][0]["said"] == "Joignez votre dépôt."


def test_what_the_board_has_not_is_told_beside_the_effect(still: Desk) -> None:
    table = {**ATTACHED, "needs": {"field": "Budget"}}
    (board,) = post(still, "try", draft=asked(table))["boards"]
    assert any("le champ « Budget », que ce tableau n’a pas" in plain(x) for x in board["notes"])


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"code": "Mon Budget"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "due"}, "code"),
        ({"needs": {"field": ""}}, "needs.field"),
        ({"needs": {"field": "A", "between": ["", ""]}}, "needs.between"),
        ({"needs": {"field": "A", "between": [5, 1]}}, "needs.between"),
        ({"needs": {"field": "A", "among": [""]}}, "needs.among"),
        ({"needs": {"field": "A", "matching": "(a+)+"}}, "needs.matching"),
        ({"needs": {"label": []}}, "needs.label"),
        ({"needs": {"words": "douze"}}, "needs.words"),
        ({"needs": {"checklist": True, "items": ["Contrat"]}}, "needs.items"),
        ({"needs": {"title": ""}}, "needs.title"),
        ({"needs": {"attachment": ""}}, "needs.attachment"),
        ({"boards": ["nulle-part"]}, "boards"),
        ({"fr": "é" * 301}, "fr"),
    ],
)
def test_each_mistake_is_told_beside_its_field(still: Desk, table: Any, key: str) -> None:
    right = {**ATTACHED, "code": "autre"}
    answer = post(still, "try", draft=asked(right, {**ATTACHED, **table}))
    assert [(each["at"], each["key"]) for each in answer["fields"]] == [(1, key)]
    assert [plain(each) for each in answer["problems"]] == [
        "Vos exigences : 1 champ est à corriger."
    ]


@pytest.mark.parametrize(
    "value",
    [
        [{"code": "a", "needs": {"field": None}}],
        [{"code": "a", "odd": 1}],
        [{"code": {"a": 1}, "needs": {}}],
        [{"code": "a", "needs": [1]}],
        [{"code": "a", "needs": {"label": [["a"]]}}],
        [{"code": "a", "needs": {"label": ["a"] * 201}}],
        ["a"],
    ],
)
def test_what_no_file_could_hold_is_refused(still: Desk, value: Any) -> None:
    answer = post(still, "try", draft=[change("requirements", value)])
    assert len(answer["problems"]) == 1
    assert answer["changes"] == []

"""The panel's remedies for what the school asks for itself: what is offered, done, refused and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import School
from own_asked import NEEDS, asking

from sync.storage.tables import ReceiptRow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[School]:
    with asking(tmp_path) as made:
        yield made


@pytest.fixture
def card(office: School) -> str:
    made = office.card("zoe", "Léa Dupont – DA Python")
    office.work()
    return made


def controls(desk: Desk, card: str) -> dict[str, Any]:
    items = desk.get(f"/card/{card}").get_json()["items"]
    return {each["code"]: each["control"] for each in items if "control" in each}


def press(desk: Desk, card: str, code: str, value: str = "", status: int = 200) -> Any:
    response = desk.post(f"/card/{card}/own", requirement=code, value=value)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def on_trello(office: School, card: str) -> dict[str, Any]:
    return office.sandbox.state.cards[card]


def raw_value(office: School, card: str) -> list[Any]:
    return [x["value"] for x in on_trello(office, card)["customFieldItems"] if x["value"]]


def test_each_line_has_its_remedy_where_there_is_one(office: School, card: str) -> None:
    found = controls(Desk.at(office), card)
    assert {code: made and made["input"] for code, made in found.items() if code in NEEDS} == {
        "budget": "text",
        "service": "choices",
        "code": "text",
        "urgence": "choices",
        "debut": "date",
        "papiers": "press",
        "dossier": "text",
        "contexte": "lines",
        "titre": "text",
        "fichier": None,
    }
    assert [each["name"] for each in found["service"]["options"]] == ["Atelier", "Accueil"]
    assert found["budget"]["mode"] == "decimal"


def test_one_press_each_fills_what_is_missing(office: School, card: str) -> None:
    desk = Desk.at(office)
    found = controls(desk, card)
    press(desk, card, "budget", "1 500,50")
    press(desk, card, "service", found["service"]["options"][0]["id"])
    press(desk, card, "code", "C-12")
    press(desk, card, "urgence", found["urgence"]["options"][0]["id"])
    press(desk, card, "debut", "2026-12-01")
    press(desk, card, "papiers")
    press(desk, card, "dossier", "https://drive.google.com/file/1")
    press(desk, card, "contexte", "Un atelier")
    press(desk, card, "titre", "Léa Dupont – DA Python – P7")
    left = {code for code in controls(desk, card) if code in NEEDS}
    assert left == {"fichier"}
    now = on_trello(office, card)
    assert {"number": "1500.5"} in raw_value(office, card) and {"text": "C-12"} in raw_value(
        office, card
    )
    assert now["start"] == "2026-12-01T08:00:00.000Z"
    assert now["desc"].endswith("## Contexte\nUn atelier")
    lists = office.sandbox.state.checklists.values()
    assert [x["name"] for each in lists for x in each["checkItems"]] == ["Contrat", "Devis"]
    with office.parts.database.transaction() as session:
        told = session.query(ReceiptRow).where(ReceiptRow.by.like("Zoé%")).all()
    assert {each.reasons[0] for each in told} == set(NEEDS) - {"fichier"}


@pytest.mark.parametrize("code", ["budget", "service", "urgence", "debut", "papiers"])
def test_what_was_done_is_taken_back(office: School, card: str, code: str) -> None:
    desk = Desk.at(office)
    control = controls(desk, card)[code]
    values = {"budget": "12", "debut": "2026-12-01", "papiers": ""}
    value = values[code] if code in values else control["options"][0]["id"]
    before = {**on_trello(office, card), "dateLastActivity": ""}
    shown = press(desk, card, code, value)
    receipt = shown["history"][0]
    assert on_trello(office, card)["name"] == before["name"]
    undone = desk.post(f"/card/{card}/undo", receipt=receipt["id"])
    assert undone.status_code == 200, undone.get_data(as_text=True)
    assert {**on_trello(office, card), "dateLastActivity": ""} == before
    assert code in controls(desk, card)  # the line is there again at once


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("budget", "9000"),
        ("budget", "beaucoup"),
        ("budget", ""),
        ("service", "RH"),
        ("code", "12"),
        ("urgence", "0" * 24),
        ("debut", "demain"),
        ("debut", "0001-01-01"),
        ("dossier", "https://example.org/x"),
        ("dossier", "javascript:alert(1)//drive.google.com"),
        ("contexte", ""),
        ("titre", "Léa"),
        ("fichier", "https://example.org/x.pdf"),
        ("personne", "x"),
    ],
)
def test_what_is_not_asked_for_is_refused_with_what_to_do(
    office: School, card: str, code: str, value: str
) -> None:
    answer = press(Desk.at(office), card, code, value, status=409)
    assert "pas ce que la ligne demande" in answer["message"]


def test_what_is_there_already_is_not_done_twice(office: School, card: str) -> None:
    desk = Desk.at(office)
    press(desk, card, "papiers")
    calls = len(office.sandbox.requests)
    press(desk, card, "papiers")
    assert [x for x in office.calls(since=calls) if x[0] != "GET"] == []


def test_a_heading_that_stands_there_is_filled_on_the_card(office: School, card: str) -> None:
    desk = Desk.at(office)
    office.by("zoe").describe(card, "## Contexte\nUn")
    office.work()
    assert controls(desk, card)["contexte"] is None
    press(desk, card, "contexte", "deux mots", status=409)

"""Asking somebody from the desk and the panel: what each one sees, and what their press does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import ACCEPTED
from staffed import staffed
from todo_desk import act, offered, row, undo

from mentoring.school.asks import asks_of

Json = dict[str, Any]


class Crew:
    """A quiet school whose validators have said so, and one complete card."""

    def __init__(self, made: Any) -> None:
        self.desk = Desk.at(made.school)
        self.card = str(made.proposal())
        self.picker = f"/desk/picker/{self.desk.board()}/{self.card}"

    def id(self, who: str) -> str:
        return str(self.desk.school.sandbox.state.member(who)["id"])

    def step(self, who: str, code: str) -> Json | None:
        found = self.desk.get(f"/card/{self.card}", who).get_json()["steps"]
        return next((each for each in found if each["code"] == code), None)

    def press(self, who: str, action: str, **body: Any) -> Any:
        return self.desk.post(f"/card/{self.card}/step/{action}", who, **body)

    def ask(self, who: str = "ines", by: str = "helene") -> Any:
        return self.desk.post(self.picker, by, member=self.id(who), ask=True)

    def endings(self) -> list[str]:
        with self.desk.school.parts.database.transaction() as session:
            return [each.ending for each in asks_of(session, self.card)]


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    with staffed(tmp_path) as made:
        yield Crew(made)


def labels(step: Json) -> list[str]:
    return [each["label"] for each in step["buttons"]]


def test_the_picker_asks_and_the_row_says_whom_until_when(crew: Crew) -> None:
    people = crew.desk.get(crew.picker, "helene").json["people"]
    assert people[0]["ask"] == "Lui demander"
    answer = crew.ask()
    assert answer.json["message"] == "C’est demandé à Inès Castel."
    seen = row(crew.desk, "Marie Dupont")
    assert seen["asked"].startswith("Demandé à Inès Castel par Hélène")
    assert "réponse d’ici le" in seen["asked"]
    assert "withdraw-ask" in offered(seen)
    again = crew.desk.get(crew.picker, "helene").json
    assert again["asked"] == seen["asked"]
    assert {each["ask"] for each in again["people"]} == {""}, "one ask at a time"
    assert crew.ask("malik", "idriss").status_code == 409
    assert undo(crew.desk, seen, answer).status_code == 200
    assert row(crew.desk, "Marie Dupont")["asked"] == ""
    assert crew.endings() == ["withdrawn"]


def test_a_row_takes_the_request_back(crew: Crew) -> None:
    crew.ask()
    assert act(crew.desk, row(crew.desk, "Marie Dupont"), "withdraw-ask").status_code == 200
    assert crew.endings() == ["withdrawn"]


def test_who_is_asked_accepts_in_one_press_of_the_panel(crew: Crew) -> None:
    crew.ask()
    asked = crew.step("ines", "asked")
    assert asked is not None and crew.step("ines", "people") is None
    assert "vous demande de tenir la soutenance de Marie Dupont" in asked["text"][0]
    assert labels(asked) == ["J’accepte", "Je décline", "Décliner en disant pourquoi…"]
    assert crew.step("malik", "asked") is None
    assert crew.press("malik", "accept-ask").status_code == 409
    assert crew.press("ines", "accept-ask").status_code == 200
    assert crew.press("ines", "accept-ask").status_code == 200, "a double click"
    assert crew.desk.school.list_of(crew.card) == ACCEPTED
    assert crew.step("ines", "asked") is None
    assert crew.press("malik", "decline-ask").status_code == 409


def test_only_managers_read_why_somebody_declined(crew: Crew) -> None:
    crew.ask()
    assert crew.press("ines", "decline-ask", reason="un examen ce jour-là").status_code == 200
    seen = row(crew.desk, "Marie Dupont")
    assert "Inès Castel a décliné le" in seen["asked"] and "un examen ce jour-là" in seen["asked"]
    for who in ("zoe", "malik", "ines"):
        assert "examen" not in crew.desk.get(f"/card/{crew.card}", who).text
    assert "examen" in crew.desk.get(f"/card/{crew.card}", "helene").text
    crew.desk.school.work()
    assert all("examen" not in each for each in crew.desk.school.comments(crew.card))


def test_a_manager_asks_and_takes_back_in_the_panel(crew: Crew) -> None:
    step = crew.step("helene", "people")
    assert step is not None
    assert crew.press("helene", "ask", **step["people"][0]["ask"]["body"]).status_code == 200
    step = crew.step("helene", "people")
    assert step is not None and labels(step) == ["Retirer la demande"]
    assert all(each["ask"] is None for each in step["people"])
    assert step["text"][0].startswith("Demandé à ")
    assert crew.press("ines", "withdraw-ask").status_code == 403
    assert crew.press("helene", "withdraw-ask").status_code == 200
    assert crew.endings() == ["withdrawn"]

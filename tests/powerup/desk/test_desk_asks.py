"""Asking somebody from the desk and the panel: what each one sees, and what their press does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import ACCEPTED, INTAKE
from staffed import P7, Staffed, staffed
from todo_desk import act, codes, names, offered, row, undo

from mentoring.school.asks import asks_of
from mentoring.school.model import Absence, Profile
from sandbox.seeds.invented_school import SOUTENANCES, TRANSFERT

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
def made(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as opened:
        yield opened


@pytest.fixture
def crew(made: Staffed) -> Crew:
    return Crew(made)


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
    assert "Inès Castel a décliné le" in seen["why"][0] and "un examen" in seen["why"][0]
    for who in ("zoe", "malik", "ines"):
        assert "examen" not in crew.desk.get(f"/card/{crew.card}", who).text
    assert "examen" in crew.desk.get(f"/card/{crew.card}", "helene").text
    crew.desk.school.work()
    assert all("examen" not in each for each in crew.desk.school.comments(crew.card))


def test_a_manager_asks_and_takes_back_in_the_panel(crew: Crew) -> None:
    step = crew.step("helene", "people")
    assert step is not None
    assert crew.press("helene", "ask", **step["people"][0]["ask"]["body"]).status_code == 200
    step, asked = crew.step("helene", "people"), crew.step("helene", "asked")
    assert step is not None and asked is not None and labels(asked) == ["Retirer la demande"]
    assert asked["text"][0].startswith("Demandé à ")
    assert all(each["ask"] is None for each in step["people"])
    assert step["folded"] == "Confier à quelqu’un d’autre"
    assert crew.press("ines", "withdraw-ask").status_code == 403
    assert crew.press("helene", "withdraw-ask").status_code == 200
    assert crew.endings() == ["withdrawn"]


def test_who_declines_makes_the_next_of_the_ranking_one_press_away(crew: Crew) -> None:
    crew.ask()
    before = row(crew.desk, "Marie Dupont")
    assert codes(before) == ["validator"] and before["usual"] == ""
    crew.press("ines", "decline-ask")
    seen = row(crew.desk, "Marie Dupont")
    assert codes(seen) == ["answer"] and seen["usual"] == "ask-next"
    assert "Inès Castel a décliné le" in seen["why"][0] and seen["asked"] == ""
    first = seen["actions"][0]
    assert first["label"] == "Demander à Malik Ouédraogo"
    answer = act(crew.desk, seen, "ask-next", **first["body"])
    assert answer.status_code == 200
    assert answer.json["row"]["asked"].startswith("Demandé à Malik Ouédraogo")
    assert act(crew.desk, seen, "ask-next", "idriss", **first["body"]).status_code == 409
    assert undo(crew.desk, seen, answer).status_code == 200
    assert crew.endings() == ["declined", "withdrawn"]


def test_without_an_answer_the_next_is_proposed_and_nobody_is_asked_by_itself(crew: Crew) -> None:
    crew.ask()
    crew.desk.school.pass_time(days=1)
    assert codes(row(crew.desk, "Marie Dupont")) == ["validator"]
    crew.desk.school.pass_time(days=2)
    crew.desk.school.worker.tick()
    crew.desk.school.work()
    seen = row(crew.desk, "Marie Dupont")
    assert codes(seen) == ["answer"]
    assert "n’a pas répondu" in seen["why"][0]
    assert offered(seen)[:3] == ["ask-next", "withdraw-ask", "pick"]
    assert crew.endings() == [""]


def test_whoever_would_be_asked_next_may_be_nobody(crew: Crew) -> None:
    members = crew.desk.school.sandbox.state.members
    for each in crew.desk.get(crew.picker, "helene").json["people"]:
        who = members[each["id"]]["username"]
        assert crew.ask(who).status_code == 200
        crew.press(who, "decline-ask")
    seen = row(crew.desk, "Marie Dupont")
    assert "ask-next" not in offered(seen) and "pick" in offered(seen)


def test_a_card_put_off_is_back_once_somebody_declines(crew: Crew) -> None:
    crew.ask()
    act(crew.desk, row(crew.desk, "Marie Dupont"), "snooze", days=0)
    assert names(crew.desk) == []
    crew.press("ines", "decline-ask")
    assert names(crew.desk) == ["Marie Dupont - DA Python"]


@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
def test_the_panel_lets_a_manager_pass_over_an_absence_with_a_reason_for_managers_alone(
    made: Staffed, kind: str
) -> None:
    desk, defence = Desk.at(made.school), kind == "soutenances"
    card = made.proposal() if defence else made.handover()
    days = Absence(date(2026, 1, 1), date(2027, 1, 1))
    made.profile("ines", Profile(validator=True, mentors=P7, validates=P7, absences=(days,)))
    board = SOUTENANCES if defence else TRANSFERT

    def people() -> Json:
        token = desk.token("helene", board=board)
        answer = desk.client.get(
            f"/powerup/api/card/{card}", headers={"Authorization": f"Bearer {token}"}
        )
        return next(each for each in answer.get_json()["steps"] if each["code"] == "people")

    left = next(x for x in people()["excluded"]["people"] if x["name"] == "Inès Castel")
    assert "Absence du" in left["why"][0]
    own = next(x for x in people()["excluded"]["people"] if x["name"].startswith("Zoé"))
    assert own["button"] is None and own["ask"] is None
    token = desk.token("helene", board=board)
    done = desk.client.post(
        f"/powerup/api/card/{card}/step/give",
        headers={"Authorization": f"Bearer {token}"},
        json={**left["button"]["body"], "reason": "elle rentre la veille"},
    )
    assert done.status_code == 200
    assert "veille" not in done.text
    assert "ines" in made.members(card)


def test_the_badge_says_who_is_asked(crew: Crew) -> None:
    def badge() -> str:
        found = crew.desk.get("/board").json
        return str(found["badges"][found["cards"][crew.card]][0])

    before = badge()
    crew.ask()
    assert badge() == "demandé à Inès Castel"
    crew.press("ines", "decline-ask")
    assert badge() == before


def mine(crew: Crew, who: str) -> list[Json]:
    return list(crew.desk.get("/desk/mine", who).json["turns"])


def answer(crew: Crew, who: str, action: str) -> Any:
    return crew.desk.post(f"/desk/mine/{crew.desk.board()}/{crew.card}/{action}", who)


def test_it_is_their_turn_at_the_desk_with_a_press_for_either_answer(crew: Crew) -> None:
    assert mine(crew, "ines") == []
    crew.ask()
    [turn] = mine(crew, "ines")
    assert "vous demande de tenir la soutenance de Marie Dupont" in turn["why"]
    assert (turn["action"]["name"], turn["other"]["name"]) == ("accept-ask", "decline-ask")
    assert crew.desk.get("/desk/mine/count", "ines").json == {"count": 1}
    assert mine(crew, "malik") == []
    assert answer(crew, "malik", "accept-ask").status_code == 409
    taken = answer(crew, "ines", "accept-ask").json
    assert taken["said"].startswith("Merci, c’est à vous")
    back = crew.desk.post(
        f"/desk/mine/{crew.desk.board()}/{crew.card}/undo", "ines", receipt=taken["undo"]
    )
    assert back.status_code == 200
    assert crew.desk.school.list_of(crew.card) == INTAKE


def test_declining_at_the_desk_takes_the_card_off_the_list(crew: Crew) -> None:
    crew.ask()
    assert answer(crew, "ines", "decline-ask").json["said"].startswith("Merci d’avoir répondu")
    assert (mine(crew, "ines"), crew.endings()) == ([], ["declined"])


def test_the_week_leaves_who_was_asked_and_a_gift_there_ends_the_ask(crew: Crew) -> None:
    crew.ask()
    draft = crew.desk.post("/desk/week", "helene", pins=[]).json
    [line] = draft["lines"]
    assert line["person"] is None and "C’est demandé à Inès Castel" in line["why"][0]
    assert draft["summary"][0].startswith("Une carte attend quelqu’un")
    body = {"member": crew.id("malik"), "mark": line["mark"]}
    where = f"/desk/week/give/{line['board']}/{line['id']}"
    assert crew.desk.post(where, "helene", **body).status_code == 200
    assert crew.endings() == ["given"]
    assert crew.desk.get("/desk/mine", "ines").json["turns"] == []
    assert crew.step("ines", "asked") is None and crew.step("helene", "asked") is None

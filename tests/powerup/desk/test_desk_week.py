"""« La semaine »: the draft that managers see, lines changed by hand, and applying it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import ACCEPTED
from staffed import Staffed, staffed
from todo_desk import receipt_of, undo

from mentoring.school.model import Profile

Line = dict[str, Any]


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    """Only Inès and Malik can hold defences."""
    with staffed(tmp_path) as made:
        for each in made.school.sandbox.state.members.values():
            if each["username"] not in ("ines", "malik", "basile"):
                made.profile(each["username"], Profile(capacity=8))
        yield made


def drafted(desk: Desk, *pins: Line, who: str = "helene") -> dict[str, Any]:
    answer = desk.post("/desk/week", who, pins=list(pins))
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def by_card(draft: dict[str, Any]) -> dict[str, Line]:
    return {each["id"]: each for each in draft["lines"]}


def give(desk: Desk, line: Line, who: str = "helene", **changed: Any) -> Any:
    body = {"member": line["person"]["id"], "mark": line["mark"], **changed}
    return desk.post(f"/desk/week/give/{line['board']}/{line['id']}", who, **body)


def test_a_draft_is_applied_line_by_line_and_each_is_taken_back(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    card, student = crew.proposal(), crew.handover("zoe", "Ada Morel - DA Python")
    draft = drafted(desk)
    line, other = draft["lines"]
    assert (line["kind"], other["kind"]) == ("defences", "transfers")
    assert (line["id"], other["id"]) == (card, student)
    assert line["who"] == "Marie Dupont"
    assert line["why"][0].startswith("Valide P7")
    assert "2\u00a0cartes" in draft["summary"][0]
    answers = [give(desk, each) for each in (line, other)]
    assert [each.status_code for each in answers] == [200, 200], answers[1].text
    assert crew.defence(card).validator == line["person"]["id"]
    assert crew.transfer(student).taker == other["person"]["id"]
    assert drafted(desk)["lines"] == []
    again = give(desk, line)
    assert (again.status_code, again.json["undo"]) == (200, None), "twice the same does it once"
    for each, answer in zip((line, other), answers, strict=True):
        assert receipt_of(desk, answer.json["undo"]["receipt"]).by == "Hélène Caradec"
        assert undo(desk, each, answer).status_code == 200
    assert by_card(drafted(desk)).keys() == {card, student}


def test_lines_changed_by_hand_are_kept_and_the_others_follow(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    first = crew.proposal()
    second = crew.proposal("fatou", "Karim Benali - DA Python")
    usual = by_card(drafted(desk))
    swapped = by_card(drafted(desk, {"card": first, "person": usual[second]["person"]["id"]}))
    assert swapped[first]["person"] == usual[second]["person"]
    assert swapped[second]["person"] == usual[first]["person"]
    assert (swapped[first]["pinned"], swapped[second]["pinned"]) == (True, False)
    nobody = by_card(drafted(desk, {"card": first, "person": None}))
    assert nobody[first]["person"] is None
    assert nobody[first]["pinned"]
    odd = by_card(drafted(desk, {"card": first, "person": crew.id("zoe")}))
    assert "Zoé Lefèvre ne le peut pas" in odd[first]["why"][0]


def test_what_changed_meanwhile_is_refused_and_explained(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    first = crew.proposal()
    second = crew.proposal("fatou", "Karim Benali - DA Python")
    lines = by_card(drafted(desk))
    crew.giving.give(crew.asked("helene", first), lines[second]["person"]["id"])
    taken = give(desk, lines[first])
    assert (taken.status_code, taken.json["error"]) == (409, "changed")
    assert "l’a reçue entre-temps" in taken.json["message"]
    clash = give(desk, lines[second])
    assert (clash.status_code, clash.json["error"]) == (409, "not-given"), (
        "they hold the first then"
    )
    crew.school.by("fatou").set_due(second, crew.school.due(18))
    crew.school.work()
    moved = give(desk, lines[second])
    assert (moved.status_code, moved.json["error"]) == (409, "changed")
    assert "Recalculez" in moved.json["message"]
    assert crew.defence(second).validator is None
    assert crew.school.list_of(first) == ACCEPTED


def test_nobody_but_a_manager_sees_or_applies_it(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    crew.proposal()
    (line,) = drafted(desk)["lines"]
    assert desk.post("/desk/week", "ines", pins=[]).status_code == 403
    assert give(desk, line, "ines").status_code == 403


@pytest.mark.parametrize(
    "pins", ["x", [1], [{"card": 1}], [{"card": "x", "person": 2}], [{"card": "x", "why": 3}]]
)
def test_odd_choices_are_refused(still: Desk, pins: Any) -> None:
    assert still.post("/desk/week", "helene", pins=pins).status_code == 422

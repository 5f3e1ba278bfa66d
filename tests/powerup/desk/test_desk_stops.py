"""« Et si quelqu'un s'arrête ? »: who would be alone, which defences break, and the cards that are made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from followed import followed
from staffed import Staffed, staffed

from sync.storage.tables import ReceiptRow


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def look(desk: Desk, member: str, more: str = "", who: str = "helene") -> dict[str, Any]:
    answer = desk.get(f"/desk/week/without?member={member}{more}", who)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def make(desk: Desk, student: str, day: str, who: str = "helene") -> Any:
    return desk.post(f"/desk/week/without/{student}/card", who, **{"from": day})


def test_students_sessions_and_defences_that_would_break_are_told(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    own, other = crew.proposal("ines", "Lina Roux - DA Python"), crew.proposal()
    crew.school.by("ines").set_due(own, crew.school.due(16))
    crew.school.work()
    crew.giving.give(crew.asked("helene", other), crew.id("ines"))
    student = followed(desk, "Ada Morel", "ines", slot=(1, 18 * 60))
    found = look(desk, crew.id("ines"))
    names = {each["name"]: each for each in found["alone"]}
    assert {"Ada Morel", "Lina Roux"} <= names.keys()
    assert names["Ada Morel"]["id"] == student
    assert names["Ada Morel"]["person"] not in ("", "Inès Castel")
    assert "session" in names["Ada Morel"]["sessions"]
    (holds,) = found["holds"]
    assert (holds["id"], holds["person"]["name"]) == (other, "Malik Ouédraogo")
    assert [each["id"] for each in found["attends"]] == [own]
    assert found["summary"].startswith("Sans Inès Castel, à partir du")
    later = (crew.school.due(18)).date().isoformat()
    assert look(desk, crew.id("ines"), f"&from={later}")["holds"] == []


def test_nothing_is_stored_by_looking(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    followed(desk, "Ada Morel", "ines")
    before = dict(crew.school.sandbox.state.cards)
    look(desk, crew.id("ines"))
    assert dict(crew.school.sandbox.state.cards) == before
    with crew.parts.database.transaction() as session:
        assert session.query(ReceiptRow).count() == 0


def test_a_card_is_made_once_and_taken_back_and_then_waits_for_a_relay(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    student = followed(desk, "Ada Morel", "ines")
    day = (crew.school.time + timedelta(days=15)).date().isoformat()
    first, again = make(desk, student, day), make(desk, student, day)
    assert (first.status_code, again.status_code) == (200, 200), first.text
    assert first.json["made"]
    assert not again.json["made"]
    card = first.json["card"]["id"]
    (alone,) = look(desk, crew.id("ines"))["alone"]
    assert (alone["made"], alone["card"]) == (True, None), "the mirror has yet to hear of it"
    assert crew.members(card) == {"ines"}
    assert crew.school.sandbox.state.cards[card]["due"].startswith(day)
    crew.school.work()
    (alone,) = look(desk, crew.id("ines"))["alone"]
    assert (alone["made"], alone["card"]["id"]) == (False, card)
    (line,) = desk.post("/desk/week", "helene", pins=[]).json["lines"]
    assert (line["id"], line["kind"]) == (card, "transfers")
    back = f"/desk/students/{student}/card/undo"
    assert desk.post(back, "helene", receipt=first.json["receipt"]).status_code == 200
    assert crew.school.sandbox.state.cards[card]["closed"]


def test_only_managers_look_and_make_cards(crew: Staffed) -> None:
    desk = Desk.at(crew.school)
    student = followed(desk, "Ada Morel", "ines")
    assert desk.get(f"/desk/week/without?member={crew.id('ines')}", "ines").status_code == 403
    assert make(desk, student, "2027-03-03", "ines").status_code == 403
    assert desk.get("/desk/week/without?member=nobody", "helene").status_code == 404
    assert desk.get("/desk/week/without?from=never", "helene").status_code == 422

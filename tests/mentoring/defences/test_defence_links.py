"""Where a defence is held and recorded: said in the panel by those who take part, and in their calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from defended import agreed, later, tick
from harness import PASSED, School, school
from icalendar import Calendar

from mentoring.defences.links import is_address
from tests.powerup.desk import Desk

ROOM, FILE = "https://visio.example.org/s/42", "https://drive.example.org/v/9"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def block(desk: Desk, card: str, who: str) -> dict[str, Any] | None:
    steps = desk.get(f"/card/{card}", who).get_json()["steps"]
    return next((each for each in steps if each["code"] == "links"), None)


def press(desk: Desk, card: str, who: str, which: str, **body: object) -> int:
    return desk.post(f"/card/{card}/step/{which}", who, **body).status_code


def event(desk: Desk, who: str, kind: str = "mine") -> dict[str, Any]:
    url = desk.post("/desk/feeds", who, kind=kind).get_json()["url"]
    answer = desk.client.get("/calendrier/" + str(url).rpartition("/")[2])
    [found] = Calendar.from_ical(answer.data).walk("VEVENT")
    return dict(found)


def labels(found: dict[str, Any] | None) -> list[str]:
    assert found is not None
    return [each["label"] for each in found["buttons"]]


def test_the_room_is_set_by_either_and_stands_in_both_calendars(desk: Desk) -> None:
    card = agreed(desk.school)
    tick(desk.school)
    before = event(desk, "zoe")["SEQUENCE"]
    assert labels(block(desk, card, "noel")) == ["Lien de visioconférence…"]
    assert press(desk, card, "noel", "video", reason=f" {ROOM} ") == 200
    tick(desk.school)
    found = block(desk, card, "zoe")
    assert found is not None
    assert found["links"] == [{"label": "Rejoindre la soutenance", "url": ROOM, "primary": True}]
    assert labels(found) == ["Changer le lien…", "Retirer le lien"]
    for who, kind in (("zoe", "mine"), ("noel", "mine"), ("helene", "all")):
        told = event(desk, who, kind)
        assert (str(told["LOCATION"]), told["SEQUENCE"]) == (ROOM, before + 1)
    assert press(desk, card, "zoe", "video", remove=True) == 200
    tick(desk.school)
    assert "LOCATION" not in event(desk, "noel")


def test_the_recording_has_its_place_once_the_defence_was_held(desk: Desk) -> None:
    made: School = desk.school
    card = agreed(made)
    later(made, days=17)
    made.pass_time(hours=2)
    assert "Lien de l’enregistrement…" in labels(block(desk, card, "noel"))
    assert press(desk, card, "noel", "recording", reason=FILE) == 200
    made.by("noel").drag(card, PASSED)
    made.work()
    tick(made)
    found = block(desk, card, "helene")
    assert found is not None
    assert found["links"] == [{"label": "Enregistrement", "url": FILE, "primary": True}]
    assert f"Enregistrement : {FILE}" in str(event(desk, "zoe")["DESCRIPTION"]).replace(
        "\u00a0", " "
    )


def test_one_joins_until_three_hours_after_the_beginning(desk: Desk) -> None:
    card = agreed(desk.school)
    assert press(desk, card, "noel", "video", reason=ROOM) == 200
    at = datetime.fromisoformat(desk.school.sandbox.state.cards[card]["due"])
    for hours, joins in ((0, True), (2.9, True), (3.1, False)):
        wanted = at + timedelta(hours=hours)
        desk.school.pass_time(seconds=(wanted - desk.school.time).total_seconds())
        found = block(desk, card, "zoe")
        assert found is not None
        shown = [each["label"] for each in found["links"]]
        assert shown == (["Rejoindre la soutenance"] if joins else [])
        assert "Lien de l’enregistrement…" in labels(found)


def test_nobody_else_sees_or_sets_them(desk: Desk) -> None:
    card = agreed(desk.school)
    before = desk.get(f"/card/{card}", "ines").data
    assert press(desk, card, "ines", "video", reason=ROOM) == 403
    assert press(desk, card, "zoe", "video", reason=ROOM) == 200
    assert block(desk, card, "ines") is None
    assert desk.get(f"/card/{card}", "ines").data == before


@pytest.mark.parametrize(
    "url",
    [
        *("http://visio.example.org", "javascript:alert(1)", "https://", "visio.example.org"),
        *("https://a:b@visio.example.org", "https://[", "https://x y", "https://x/" + "a" * 500),
    ],
)
def test_only_an_address_with_https_is_taken(desk: Desk, url: str) -> None:
    assert not is_address(url)
    card = agreed(desk.school)
    assert press(desk, card, "zoe", "video", reason=url) == 422
    assert press(desk, card, "zoe", "video", reason="") == 422


def test_a_card_that_is_only_proposed_has_no_place_for_them(desk: Desk) -> None:
    card = desk.school.card("zoe", "Ada Morel – DA Python")
    desk.school.work()
    assert block(desk, card, "zoe") is None
    assert press(desk, card, "zoe", "video", reason=ROOM) == 404

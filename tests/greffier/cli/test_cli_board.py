"""`greffier board`: a board as it stood, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from cli_desk import TITLE, Desk, desk, plain
from harness import INCOMPLETE, INTAKE

from sync.storage.tables import DeliveryRow

OF_CHECK = {"id", "name", "kind", "cards", "summary"}
CARD_OF_CHECK = {"id", "name", "url", "list", "verdict", "student", "findings"}


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def test_a_program_gets_the_board_of_then_as_check_prints_it(the_desk: Desk) -> None:
    school = the_desk.school
    card = the_desk.moved_away("due")
    then = school.time + timedelta(minutes=1)
    school.pass_time(days=1)
    school.by("zoe").set_due(card, school.due())
    school.by("zoe").drag(card, school.list_id(INTAKE))
    school.work()
    school.pass_time(hours=1)
    (was,) = the_desk.json("board", "soutenances", "--at", then.isoformat())["boards"]
    (now,) = the_desk.json("board", "soutenances", "--at", "1m")["boards"]
    assert set(was) >= OF_CHECK
    (told,), (later,) = was["cards"], now["cards"]
    assert set(told) >= CARD_OF_CHECK
    assert (told["list"], told["verdict"], told["due"]) == (INCOMPLETE, "incomplete", None)
    assert [each["mention"] for each in told["findings"]] == ["due"]
    assert (later["list"], later["verdict"]) == (INTAKE, "complete")
    assert (told["labels"][0]["name"], told["members"][0]["username"]) == ("P7", "zoe")
    assert (was["at"], was["rules_version"]) == (then.isoformat(), 1)
    assert was["summary"]["by_mention"] == {"due": 1}
    assert was["unknown"] == ["member_names"]
    assert INTAKE in [each["name"] for each in was["lists"]]


def test_people_read_when_it_was_and_what_is_not_known(the_desk: Desk) -> None:
    the_desk.moved_away("due")
    the_desk.school.pass_time(days=1)
    told = plain(the_desk.type("board", "soutenances", "--at", "2026-03-02T11:00").stdout)
    assert told.startswith("Tel qu’il était le lundi 2 mars 2026 à 11 h.\nJugé par la version 1")
    assert "Inconnu pour le passé" in told
    assert TITLE in told
    english = the_desk.type(
        *("board", "soutenances", "--at", "2026-03-02T11:00"), GREFFIER_LANGUAGE="en"
    )
    assert plain(english.stdout).startswith("As it stood on Monday 2 March 2026 at 11:00.")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2027-01-01", "n’est pas encore arrivé ; donnez un instant passé"),
        ("2025-01-01", "a été lu pour la première fois le lundi 2 mars 2026"),
        ("hier", "--at « hier » : attendu une durée"),
    ],
)
def test_an_instant_that_cannot_be_told_is_refused(the_desk: Desk, at: str, told: str) -> None:
    answer = the_desk.type("board", "soutenances", "--at", at)
    assert answer.exit_code == 2
    assert told in plain(answer.stderr)
    assert answer.stdout == ""


def test_what_changed_between_two_instants_is_told_with_who_did_it(the_desk: Desk) -> None:
    school = the_desk.school
    card = the_desk.moved_away("due")
    school.pass_time(hours=1)
    start = school.time.isoformat()
    school.pass_time(hours=1)
    school.by("zoe").set_due(card, school.due())
    school.by("noel").rename(card, "Marie Durand - DA Python")
    school.by("zoe").drag(card, school.list_id(INTAKE))
    fresh = school.card("zoe", "Paul Martin - DA Python", "label")
    school.work()
    school.pass_time(hours=1)
    told = the_desk.json("board", "soutenances", "--at", start, "--until", "1m")
    by = {(each["card"]["id"], each["what"]): each for each in told["changes"]}
    assert {what for where, what in by if where == card} == {"list", "name", "due", "verdict"}
    assert (by[card, "list"]["before"], by[card, "list"]["after"]) == (INCOMPLETE, INTAKE)
    assert by[card, "name"]["before"] == TITLE
    assert len(by[card, "name"]["by"]) == 1
    assert by[card, "name"]["by"] != by[card, "due"]["by"] == ["Zoé Lefèvre"]
    assert (by[fresh, "there"]["before"], by[fresh, "there"]["after"]) == (False, True)
    read = plain(the_desk.type("board", "soutenances", "--at", start, "--until", "1m").stdout)
    assert f"liste : {INCOMPLETE} → {INTAKE} (Zoé Lefèvre)" in read
    assert "arrivée sur le tableau (Zoé Lefèvre)" in read
    with school.parts.database.transaction() as session:
        session.execute(sa.delete(DeliveryRow))
    later = the_desk.json("board", "soutenances", "--at", start, "--until", "1m")
    assert later["changes"] == told["changes"], "also when the deliveries are kept no more"
    swapped = the_desk.type("board", "soutenances", "--at", "1m", "--until", start)
    assert swapped.exit_code == 2
    assert "--until doit venir après --at" in plain(swapped.stderr)

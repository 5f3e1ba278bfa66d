"""What an AI agent does in a person's name is a robot's: no peace for put-backs, a press for orders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import INCOMPLETE, INTAKE, School, school

from greffier.app import create_app
from sync.storage.tables import DeliveryRow, HoldRow
from tests.moved_away import moved_away

AGENT = "Rovo"


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


def panel(made: School, who: str, card: str) -> list[dict[str, Any]]:
    """What the panel offers this person because of agents."""
    return [each for each in ask(made, who, card).json["steps"] if each["code"] == "agents"]


def ask(made: School, who: str, card: str, step: str = "", **body: str) -> Any:
    client, board = create_app(made.parts).test_client(), made.parts.boards[0]
    token = made.sandbox.jwt(who, board, card=card)
    bearer = {"Authorization": f"Bearer {token}"}
    where = f"/powerup/api/card/{card}"
    if step:
        return client.post(f"{where}/step/{step}", json=body, headers=bearer)
    return client.get(where, headers=bearer)


def held(made: School, card: str) -> bool:
    with made.parts.database.transaction() as session:
        return session.get(HoldRow, card) is not None


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_card_that_an_agent_puts_back_is_judged_at_once(the_school: School) -> None:
    card = moved_away(the_school)
    the_school.sandbox.act_as("zoe", AGENT).drag(card, the_school.list_id(INTAKE))
    the_school.work()
    assert the_school.list_of(card) == INCOMPLETE
    the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
    the_school.work()
    assert the_school.list_of(card) == INTAKE  # a person knows better


def test_who_acted_is_kept(the_school: School) -> None:
    card = moved_away(the_school)
    the_school.sandbox.act_as("zoe", AGENT).describe(card, "https://example.org/9")
    the_school.work()
    with the_school.parts.database.transaction() as session:
        rows = session.query(DeliveryRow).filter(DeliveryRow.card_id == card).all()
        agents = [each.action.get("agenticIdentity") for each in rows]
    assert {"name": AGENT} in agents


def test_an_order_of_an_agent_waits_for_a_persons_press(the_school: School) -> None:
    card = moved_away(the_school)
    the_school.sandbox.act_as("zoe", AGENT).comment(card, "/suspendre le temps de demander")
    the_school.work()
    assert not held(the_school, card)
    assert "un agent m’a demandé ceci" in the_school.comments(card)[0]
    (block,) = panel(the_school, "malik", card)
    assert "Au nom de Zoé Lefèvre, un agent a écrit : « /suspendre" in plain(block["text"][0])
    press = block["buttons"][0]
    assert ask(the_school, "malik", card, press["action"], **press["body"]).status_code == 200
    the_school.work()
    assert held(the_school, card)
    assert "Malik" in the_school.comments(card)[0]  # in the name of who pressed
    assert panel(the_school, "malik", card) == []
    again = ask(the_school, "malik", card, press["action"], **press["body"])
    assert (again.status_code, again.json["error"]) == (409, "no-agent-order")


def test_rights_are_those_of_who_presses(the_school: School) -> None:
    card = moved_away(the_school)
    the_school.sandbox.act_as("helene", AGENT).comment(card, "/accepter il vient de loin")
    the_school.work()
    (block,) = panel(the_school, "malik", card)
    press = block["buttons"][0]
    ask(the_school, "malik", card, press["action"], **press["body"])
    the_school.work()
    assert not held(the_school, card)  # Malik is no manager


def test_what_nobody_wants_is_left(the_school: School) -> None:
    card = moved_away(the_school)
    the_school.sandbox.act_as("zoe", AGENT).comment(card, "/suspendre")
    the_school.work()
    (block,) = panel(the_school, "zoe", card)
    leave = block["buttons"][1]
    assert ask(the_school, "zoe", card, leave["action"], **leave["body"]).status_code == 200
    the_school.work()
    assert panel(the_school, "zoe", card) == []
    assert not held(the_school, card)


def test_after_a_day_it_is_not_offered_any_more(the_school: School) -> None:
    card = moved_away(the_school)
    the_school.sandbox.act_as("zoe", AGENT).comment(card, "/suspendre")
    the_school.work()
    the_school.pass_time(hours=25)
    assert panel(the_school, "zoe", card) == []

"""Wherever it is told who did something, it is told that they did it by means of an AI agent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import INCOMPLETE, INTAKE, School, school

from greffier.app import create_app
from rules.verdict import Language
from sync.mirror.board_memory import boards_written
from sync.simulation.change_texts import who_in_words
from sync.simulation.horizon import horizon
from sync.simulation.past_board import board_at
from sync.simulation.past_changes import Changed, changes
from sync.storage.tables import DeliveryRow, HoldRow
from sync.storage.trello_tables import BoardRow
from tests.moved_away import moved_away

AGENT = "Rovo"
TOLD = {
    "fr": "Zoé Lefèvre, au moyen d’un agent",
    "en": "Zoé Lefèvre, by means of an agent",
}


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


def changed(made: School, agent: str) -> str:
    """A complete card whose date Zoé changed, by means of an agent where one is named."""
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    made.pass_time(minutes=10)
    made.sandbox.act_as("zoe", agent).set_due(card, made.due(19))
    made.work()
    return str(card)


def shown(made: School, card: str, language: Language) -> dict[str, str]:
    """What is told of it: in the comment, on the panel, in the managers' queue."""
    client, board = create_app(made.parts).test_client(), made.parts.boards[0]

    def asked(path: str, **claims: str) -> str:
        bearer = {"Authorization": f"Bearer {made.sandbox.jwt('malik', board, **claims)}"}
        answer = client.get(f"/powerup/api/{path}?lang={language}", headers=bearer)
        assert answer.status_code == 200, answer.text
        return plain(str(answer.json))

    found = {"panel": asked(f"card/{card}", card=card)}
    if language == "fr":
        found["comment"] = plain(made.comments(card)[-1])
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_changed_date(the_school: School, language: Language) -> None:
    card = changed(the_school, AGENT)
    for place, text in shown(the_school, card, language).items():
        assert TOLD[language] in text, place


def test_a_person_who_did_it_is_told_without(the_school: School) -> None:
    card = changed(the_school, "")
    for place, text in shown(the_school, card, "fr").items():
        assert "Zoé Lefèvre le" in text, place
        assert "agent" not in text, place


@pytest.mark.parametrize("told_by", ["history", "deliveries"])
def test_what_changed_on_a_board(the_school: School, told_by: str) -> None:
    the_school.look()
    card = moved_away(the_school)
    the_school.pass_time(minutes=5)
    then = the_school.time
    the_school.pass_time(minutes=1)
    the_school.sandbox.act_as("zoe", AGENT).rename(card, "Marie Dupond - DA Python")
    the_school.work()
    the_school.pass_time(minutes=5)
    with the_school.parts.database.transaction() as session:
        if told_by == "history":
            session.execute(sa.delete(DeliveryRow))
        else:
            session.execute(sa.update(BoardRow).values(history_since=None))
            boards_written(session)
    told = [each for each in past(the_school, then) if each.what == "name"]
    assert [who_in_words(each, "fr") for each in told] == [TOLD["fr"]]
    assert told[0].agents == ("Zoé Lefèvre",)


def past(made: School, then: datetime) -> Sequence[Changed]:
    board = made.parts.boards[0]
    with made.parts.database.transaction() as session:
        known = horizon(session, board, made.time)
        assert known is not None
        earlier, later = (
            board_at(session, made.parts.rulebook, board, at, known) for at in (then, made.time)
        )
        assert earlier is not None and later is not None
        return changes(session, earlier, later)


@pytest.mark.parametrize("agent", ["", AGENT])
def test_what_no_delivery_told_is_read_back_with_it(the_school: School, agent: str) -> None:
    """A robot's order is not obeyed for having come late, and its put-back gives no peace."""
    card = moved_away(the_school)
    before = list(the_school.sandbox.state.webhooks.values())
    for each in before:
        each["active"] = False
    hand = the_school.sandbox.act_as("zoe", agent)
    hand.comment(card, "/suspendre le temps de demander")
    the_school.pass_time(hours=1)
    for each in before:
        each["active"] = True
    the_school.by("zoe").describe(card, "https://example.org/9")
    the_school.work()
    with the_school.parts.database.transaction() as session:
        assert (session.get(HoldRow, card) is None) == bool(agent)
    assert ("agent" in the_school.comments(card)[0]) == bool(agent)


def test_a_put_back_that_was_read_back_gives_no_peace(the_school: School) -> None:
    card = moved_away(the_school)
    hooks = list(the_school.sandbox.state.webhooks.values())
    for each in hooks:
        each["active"] = False
    the_school.sandbox.act_as("zoe", AGENT).drag(card, the_school.list_id(INTAKE))
    the_school.pass_time(hours=1)
    for each in hooks:
        each["active"] = True
    the_school.look()
    the_school.pass_time(minutes=30)
    assert the_school.list_of(card) == INCOMPLETE

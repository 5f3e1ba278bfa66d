"""An order in a comment is seen at once: an emoji on the comment, before the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import School, school

from sandbox.seeds import invented_school
from sync.rulebook.boards import board_state

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


@pytest.fixture
def card(the_school: School) -> str:
    made = the_school.card("zoe", TITLE, "due")
    the_school.work()
    return made


def eyes(made: School) -> list[tuple[str, str]]:
    """Who reacted to which comment's text, in order."""
    state = made.sandbox.state
    return [
        (
            state.members[each["idMember"]]["username"],
            state.actions[each["idModel"]]["data"]["text"],
        )
        for each in state.reactions.values()
    ]


@pytest.mark.parametrize("text", ["/aide", "/vérifier", "/suspendre jury malade", "/annuler"])
def test_an_order_bears_the_clerks_eyes_once(the_school: School, card: str, text: str) -> None:
    the_school.by("zoe").comment(card, "bonjour")
    the_school.by("zoe").comment(card, text)
    the_school.work()
    the_school.look()
    the_school.pass_time(hours=2)
    assert eyes(the_school) == [(invented_school.BOT, text)]


def test_the_eyes_come_before_the_answer(the_school: School, card: str) -> None:
    order: list[str] = []
    state = the_school.sandbox.state
    state.watchers.append(lambda: order.append("seen"))

    def note(action: dict[str, Any], _: object) -> None:
        if action["type"] == "updateComment":
            order.append("answered")

    state.listeners.append(note)
    the_school.by("zoe").comment(card, "/aide")
    the_school.work()
    assert order == ["seen", "answered"]


def test_where_trello_refuses_the_eyes_the_order_is_obeyed_and_not_tried_again(
    the_school: School, card: str
) -> None:
    the_school.sandbox.faults.next("401", "POST", ".*/actions/.*/reactions")
    the_school.by("zoe").comment(card, "/aide")
    the_school.work()
    the_school.look()
    assert eyes(the_school) == []
    assert "/suspendre" in the_school.comments(card)[0]


def test_nothing_is_shown_where_the_clerk_observes_or_is_paused(
    the_school: School, card: str
) -> None:
    for state in ("mode", "paused_at"):
        with the_school.parts.database.transaction() as session:
            row = board_state(session, the_school.parts.boards[0])
            row.mode, row.mode_of_rulebook, row.paused_at = "enforce", "enforce", None
            setattr(row, state, "observe" if state == "mode" else the_school.time)
        the_school.by("zoe").comment(card, "/aide")
        the_school.work()
    assert eyes(the_school) == []

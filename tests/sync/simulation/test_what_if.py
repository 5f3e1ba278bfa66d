"""What other rules would change on today's cards, without writing or asking anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE, School, school

from rules.editing.draft import Change
from rules.editing.parse import read_rulebook
from sync.rulebook.text import rewritten
from sync.simulation.what_if import WhatIf, what_if
from sync.storage.trello_tables import BoardRow
from sync.use_cases import board_mode

TITLE = "Marie Dupont - DA Python"
BOARD = "soutenances"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        yield opened


def tried(made: School, *changes: Change) -> WhatIf:
    text = rewritten(made.parts.settings.rulebook.read_text("utf-8"), changes)
    before, board = made.parts.rulebook, made.parts.boards[0]
    with made.parts.database.transaction() as session:
        found = what_if(session, before, read_rulebook(text), board, made.time)
        assert not session.new
        assert not session.dirty
    assert found is not None
    return found


def effects(found: WhatIf) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.card.id, each.effect, each.mentions) for each in found.shifts]


def weight(code: str, severity: str, board: str | None = None) -> Change:
    return Change(board, f"mentions.{code}.severity", severity)


def test_the_same_rules_change_nothing(made: School) -> None:
    made.card("zoe", TITLE)
    made.card("zoe", "Paul Roux - Data analyst", "due")
    made.work()
    found = tried(made)
    assert (found.judged, found.shifts, found.moves) == (2, (), 0)


def test_a_stricter_rule_would_send_cards_away(made: School) -> None:
    complete = made.card("zoe", TITLE)
    vague = made.card("zoe", "Paul Roux - Data analyst", "details")
    made.work()
    found = tried(made, weight("details", "blocks"))
    assert effects(found) == [(vague, "sent", ("details",))]
    assert (found.moves, found.brake_at) == (1, None)
    assert made.list_of(complete) == made.list_of(vague) == INTAKE
    with made.parts.database.transaction() as session:
        rules = made.parts.rulebook.boards[BOARD]
        board_mode.pause(session, rules, "Hélène", "", made.time)
    assert tried(made, weight("details", "blocks")).board.paused


def test_a_milder_rule_would_leave_them(made: School) -> None:
    card = made.card("zoe", TITLE, "due")
    made.work()
    assert made.list_of(card) == INCOMPLETE
    assert effects(tried(made, weight("due", "warns"))) == [(card, "passes", ("due",))]
    back = Change(BOARD, "return", "automatic")
    found = tried(made, weight("due", "off", BOARD), back)
    assert effects(found) == [(card, "returned", ("due",))]
    assert found.moves == 1


def test_a_card_that_waits_to_be_sent_away_would_be_kept(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe") as made:
        card = made.card("zoe", TITLE, "due")
        made.work()
        assert effects(tried(made, weight("due", "off"))) == [(card, "kept", ("due",))]


def test_a_warning_comes_or_goes(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    made.work()
    assert effects(tried(made, weight("details", "off"))) == [(card, "spared", ("details",))]
    window = Change(BOARD, "mentions.notice.min_days", 20)
    assert effects(tried(made, window)) == [(card, "warned", ("notice",))]
    strict = tried(made, window, weight("notice", "blocks"))
    assert effects(strict) == [(card, "sent", ("notice",))]


def test_twins_and_courses_are_read_by_the_other_rules(made: School) -> None:
    first = made.card("zoe", "Marie Dupont - Sorcellerie")
    second = made.card("zoe", "DUPONT Marie / Sorcellerie")
    made.work()
    found = tried(made, weight("twin", "blocks"))
    assert {each.card.id for each in found.shifts} == {first, second}
    assert {each.mentions for each in found.shifts} == {("twin",)}


def test_titles_are_read_with_the_courses_of_the_draft(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe") as made:
        card = made.card("zoe", "Paul Roux Sorcellerie")
        made.work()
        course = Change(None, "courses", [{"name": "Sorcellerie"}])
        found = effects(tried(made, course))
        assert [(each, mentions) for each, _, mentions in found] == [(card, ("student",))]


def test_what_a_person_decided_beats_other_rules_too(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    made.work()
    made.by("helene").comment(card, "/accepter vu avec le mentor")
    made.work()
    assert effects(tried(made, weight("details", "blocks"))) == [(card, "warned", ("details",))]


def test_more_moves_than_the_brake_allows_are_announced(tmp_path: Path) -> None:
    with school(tmp_path, more='[brake]\nmoves = 2\nper = "10m"') as made:
        for number in range(3):
            made.card("zoe", f"Ana B{chr(97 + number)}rd - DA Python", "details")
        made.work()
        assert tried(made, weight("details", "blocks")).brake_at == 2


def test_a_board_never_read_cannot_be_tried(made: School) -> None:
    with made.parts.database.transaction() as session:
        session.delete(session.query(BoardRow).one())
        session.flush()
        rules = made.parts.rulebook
        assert what_if(session, rules, rules, made.parts.boards[0], made.time) is None

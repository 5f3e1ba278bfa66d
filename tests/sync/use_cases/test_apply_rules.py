"""Which boards a change of the rules concerns, and what follows for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE, school

from rules.editing.parse import read_rulebook
from sync.rulebook.versions import ChangedMeanwhile
from sync.storage.tables import ReceiptRow
from sync.use_cases import board_mode
from sync.use_cases.apply_rules import changed_boards, judge_by_new_rules, put_in_force

TEXT = "".join(
    f"""
[boards.{name}]
kind = "soutenances"
board = "{number * 24}"
intake = "{number * 23}a"
incomplete = "{number * 23}b"
"""
    for name, number in (("first", "1"), ("second", "2"))
)


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("", []),
        ("[boards.second.mentions.due]\nseverity = 'off'", ["second"]),
        ("[mentions.due]\nseverity = 'off'", ["first", "second"]),
        ("[[courses]]\nname = 'Cyber'", ["first", "second"]),
        ("[brake]\nmoves = 3", ["first", "second"]),
    ],
)
def test_what_holds_for_all_boards_concerns_all(more: str, names: list[str]) -> None:
    found = changed_boards(read_rulebook(TEXT), read_rulebook(TEXT + more))
    assert [each.name for each in found] == names


def test_a_board_that_disappears_is_changed() -> None:
    first = TEXT.partition("\n[boards.second]")[0]
    found = changed_boards(read_rulebook(TEXT), read_rulebook(first))
    assert [each.name for each in found] == ["second"]
    found = changed_boards(read_rulebook(first), read_rulebook(TEXT))
    assert [each.name for each in found] == ["second"]


def test_so_is_one_that_gives_its_name_to_another() -> None:
    found = changed_boards(read_rulebook(TEXT), read_rulebook(TEXT.replace("2" * 24, "3" * 24)))
    assert [each.board for each in found] == ["3" * 24, "2" * 24]


def test_cards_are_judged_by_new_rules_in_the_usual_manners(tmp_path: Path) -> None:
    with school(tmp_path, more='[brake]\nmoves = 2\nper = "10m"') as made:
        cards = [made.card("zoe", f"Ana B{chr(97 + n)}rd - DA Python", "details") for n in range(4)]
        made.work()
        before, parts = made.parts.rulebook, made.parts
        text = parts.settings.rulebook.read_text("utf-8")
        text += '\n[mentions.details]\nseverity = "blocks"\n'
        calls = len(made.calls())
        with parts.database.transaction() as session:
            version = put_in_force(session, text, "Hélène", "essai", 1, made.time)
            boards = changed_boards(before, read_rulebook(text))
            judge_by_new_rules(session, made.queue.enqueue, boards, version, made.time)
        made.work()
        assert len(made.calls()) == calls  # not before every process knows the rules
        parts.rules.look()
        made.pass_time(seconds=5)
        moved = [card for card in cards if made.list_of(card) == INCOMPLETE]
        assert len(moved) == 2  # then the brake
        with parts.database.transaction() as session:
            assert session.query(ReceiptRow).filter_by(command="SetRules").count() == 1
            assert session.query(ReceiptRow).filter_by(command="PauseBoard").count() == 1


def test_a_version_is_not_put_over_another(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        text = made.parts.settings.rulebook.read_text("utf-8")
        with made.parts.database.transaction() as session:
            put_in_force(session, text + "# a\n", "Hélène", "", 1, made.time)
        with pytest.raises(ChangedMeanwhile), made.parts.database.transaction() as session:
            put_in_force(session, text + "# b\n", "Paul", "", 1, made.time)


def test_a_board_that_is_observed_stays_as_it_is(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe") as made:
        card = made.card("zoe", "Marie Dupont - DA Python", "details")
        made.work()
        before, parts = made.parts.rulebook, made.parts
        text = parts.settings.rulebook.read_text("utf-8")
        text += '\n[mentions.details]\nseverity = "blocks"\n'
        with parts.database.transaction() as session:
            version = put_in_force(session, text, "Hélène", "", 1, made.time)
            boards = changed_boards(before, read_rulebook(text))
            judge_by_new_rules(session, made.queue.enqueue, boards, version, made.time)
        parts.rules.look()
        made.pass_time(seconds=5)
        assert (made.list_of(card), made.comments(card)) == (INTAKE, [])
        with parts.database.transaction() as session:
            rules = parts.rulebook.boards["soutenances"]
            board_mode.set_mode(session, made.queue.enqueue, rules, "enforce", "Hélène", made.time)
        made.work()
        assert made.list_of(card) == INCOMPLETE

"""The rulebook: what it says, what it need not say, and every problem told at once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from small_rulebook import BOARD, INCOMPLETE, INTAKE, SMALLEST

import rules
from rules.editing.parse import (
    Brake,
    default_board,
    default_rulebook,
    default_severities,
    read_rulebook,
)
from rules.mentions import CODES
from rules.rulebook.values import Notice
from rules.titles.courses import SHIPPED

SHIPPED_FILE = Path(rules.__file__).parent / "default_rulebook.toml"


def test_the_smallest_rulebook_is_enough():
    rulebook = read_rulebook(SMALLEST)
    rules = rulebook.board(BOARD.lower())
    usual = default_board("soutenances", BOARD.lower(), (INTAKE,), (INCOMPLETE,))
    assert rules == replace(usual, mode="enforce")
    assert rulebook.board("f" * 24) is None
    assert (rulebook.courses, rulebook.brake) == (SHIPPED, Brake())


def test_an_empty_rulebook_is_the_one_that_is_shipped():
    assert read_rulebook("") == default_rulebook() == read_rulebook("\ufeff# rien\n")


def test_the_file_that_is_shipped_says_what_applies_without_it():
    assert read_rulebook(SHIPPED_FILE.read_text("utf-8")) == default_rulebook()


def test_the_examples_of_the_file_that_is_shipped_can_be_used():
    lines = SHIPPED_FILE.read_text("utf-8").splitlines()
    text = "\n".join(
        line.removeprefix("# ")
        for line in lines
        if not line.startswith("#") or " = " in line or line.startswith("# [")
    )
    rulebook = read_rulebook(text)
    assert rulebook.boards["soutenances"].severities["notice"] == "off"
    assert rulebook.courses[0].name == "Expert en cybersécurité"
    usual = default_board("soutenances", "0" * 24, ("0" * 23 + "1",), ("0" * 23 + "2",))
    board = rulebook.boards["soutenances"]
    assert board.notice == Notice(10, 21)
    assert (rulebook.keep, board.keep) == (timedelta(days=730), timedelta(days=1095))
    assert [each.code for each in board.requirements] == ["budget"]
    bare = replace(board, severities=usual.severities, notice=usual.notice, keep=None)
    assert replace(bare, requirements=()) == usual


EVERYTHING = f"""
timezone = " Indian/Reunion "
[boards."transferts 2026"]
kind = "transfert"
board = "{BOARD}"
intake = ["{INTAKE}", "{"3" * 24}", "{INTAKE}"]
incomplete = ["{INCOMPLETE}"]
accepted = "{"4" * 24}"
passed = "{"5" * 24}"
failed = ["{"A" * 24}"]
settle_new = "0s"
settle_moved = " 1h30m "
return = "automatic"
managers = [" @nadia", "paul "]
robots = ["@butler-ecole"]
project_labels = ["{"7" * 24}"]
[boards."transferts 2026".mentions.label]
severity = "off"
[mentions.label]
severity = "warns"
[mentions.sealed-date]
severity = "blocks"
[[courses]]
name = "Data analyst"
aliases = ["DAn", "Analyste"]
[[courses]]
name = "Expert en cybersécurité"
[brake]
moves = 5
per = "1d"
card_moves = 1
card_per = "90s"
[resync]
every = "1m"
"""


def test_everything_can_be_said():
    rulebook = read_rulebook(EVERYTHING)
    rules = rulebook.boards["transferts 2026"]
    assert rulebook.timezone == ZoneInfo("Indian/Reunion")
    assert (rules.kind, rules.intake) == ("transfert", (INTAKE, "3" * 24))
    assert (rules.accepted, rules.passed, rules.failed) == (("4" * 24,), ("5" * 24,), ("a" * 24,))
    assert (rules.settle_new, rules.settle_moved) == (timedelta(0), timedelta(minutes=90))
    assert (rules.return_, rules.managers) == ("automatic", ("nadia", "paul"))
    assert rules.project_labels == ("7" * 24,)
    assert rules.is_robot("Butler-Ecole")
    assert not rules.is_robot("nadia")
    assert (rules.severities["label"], rules.severities["sealed-date"]) == ("off", "blocks")
    assert rulebook.severities["label"] == "warns"
    assert [each.name for each in rulebook.courses].count("Data analyst") == 1
    assert rulebook.courses[0].aliases == ("DAn", "Analyste")
    assert len(rulebook.courses) == len(SHIPPED) + 1
    assert rulebook.brake == Brake(5, timedelta(days=1), 1, timedelta(seconds=90))
    assert rulebook.resync_every == timedelta(minutes=1)


def test_severities_are_those_of_the_mentions():
    severities = default_severities()
    assert tuple(severities) == CODES
    blocking = {code for code, weight in severities.items() if weight == "blocks"}
    assert blocking == {"student", "label", "due", "member", "past"}

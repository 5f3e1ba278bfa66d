"""The rulebook: what it says, what it need not say, and every problem told at once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules.editing.parse import (
    Brake,
    RulebookError,
    default_board,
    default_rulebook,
    default_severities,
    read_rulebook,
)
from rules.mentions import CODES
from rules.rulebook.values import Notice
from rules.titles.courses import SHIPPED

BOARD, INTAKE, INCOMPLETE = "65F0" + "0" * 20, "1" * 24, "2" * 24
SMALLEST = f"""
timezone = "Europe/Paris"

[boards.soutenances]
kind = "soutenances"
board = "{BOARD}"
intake = "{INTAKE}"
incomplete = "{INCOMPLETE}"
mode = "enforce"
settle_new = "3m"
settle_moved = "20s"
"""
SHIPPED_FILE = Path(rules.__file__).parent / "default_rulebook.toml"


def problems(text, language="fr"):
    with pytest.raises(RulebookError) as caught:
        read_rulebook(text, "r.toml", language)
    return caught.value.problems


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
    assert replace(board, severities=usual.severities, notice=usual.notice, keep=None) == usual


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


def board(**lines):
    wanted = {
        "kind": '"soutenances"',
        "board": f'"{BOARD}"',
        "intake": f'"{INTAKE}"',
        "incomplete": f'"{INCOMPLETE}"',
        **lines,
    }
    body = "\n".join(f"{key} = {value}" for key, value in wanted.items() if value)
    return f"[boards.a]\n{body}\n"


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        (board(kind='"soutenance"'), "boards.a.kind", "« soutenances »"),
        (board(kind=""), "boards.a.kind", "manque"),
        (board(board='"65f0"'), "boards.a.board", "24"),
        (board(board="12"), "boards.a.board", "24"),
        (board(board=""), "boards.a.board", "manque"),
        (board(intake=""), "boards.a.intake", "manque"),
        (board(intake="[]"), "boards.a.intake", "manque"),
        (board(intake=f'["{INTAKE}", 3]'), "boards.a.intake", "lu 3"),
        (board(intake='"Propositions"'), "boards.a.intake", "24"),
        (board(incomplete=f'"{INTAKE}"'), "boards.a.incomplete", "intake"),
        (board(accepted=f'["{INCOMPLETE}"]'), "boards.a.accepted", "incomplete"),
        (board(mode='"enforced"'), "boards.a.mode", "« enforce »"),
        (board(mode="true"), "boards.a.mode", "observe, enforce"),
        (board(settle_new="3"), "boards.a.settle_new", "entre guillemets"),
        (board(settle_new='"3 minutes"'), "boards.a.settle_new", "durée"),
        (board(settle_new='"-3m"'), "boards.a.settle_new", "durée"),
        (board(settle_new='"999999999d"'), "boards.a.settle_new", "durée"),
        (board(**{"return": '"auto"'}), "boards.a.return", "automatic"),
        (board(managers="[3]"), "boards.a.managers", "texte"),
        (board(managers='[" "]'), "boards.a.managers", "texte"),
        (board(robots="3"), "boards.a.robots", "texte"),
        (board(managers='["nadia"]', robots='["@Nadia"]'), "boards.a.robots", "responsables"),
        (board(project_labels='["P7"]'), "boards.a.project_labels", "24"),
        (board(intakes='"x"'), "boards.a.intakes", "« intake »"),
        (board(mentions="3"), "boards.a.mentions", "[boards.a.mentions]"),
        (board() + board().replace(".a]", ".b]"), "boards.b.board", "boards.a"),
        (board(**{"mentions.lable.severity": '"off"'}), "boards.a.mentions.lable", "« label »"),
        ("boards = 3", "boards", "[boards]"),
        ("[boards]\na = 3", "boards.a", "[boards.a]"),
        ('timezone = "Europe/Pari"', "timezone", "« Europe/Paris »"),
        ('timezone = "Europe"', "timezone", "Europe/Paris"),
        ('timezone = "../x"', "timezone", "Europe/Paris"),
        ('timezone = ""', "timezone", "texte"),
        ("timezone = 1", "timezone", "texte"),
        ('time_zone = "UTC"', "time_zone", "« timezone »"),
        ("[mention.due]", "mention", "« mentions »"),
        ('[mentions.due]\nseverity = "block"', "mentions.due.severity", "« blocks »"),
        ('[mentions.due]\nseverty = "off"', "mentions.due.severty", "« severity »"),
        ('[mentions.sealed_date]\nseverity = "off"', "mentions.sealed_date", "« sealed-date »"),
        ("courses = 3", "courses", "[[courses]]"),
        ('courses = ["x"]', "courses", "[[courses]]"),
        ("[[courses]]\naliases = []", "courses[1].name", "manque"),
        ('[[courses]]\nname = "x"\nalias = "y"', "courses[1].alias", "« aliases »"),
        ("[brake]\nmoves = 0", "brake.moves", "au moins 1"),
        ("[brake]\nmoves = true", "brake.moves", "au moins 1"),
        ('[brake]\nper = "0s"', "brake.per", "plus longue que zéro"),
        ("[brake]\nmove = 3", "brake.move", "« moves »"),
        ('[resync]\nevery = "0s"', "resync.every", "plus longue que zéro"),
        ("[resync]\nzzz = 1", "resync.zzz", "every"),
    ],
)
def test_each_problem_names_its_key_and_a_remedy(text, key, expected):
    (problem,) = problems(text)
    assert problem.startswith(f"r.toml: {key}: ")
    assert expected.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in problem


def test_all_problems_are_told_at_once():
    found = problems('timezone = "Lune"\ntruc = 1\n[boards.a]\nkind = "x"\n[brake]\nper = 3')
    assert len(found) == 7
    assert str(RulebookError(found)).count("\n") == 6


def test_problems_are_told_in_english_too():
    (problem,) = problems(board(mode='"enforced"'), "en")
    assert problem == (
        'r.toml: boards.a.mode: found "enforced"; expected: one of: observe, enforce. '
        "Did you mean “enforce”?"
    )


@pytest.mark.parametrize(
    "text", ["= 3", "[boards", "a = 1\na = 2", '"', "a = " + "[" * 5000, "a = 1" + "0" * 5000]
)
def test_what_is_not_toml_is_one_problem(text):
    (problem,) = problems(text)
    assert problem.startswith("r.toml: ce n’est pas du TOML\u00a0: ")


def test_long_values_are_not_repeated_whole():
    (problem,) = problems(board(mode='"' + "x" * 5000 + '"'))
    assert len(problem) < 200


TOML = st.recursive(
    st.one_of(st.integers(-5, 5), st.booleans(), st.sampled_from(['"x"', '"3m"', f'"{INTAKE}"'])),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        "timezone",
        "boards",
        "boards.a",
        "boards.a.intake",
        "boards.a.mode",
        "mentions.due",
        "courses",
    ]
)


@given(st.dictionaries(KEYS, TOML, max_size=3))
def test_whatever_is_written_is_read_or_refused_with_reasons(entries):
    def written(value):
        if isinstance(value, list):
            return f"[{', '.join(written(each) for each in value)}]"
        return str(value).lower() if isinstance(value, bool) else str(value)

    text = "\n".join(f"{key} = {written(value)}" for key, value in entries.items())
    try:
        read_rulebook(text)
    except RulebookError as error:
        assert error.problems


def test_the_notice_is_set_for_all_boards_and_for_one():
    text = (
        SMALLEST
        + """
[mentions.notice]
min_days = 10
max_days = 30

[boards.soutenances.mentions.notice]
max_days = 0
"""
    )
    rulebook = read_rulebook(text)
    assert rulebook.notices == {"soutenances": Notice(10, 30), "transfert": Notice(10, None)}
    assert rulebook.boards["soutenances"].notice == Notice(10, None)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("min_days = 30", "21 jours au plus, mais 30 au moins"),
        ('min_days = "10d"', "de 0 à 366"),
        ("max_days = -1", "de 0 à 366"),
        ("max_day = 3", "max_days"),
    ],
)
def test_a_notice_that_makes_no_sense_is_told(keys, told):
    with pytest.raises(RulebookError) as raised:
        read_rulebook(f"[mentions.notice]\n{keys}")
    (problem,) = raised.value.problems
    assert told in problem.replace("\u00a0", " ")


def test_what_names_a_student_is_kept_without_limit_unless_the_rulebook_says_how_long():
    other = SMALLEST.replace('"Europe/Paris"', '"Europe/Paris"\nkeep = "730d"')
    own = other.replace('mode = "enforce"', 'keep = "365d"')
    kept = [read_rulebook(each).boards["soutenances"].keep for each in (SMALLEST, other, own)]
    assert kept == [None, timedelta(days=730), timedelta(days=365)]
    assert [read_rulebook(each).keep for each in (SMALLEST, own)] == [None, timedelta(days=730)]


@pytest.mark.parametrize("keep", ["0s", "29d", "2 ans", ""])
def test_what_names_a_student_is_not_erased_within_a_month(keep):
    [problem] = problems(SMALLEST.replace('mode = "enforce"', f'keep = "{keep}"'), "en")
    assert "boards.soutenances.keep" in problem and "at least 30 days" in problem

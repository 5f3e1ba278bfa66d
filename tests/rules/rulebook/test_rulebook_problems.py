"""Problems of a rulebook: told all at once, in both languages, where they are."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rulebook import INCOMPLETE, INTAKE, SMALLEST, board

from rules.editing.parse import (
    RulebookError,
    read_rulebook,
)
from rules.rulebook.values import Notice


def problems(text, language="fr"):
    with pytest.raises(RulebookError) as caught:
        read_rulebook(text, "r.toml", language)
    return caught.value.problems


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
        ("min_days = 30", "mentions.notice.max_days"),
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

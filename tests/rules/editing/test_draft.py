"""Drafts of the rulebook: what may be changed at the desk, and how a change is told."""

import pytest

from rules.editing.diff import changes_in_words
from rules.editing.draft import Change, read_draft, with_changes
from rules.editing.draft_requirements import is_requirement
from rules.editing.parse import RulebookError, read_rulebook

BOARD, OTHER, LABEL = "65f0" + "0" * 20, "65f1" + "0" * 20, "7" * 24
TEXT = f"""
[boards.defences]
kind = "soutenances"
board = "{BOARD}"
intake = "{"1" * 24}"
incomplete = "{"2" * 24}"

[boards.transfers]
kind = "transfert"
board = "{OTHER}"
intake = "{"3" * 24}"
incomplete = "{"4" * 24}"
"""
RULES = read_rulebook(TEXT)
NAMES = {BOARD: "Soutenances", OTHER: "Transferts", LABEL: "P7"}


def draft(*entries):
    return read_draft(list(entries), RULES, "fr")


def entry(key, value, board=None):
    return {"board": board, "key": key, "value": value}


def told(more, language="fr", before=RULES):
    """What differs once these lines stand in the rulebook."""
    lines = changes_in_words(before, read_rulebook(TEXT + more), language, NAMES)
    return [each.replace("\u00a0", " ").replace("\u202f", " ") for each in lines]


def test_the_later_change_of_a_key_wins():
    first, second = entry("settle_new", "5m", "defences"), entry("settle_new", "9m", "defences")
    assert draft(first, second) == (Change("defences", "settle_new", "9m"),)
    assert draft() == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (entry("mode", "enforce", "defences"), "ne se change pas ici"),
        (entry("board", BOARD, "defences"), "ne se change pas ici"),
        (entry("intake", [BOARD], "defences"), "ne se change pas ici"),
        (entry("settle_new", "1m"), "ne se change pas ici"),
        (entry("courses", [], "defences"), "ne se change pas ici"),
        (entry("mentions.elsewhere.severity", "off"), "ne se change pas ici"),
        (entry("settle_new", "1m", "nowhere"), "n’est pas dans le règlement"),
        (entry("settle_new", {"a": 1}, "defences"), "pas lisible"),
        (entry("courses", [{"name": 3}]), "pas lisible"),
        (entry("courses", [{"name": "A", "more": 1}]), "pas lisible"),
        (entry(3, "1m"), "pas lisible"),
        ({"board": 3, "key": "settle_new"}, "pas lisible"),
    ],
)
def test_what_cannot_be_changed_here_is_told(changed, expected):
    with pytest.raises(RulebookError) as raised:
        draft(entry("settle_new", "1m", "defences"), changed)
    (problem,) = raised.value.problems
    assert expected in problem.replace("\u00a0", " ")


@pytest.mark.parametrize("data", [None, {}, "x", [3], [[]], [entry("courses", [])] * 201])
def test_what_is_no_draft_is_refused(data):
    with pytest.raises(RulebookError):
        read_draft(data, RULES, "en")


def test_a_value_is_set_or_taken_out_and_nothing_else_changes():
    data = {"boards": {"defences": {"settle_new": "1m", "kind": "x"}}, "brake": {"moves": 1}}
    changes = (
        Change("defences", "settle_new", None),
        Change("defences", "mentions.notice.min_days", 3),
        Change(None, "mentions.due.severity", None),
    )
    assert with_changes(data, changes) == {
        "boards": {"defences": {"kind": "x", "mentions": {"notice": {"min_days": 3}}}},
        "brake": {"moves": 1},
    }
    assert data["boards"]["defences"] == {"settle_new": "1m", "kind": "x"}


def test_courses_without_aliases_are_written_plainly():
    (change,) = draft(entry("courses", [{"name": "A", "aliases": []}]))
    assert change.value == [{"name": "A"}]
    assert draft(entry("courses", []))[0].value is None


@pytest.mark.parametrize(
    ("more", "fr", "en"),
    [
        (
            "[boards.defences.mentions.notice]\nseverity = 'blocks'",
            "délai, sur « Soutenances » : signale → renvoie la carte",
            "notice, on “Soutenances”: points it out → sends the card back",
        ),
        (
            "[mentions.label]\nseverity = 'off'",
            "étiquette du projet : renvoie la carte → ne vérifie pas",
            "project label: sends the card back → does not check",
        ),
        (
            "[boards.transfers.mentions.notice]\nmin_days = 7",
            "délai de proposition, sur « Transferts » : au moins 14 jours → au moins 7 jours",
            "notice to be given, on “Transferts”: at least 14 days → at least 7 days",
        ),
        (
            "[[courses]]\nname = 'Cyber'\naliases = ['Cy', 'Ber']",
            "parcours ajouté : Cyber (aussi : Cy, Ber)",
            "course added: Cyber (also: Cy, Ber)",
        ),
        ("[brake]\nmoves = 9", "9 en 10 minutes", "9 in 10 minutes"),
        (
            "[channels.mentors]\nto = 'slack://secret'",
            "canal changé : mentors",
            "channel changed: mentors",
        ),
        ("[resync]\nevery = '1h'", "relecture complète : 10 minutes → 1 heure", "1 hour"),
    ],
)
def test_a_change_is_told_in_both_languages(more, fr, en):
    assert [fr in each for each in told(more)] == [True]
    assert [en in each for each in told(more, "en")] == [True]


def test_what_a_board_says_itself_is_told_of_the_board():
    text = f"""
[boards.third]
kind = "soutenances"
board = "{"9" * 24}"
intake = "{"8" * 24}"
incomplete = "{"6" * 24}"
settle_new = "0s"
return = "automatic"
mode = "enforce"
project_labels = ["{LABEL}"]
managers = ["zoe"]
"""
    assert told(text) == ["tableau ajouté : « third »"]
    third = read_rulebook(TEXT + text)
    assert told("", before=third) == ["tableau retiré : « third »"]
    changed = text.replace("0s", "5m").replace("automatic", "mentor").replace("enforce", "observe")
    plain = changed.replace(f'project_labels = ["{LABEL}"]', "").replace('managers = ["zoe"]', "")
    assert told(plain, before=third) == [
        "délai avant vérification d’une carte neuve, sur « third » : aussitôt → 5 minutes",
        "retour d’une carte complétée, sur « third » : la carte revient d’elle-même → "
        "le mentor remet la carte",
        "étiquettes de projet, sur « third » : P7 → celles dont le nom se lit P7, Projet 7…",
        "le greffier, sur « third » : agit → observe",
        "responsables, sur « third » : zoe → les administrateurs du tableau",
    ]


def test_how_long_names_are_kept_is_told():
    text = TEXT.replace("[boards.", "keep = '365d'\n[boards.", 1)
    before, after = read_rulebook(TEXT), read_rulebook(text)
    lines = changes_in_words(before, after, "en", NAMES)
    assert [each.partition(": ")[2] for each in lines] == ["without limit → 365\u00a0days"] * 2
    assert all("how long what names a student is kept" in each for each in lines)


def test_what_no_board_shows_is_told_as_usual():
    own = "[boards.defences.mentions.student]\nseverity = 'off'\n"
    own += "[boards.transfers.mentions.student]\nseverity = 'off'\n"
    before = read_rulebook(TEXT + own)
    (line,) = told(own + "[mentions.student]\nseverity = 'warns'", before=before)
    assert line.startswith("étudiant et parcours, là où un tableau ne dit rien : renvoie la carte")


def test_courses_that_change_or_go_are_told():
    before = read_rulebook(TEXT + "[[courses]]\nname = 'A'\n[[courses]]\nname = 'B'")
    lines = told("[[courses]]\nname = 'A'\naliases = ['a1']", before=before)
    assert lines == ["parcours : A → A (aussi : a1)", "parcours retiré : B"]


def test_the_same_rules_differ_in_nothing():
    assert told("# a comment") == []


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ({"code": "budget"}, True),
        ({"code": "budget", "needs": {"field": "Budget"}}, True),
        ({"code": "budget", "needs": None}, False),
        ({"code": "budget", "needs": "Budget"}, False),
        ({"code": "budget", "odd": 1}, False),
    ],
)
def test_a_requirement_is_known_by_its_shape_and_may_yet_lack_its_need(value, is_one):
    assert is_requirement(value) is is_one

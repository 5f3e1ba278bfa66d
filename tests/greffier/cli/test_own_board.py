"""The owner of a board that is no school's: from nothing to the first card explained, without Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_desk import plain
from offices import office

from greffier.cli.init.examples import EXAMPLES
from greffier.cli.init.guess import Choice, FoundBoard, likely_lists
from greffier.cli.init.texts import rulebook_text
from rules.card import TrelloList
from rules.editing.parse import read_rulebook
from rules.verdict import Language
from sandbox.seeds import invented_purchases
from tests.offices import START


def test_from_nothing_to_the_first_card_that_is_explained(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        asked = made.type("init", stdin="2\n" + "\n" * 6)
        assert asked.exit_code == 0, asked.output
        assert "mode achats enforce" in asked.stdout
        assert "!" not in asked.stderr.replace("À savoir", "")
        checked = made.type("rules", "check")
        assert (checked.exit_code, checked.stderr) == (0, "")
        shown = plain(made.type("rules", "show").stdout)
        assert "budget (obligatoire) : Le champ « Budget » est un nombre de 1 à 5000." in shown
        assert "étudiant" not in shown
        school = made.serve()
        preview = plain(made.type("preview", "achats").stdout)
        assert "✗ Deux écrans (Demandes) – incomplète : budget et besoin" in preview
        assert made.type("mode", "achats", "enforce", "--yes").exit_code == 0
        school.look()
        school.pass_time(minutes=4)
        bare = made.card("Deux écrans")
        assert school.list_of(bare) == "À compléter"
        (comment,) = school.comments(bare)
        assert "Il manque le budget, de 1 à 5 000 €." in plain(comment)
        assert school.comments(made.card("Trois chaises pour l’atelier")) == []


def test_an_english_board_is_found_by_flags_alone(tmp_path: Path) -> None:
    with office(tmp_path, "purchases") as made:
        result = made.type("init", "--example", "purchases", "--yes", GREFFIER_LANGUAGE="en")
        assert (result.exit_code, "! " in result.stderr) == (0, False), result.output
        (rules,) = read_rulebook(made.settings.rulebook.read_text("utf-8")).boards.values()
        assert (rules.name, rules.kind) == ("purchases", "purchases")
        found = [made.sandbox.state.lists[x]["name"] for x in (*rules.intake, *rules.incomplete)]
        assert found == ["Requests", "To complete"]


def test_what_the_board_lacks_is_told_at_once_by_doctor_and_by_check(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        # A French board, but an English rulebook: fields and headings are called otherwise.
        result = made.type("init", "--example", "purchases", "--yes", GREFFIER_LANGUAGE="en")
        assert "the field “Order number”, which this board has not" in result.stderr
        assert "make it on Trello" in result.stderr
        made.serve()
        told = "demande le champ « Order number », que ce tableau n’a pas"
        assert told in plain(made.type("rules", "check").stderr)
        doctor = made.type("doctor")
        assert f"! purchases : « order number » {told}" in plain(doctor.stdout)


def test_without_a_telling_name_the_one_board_is_taken_and_of_several_one_is_asked_for(
    tmp_path: Path,
) -> None:
    with office(tmp_path) as made:
        state = made.sandbox.state
        (board,) = state.boards.values()
        board["name"] = "Divers"
        flags = ("init", "--example", "purchases", "--yes", "--force")
        assert made.type(*flags).exit_code == 0
        with state.lock:
            other = invented_purchases.make_board(made.sandbox, invented_purchases.ENGLISH)
            other["name"] = "Autre"
        result = made.type(*flags)
        assert result.exit_code == 2
        assert "--example et --board" in result.stderr
        assert made.type(*flags, "--board", board["id"]).exit_code == 0


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_a_rulebook_that_is_right(name: str, language: Language) -> None:
    example = EXAMPLES[name]
    kind = example.kind.in_(language)
    lists = {
        role: (TrelloList(f"{n:024x}", role),) for n, role in enumerate(("intake", "incomplete"))
    }
    board = FoundBoard("b" * 24, example.title.in_(language), "", ())
    text = rulebook_text([Choice(kind, board, lists, example)], "observe", START.date(), language)
    (rules,) = read_rulebook(text).boards.values()
    assert [each.code for each in rules.requirements] == [
        each.code.in_(language) for each in example.asked
    ]
    for each in rules.requirements:
        assert set(each.words) == {"fr", "en"}
        assert not any("{" in words for words in each.words.values())


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("recruitment", ["Candidatures reçues", "À compléter", "Entretiens", "Recrutés", "Refus"]),
        ("recruitment", ["Applications", "To complete", "Interviews", "Hired", "Declined"]),
        ("editorial", ["Idées", "À compléter", "En rédaction", "Publiés", "Abandonnés"]),
        ("editorial", ["Ideas", "To complete", "Writing", "Published", "Dropped"]),
    ],
)
def test_lists_are_found_by_the_words_of_the_example(name: str, titles: list[str]) -> None:
    lists = tuple(TrelloList(str(n), title) for n, title in enumerate(titles))
    found = likely_lists(FoundBoard("b", "x", "", lists), EXAMPLES[name])
    roles = ("intake", "incomplete", "accepted", "passed", "failed")
    assert [[each.name for each in found[role]] for role in roles] == [[x] for x in titles]

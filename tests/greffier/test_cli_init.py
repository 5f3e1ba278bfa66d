"""`greffier init` finds boards and lists, asks or takes flags, and never writes over anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk, desk
from harness import INCOMPLETE, INTAKE

from greffier.cli.init_guess import FoundBoard, likely_lists
from rules.card import TrelloList
from rules.rulebook import Rulebook, read_rulebook
from sandbox import people


@pytest.fixture(scope="module")
def the_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("school"), mode="observe") as made:
        yield made


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "new.toml"


def written(path: Path) -> Rulebook:
    return read_rulebook(path.read_text("utf-8"), str(path))


def names(made: Desk, ids: tuple[str, ...]) -> list[str]:
    return [made.school.sandbox.state.lists[each]["name"] for each in ids]


def test_unattended_it_takes_what_it_finds(the_desk: Desk, output: Path) -> None:
    result = the_desk.type("init", "--yes", "--output", output, PUBLIC_URL="", TRELLO_API_SECRET="")
    assert result.exit_code == 0, result.output
    rulebook = written(output)
    assert set(rulebook.boards) == {"soutenances", "transfert"}
    rules = rulebook.boards["soutenances"]
    assert rules.mode == "observe"
    assert names(the_desk, rules.intake) == [INTAKE]
    assert names(the_desk, rules.incomplete) == [INCOMPLETE]
    assert names(the_desk, rules.accepted) == ["Soutenances planifiées"]
    assert names(the_desk, rules.passed) == ["Réussies"]
    assert names(the_desk, rules.failed) == ["À retravailler"]
    transfer = rulebook.boards["transfert"]
    assert names(the_desk, transfer.intake) == ["Étudiants à transférer"]
    assert f"# {INTAKE}" in output.read_text("utf-8")
    for step in (
        "greffier doctor",
        "greffier serve",
        "greffier preview",
        "mode soutenances enforce",
    ):
        assert step in result.stdout


def test_every_question_is_a_flag(the_desk: Desk, output: Path) -> None:
    board = people.board_named(the_desk.school.sandbox, people.SOUTENANCES)
    flags = ("--soutenances", board["id"], "--intake", "reussies", "--incomplete", INCOMPLETE)
    more = ("--accepted", INTAKE, "--accepted", "Soutenances planifiées", "--mode", "enforce")
    result = the_desk.type("init", *flags, *more, "--output", output, "--yes")
    assert result.exit_code == 0, result.output
    (rules,) = written(output).boards.values()
    assert names(the_desk, rules.intake) == ["Réussies"]
    assert names(the_desk, rules.accepted) == [INTAKE, "Soutenances planifiées"]
    assert rules.mode == "enforce"


def test_asked_it_proposes_and_takes_numbers_names_and_none(the_desk: Desk, output: Path) -> None:
    answers = "\n".join(["1", "nope", "5, Réussies", "2", "-", "-", "-", "-"]) + "\n"
    result = the_desk.type("init", "--output", output, stdin=answers)
    assert result.exit_code == 0, result.output
    (rules,) = written(output).boards.values()
    assert names(the_desk, rules.intake) == ["À retravailler", "Réussies"]
    assert names(the_desk, rules.incomplete) == [INCOMPLETE]
    assert "« nope »" in result.stderr.replace("\u00a0", " ")


def test_what_exists_is_never_written_over(the_desk: Desk, output: Path) -> None:
    output.write_text("mine", "utf-8")
    result = the_desk.type("init", "--yes", "--output", output)
    assert (result.exit_code, output.read_text("utf-8")) == (2, "mine")
    assert "--force" in result.stderr
    assert the_desk.type("init", "--yes", "--force", "--output", output).exit_code == 0
    assert written(output).boards


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--soutenances", "Soutenanse"), "Vouliez-vous dire"),
        (("--soutenances", "Soutenances", "--intake", "xyz"), "introuvable"),
        (
            ("--soutenances", "Soutenances", "--intake", INCOMPLETE, "--incomplete", INCOMPLETE),
            "rôle",
        ),
    ],
)
def test_names_that_fit_nothing_are_told(
    the_desk: Desk, output: Path, flags: tuple[str, ...], said: str
) -> None:
    result = the_desk.type("init", *flags, "--yes", "--output", output)
    assert (result.exit_code, output.exists()) == (2, False)
    assert said in result.stderr


def test_without_answers_nothing_is_written(the_desk: Desk, output: Path) -> None:
    result = the_desk.type("init", "--output", output, stdin="")
    assert (result.exit_code, output.exists()) == (2, False)
    assert "--yes" in result.stderr


def test_a_bot_without_boards_is_told_to_be_invited(the_desk: Desk, output: Path) -> None:
    lonely = the_desk.school.sandbox.add_member("lonely", "Personne")
    token = the_desk.school.sandbox.grant(lonely["id"])
    result = the_desk.type("init", "--yes", "--output", output, TRELLO_API_TOKEN=token)
    assert result.exit_code == 1
    assert "invitez-le" in result.stderr


def test_a_list_has_one_role_and_typing_errors_are_forgiven() -> None:
    titles = ("Proposition", "À compléter", "Planifié", "Soutenances réussies", "Divers")
    lists = tuple(TrelloList(str(number), name) for number, name in enumerate(titles))
    found = likely_lists(FoundBoard("b", "Soutenances", "", lists))
    told = {role: [each.name for each in members] for role, members in found.items()}
    assert told == {
        "intake": ["Proposition"],
        "incomplete": ["À compléter"],
        "accepted": ["Planifié"],
        "passed": ["Soutenances réussies"],
    }

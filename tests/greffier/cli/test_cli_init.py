"""`greffier init` finds boards and lists, asks or takes flags, and never writes over anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cli_desk import Desk, desk
from harness import INCOMPLETE, INTAKE

from greffier.cli.init.guess import FoundBoard, NotFoundError, board_named, likely_lists
from greffier.cli.init.questions import Asking
from rules.card import TrelloList
from rules.editing.parse import Rulebook, read_rulebook
from sandbox.seeds import invented_school


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
    settings = {"PUBLIC_URL": "", "TRELLO_API_SECRET": "", "GREFFIER_RULEBOOK": str(output)}
    result = the_desk.type("init", "--yes", **settings)
    assert result.exit_code == 0, result.output
    assert "« Un espace de travail gratuit »" in result.stderr.replace("\u00a0", " ")
    rulebook = written(output)
    assert set(rulebook.boards) == {"soutenances", "transfert"}
    rules = rulebook.boards["soutenances"]
    assert rules.mode == "observe"
    assert rules.keep == timedelta(days=730)
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


def test_beside_a_rulebook_in_force_it_says_how_to_add_a_board(
    the_desk: Desk, output: Path
) -> None:
    result = the_desk.type("init", "--yes", "--output", output)
    assert result.exit_code == 0, result.output
    assert "copiez-y sa table" in result.stdout
    assert "export GREFFIER_RULEBOOK" not in result.stdout


def test_every_question_is_a_flag(the_desk: Desk, output: Path) -> None:
    board = invented_school.board_named(the_desk.school.sandbox, invented_school.SOUTENANCES)
    flags = ("--soutenances", board["id"], "--intake", "reussies", "--incomplete", INCOMPLETE)
    more = ("--accepted", INTAKE, "--accepted", "Soutenances planifiées", "--mode", "enforce")
    result = the_desk.type("init", *flags, *more, "--output", output, "--yes")
    assert result.exit_code == 0, result.output
    (rules,) = written(output).boards.values()
    assert names(the_desk, rules.intake) == ["Réussies"]
    assert names(the_desk, rules.accepted) == [INTAKE, "Soutenances planifiées"]
    assert rules.mode == "enforce"


def test_asked_it_proposes_and_takes_numbers_names_and_none(the_desk: Desk, output: Path) -> None:
    answers = "\n".join(["1", "1", "nope", "5, Réussies", "2", "-", "-", "-", "-"]) + "\n"
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


@pytest.fixture
def odd_board(the_desk: Desk) -> Iterator[str]:
    """A second board of the same name, whose list of this name is archived, and doubled lists."""
    sandbox = the_desk.school.sandbox
    hand, made = (
        sandbox.act_as("helene"),
        invented_school.board_named(sandbox, invented_school.TRANSFERT),
    )
    hand.rename_board(made["id"], "Soutenances")
    for name in ("Doublon", "Doublon", "Ancienne"):
        hand.create_list(made["id"], name)
    hand.change_list("Ancienne", made["id"], closed=True)
    yield str(made["id"])
    hand.rename_board(made["id"], invented_school.TRANSFERT)
    for each in sandbox.state.lists_of(made["id"]):
        if each["name"] in ("Doublon", "Ancienne"):
            each["closed"] = True
            each["name"] = "-"


def test_what_could_be_several_is_asked_for_by_its_address(
    the_desk: Desk, output: Path, odd_board: str
) -> None:
    link = the_desk.school.sandbox.state.boards[odd_board]["shortLink"]
    result = the_desk.type("init", "--yes", "--soutenances", "Soutenances", "--output", output)
    assert (result.exit_code, output.exists()) == (2, False)
    assert f"/b/{link}/" in result.stderr
    lists = ("--intake", "Étudiants à transférer", "--passed", "Doublon")
    result = the_desk.type("init", "--yes", "--soutenances", link, *lists, "--output", output)
    assert (result.exit_code, output.exists()) == (2, False)
    assert "plusieurs" in result.stderr
    asked = the_desk.type("init", "--output", output, stdin="1\n")
    assert f"/b/{link}/soutenances)" in asked.stderr


def test_of_boards_that_look_alike_none_is_guessed() -> None:
    lists = tuple(TrelloList(str(number), name) for number, name in enumerate((INTAKE, INCOMPLETE)))
    boards = [FoundBoard(each, f"Soutenances {each}", "", lists) for each in ("2025", "2026")]
    with pytest.raises(SystemExit):
        Asking("fr", True, {}).choose(boards)
    with pytest.raises(SystemExit):
        Asking("fr", True, {"soutenances": "Soutenances 2025", "intake": ("xyz",)}).choose(boards)
    (choice,) = Asking("fr", True, {"soutenances": "Soutenances 2025"}).choose(boards)
    assert choice.board.id == "2025"


def test_an_archived_list_is_told_as_archived(the_desk: Desk, output: Path, odd_board: str) -> None:
    flags = ("--soutenances", odd_board, "--intake", "Ancienne")
    result = the_desk.type("init", "--yes", *flags, "--output", output, GREFFIER_LANGUAGE="en")
    assert result.exit_code == 2
    assert "this list is archived. Restore it" in result.stderr


def test_what_has_a_role_already_is_asked_for_again(the_desk: Desk, output: Path) -> None:
    answers = "\n".join(["1", "1", "1", "1", "2", "-", "-", "-", "-"]) + "\n"
    result = the_desk.type("init", "--output", output, stdin=answers)
    assert result.exit_code == 0, result.output
    assert "déjà pris pour" in result.stderr
    twice = ("--soutenances", "Soutenances", "--transfert", "Soutenances")
    result = the_desk.type("init", "--yes", "--force", *twice, "--output", output)
    assert (result.exit_code, "déjà pris pour" in result.stderr) == (2, True)


def test_a_board_where_the_bot_only_looks_on_is_told(the_desk: Desk, output: Path) -> None:
    sandbox = the_desk.school.sandbox
    board = invented_school.board_named(sandbox, invented_school.TRANSFERT)["id"]
    hand = sandbox.act_as("helene")
    hand.add_to_board(board, invented_school.BOT, "observer")
    result = the_desk.type("init", "--yes", "--output", output)
    hand.add_to_board(board, invented_school.BOT, "normal")
    assert (result.exit_code, output.exists()) == (0, True)
    assert "greffier mode transfert enforce" in result.stderr
    assert "greffier mode soutenances enforce" not in result.stderr


def test_a_folder_that_is_not_there_is_told_with_what_to_do(the_desk: Desk, tmp_path: Path) -> None:
    for language, said in (("fr", "créez-le"), ("en", "create it")):
        path = tmp_path / "nowhere" / "rulebook.toml"
        result = the_desk.type("init", "--yes", "--output", path, GREFFIER_LANGUAGE=language)
        assert result.exit_code == 1
        assert str(path) in result.stderr
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


@pytest.mark.parametrize(
    "said",
    [
        "AbCd",
        "https://trello.com/b/AbCd",
        "https://trello.com/b/AbCd/the-name-before?filter=member:zoe",
        "https://trello.com/b/AbCd/soutenances",
        "SOUTENANCES",
    ],
)
def test_a_board_is_known_by_any_address_that_a_browser_shows(said: str) -> None:
    there = {"id": "1" * 24, "name": "Soutenances", "url": "https://trello.com/b/AbCd/soutenances"}
    boards = [
        FoundBoard.read({"id": "2" * 24, "lists": [{"id": "3" * 24}]}),
        FoundBoard.read(there),
    ]
    assert board_named(boards, said).id == there["id"]


def test_an_address_that_leads_elsewhere_is_no_board() -> None:
    board = FoundBoard.read({"id": "1" * 24, "name": "Soutenances"})
    with pytest.raises(NotFoundError):
        board_named([board], "https://trello.com/b/AbCd")

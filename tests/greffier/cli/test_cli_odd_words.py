"""What is typed may be anything: a command that cannot use it says so in one sentence, with status 1 or 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cli_desk import Desk, desk
from click.testing import CliRunner

from greffier.cli import COMMANDS, cli
from greffier.cli.shared.arguments import FILES, MOST
from mentoring.profiles.csv_file import COLUMNS as PROFILES
from mentoring.sessions.views.students_csv import COLUMNS as STUDENTS

HALVES = ("a\ud800", "\udced\udca0\udc80", "a\x00b")
COLUMNS = ";".join(STUDENTS)
IDS = ";".join(PROFILES)


@pytest.fixture(scope="module")
def the_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("odd")) as made:
        yield made


def takers() -> Iterator[tuple[list[str], click.Parameter, click.Command]]:
    """Every argument and option of every command that takes text or numbers."""
    for name in sorted(COMMANDS):
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        below = command.commands if type(command) is click.Group else {"": command}
        for under, each in below.items():
            for param in each.params:
                if param.name not in FILES and not isinstance(param.type, click.Path):
                    yield [name, *([under] if under else [])], param, each


def typed(words: list[str], param: click.Parameter, command: click.Command, odd: str) -> list[str]:
    """The command with this word odd, and what else it must have."""
    needed = [
        x for x in command.params if x.required and x is not param and isinstance(x, click.Argument)
    ]
    given = [param.opts[0], odd] if isinstance(param, click.Option) else [odd]
    return [*words, *given, *("x" for _ in needed)]


def test_what_is_no_text_is_refused_wherever_text_is_wanted() -> None:
    wrong = []
    for words, param, command in takers():
        if isinstance(param.type, click.types.StringParamType):
            for odd in HALVES:
                result = CliRunner().invoke(cli, typed(words, param, command, odd))
                if result.exit_code != 2 or "UTF-8" not in result.stderr:
                    wrong.append((*words, param.name, result.exit_code, repr(result.exception)))
    assert wrong == []


def test_no_number_is_larger_than_a_database_holds() -> None:
    wrong = []
    for words, param, command in takers():
        if isinstance(param.type, click.types.IntParamType):
            result = CliRunner().invoke(cli, typed(words, param, command, str(MOST + 1)))
            if result.exit_code != 2:
                wrong.append((*words, param.name, result.exit_code))
    assert wrong == []


SINCE = ("9" * 50 + "d", "0001-01-01", "9999-12-31T23:59:59", "1e9d", "-1h", "99999999h")
ODD = [
    *(("student", "show", odd) for odd in ("\u202e", "💥" * 300, "%", "_", "'; --", "\n")),
    *(
        ("receipts", "--card", odd)
        for odd in ("%", "https://trello.com/c/", "💥", "\n", "x" * 9000)
    ),
    *(
        ("receipts", "--since", odd)
        for odd in ("9" * 50 + "d", "0001-01-01", "9999-12-31T23:59:59", "1e9d", "-1h")
    ),
    *(
        ("undo", "--yes", "--since", odd)
        for odd in ("9" * 50 + "d", "0001-01-01", "12", "99999999h")
    ),
    ("undo", "--yes", str(MOST)),
    ("undo", "-1"),
    ("receipts", "--limit", str(MOST)),
    *(("queue", "show", odd) for odd in ("%", "💥", "\n", "x" * 9000)),
    ("queue", "replay", "💥"),
    ("sessions", "list", "--mentor", "💥", "--student", "\n"),
    *((command, "💥") for command in ("mode", "resume", "pause", "preview")),
    ("channels", "test", "💥"),
]


@pytest.mark.parametrize("words", ODD, ids=lambda words: " ".join(words)[:40])
def test_odd_words_are_answered(the_desk: Desk, words: tuple[str, ...]) -> None:
    result = the_desk.type(*words)
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.output


TABLES = [
    ("profiles", f"{IDS}\nines;\x00;;;;;;;;;;"),
    ("profiles", f"{IDS}\nines;{'x' * 200_000}"),
    ("students", f"{COLUMNS}\nLéa Martin\x00;DA Python;P3;;;;;;"),
    ("students", f'{COLUMNS}\n"Léa Martin;DA Python;P3{"x" * 200_000}'),
    ("students", f"{COLUMNS}\rLéa;DA Python;P3;nobody;lundi;99:99;9999;Nowhere;@"),
]


@pytest.mark.parametrize(("command", "text"), TABLES)
def test_an_odd_table_is_refused_whole_with_its_line(
    the_desk: Desk, tmp_path: Path, command: str, text: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8", newline="")
    result = the_desk.type(command, "import", path)
    assert result.exit_code == 2
    assert re.search(r"Ligne 2", result.stderr)


RULES = [
    b'timezone = "a\\u0000b"',
    b"a = '\x00'",
    b"\xff\xfea",
    b"x = " + b"[" * 5_000 + b"]" * 5_000,
    b".".join([b"a"] * 4_000) + b" = 1",
    b"[brake]\nmoves = " + b"9" * 5_000,
    b"[brake]\nmoves = 99999999999999999999",
]


@pytest.mark.parametrize("text", RULES, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("command", ["check", "show"])
def test_a_rulebook_that_cannot_be_one_is_refused_in_a_sentence(
    tmp_path: Path, text: bytes, command: str
) -> None:
    path = tmp_path / "rulebook.toml"
    path.write_bytes(text)
    result = CliRunner().invoke(cli, ["rules", command, str(path)])
    assert isinstance(result.exception, SystemExit) and result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1

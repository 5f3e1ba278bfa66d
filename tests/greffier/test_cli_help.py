"""Every command explains itself in both languages."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from greffier.cli import COMMANDS, cli
from greffier.cli.shared.click_texts import FRENCH
from greffier.cli.shared.help import TO_ENGLISH, TO_FRENCH


def told(command: click.Command) -> Iterator[str]:
    """All that a command and those below it say of themselves."""
    yield command.help or ""
    yield from (each.help or "" for each in command.params if isinstance(each, click.Option))
    if type(command) is click.Group:
        for below in command.commands.values():
            yield from told(below)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_text_of_a_command_is_there_in_both_languages(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "fr")
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    said = {inspect.cleandoc(each) for each in told(command)} - {""}
    assert said - set(TO_ENGLISH) == set()


def test_no_two_texts_are_the_same_in_one_language_alone() -> None:
    assert {TO_ENGLISH[TO_FRENCH[each]] for each in TO_ENGLISH.values()} == {*TO_ENGLISH.values()}
    assert len({*TO_ENGLISH.values()}) == len(TO_ENGLISH)


def test_help_follows_the_language_and_comes_back() -> None:
    for language, whole, part, own in (
        ("en", "Serve everything", "Address to listen on.", "Show this help."),
        ("fr", "Sert tout", "Adresse d’écoute.", "Montre cette aide."),
        ("en", "Serve everything", "Address to listen on.", "Show this help."),
    ):
        run = CliRunner(env={"GREFFIER_LANGUAGE": language})
        said = run.invoke(cli, ["serve", "--help"]).output
        assert whole in said and part in said and own in said
        assert whole in run.invoke(cli, ["--help"]).output
    below = CliRunner(env={"GREFFIER_LANGUAGE": "en"}).invoke(cli, ["webhooks", "repair", "--help"])
    assert "remove doubles" in below.output


def test_a_wrong_language_does_not_keep_the_help_away() -> None:
    result = CliRunner(env={"GREFFIER_LANGUAGE": "de"}).invoke(cli, ["serve", "--help"])
    assert result.exit_code == 0 and "Sert tout" in result.output


def pages() -> Iterator[tuple[str, ...]]:
    """The words of every command and group."""
    yield ()
    for name in sorted(COMMANDS):
        yield (name,)
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            yield from ((name, each) for each in sorted(command.commands))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_of_the_help_is_cut_and_none_is_in_the_other_language(language: str) -> None:
    for words in pages():
        run = CliRunner(env={"GREFFIER_LANGUAGE": language})
        said = run.invoke(cli, [*words, "--help"], terminal_width=80).output
        assert not re.search(r"\w\.\.\.$", said, re.MULTILINE), (words, said)
        usual, other = ("Emploi", "Usage:") if language == "fr" else ("Usage:", "Emploi")
        assert usual in said and other not in said
        if language == "fr":
            assert "'" not in said.replace("'-'", ""), (words, said)


def test_click_says_its_own_words_in_french() -> None:
    def said(*words: str) -> str:
        result = CliRunner(env={"GREFFIER_LANGUAGE": "fr"}).invoke(cli, words)
        assert result.exit_code == 2
        return result.output.replace("\u00a0", " ").replace("\u202f", " ")

    assert "Erreur : La commande « recepts » n’existe pas." in said("recepts")
    assert "« 0 » n’est pas" in said("receipts", "--limit", "0") or "0 n’est pas dans" in said(
        "receipts", "--limit", "0"
    )
    assert "n’est pas parmi" in said("mode", "x", "maybe")
    assert "Il manque l’argument" in said("mode")
    assert "L’option « --nein » n’existe pas." in said("doctor", "--nein")
    assert "n’existe pas" in said("students", "import", "/nowhere.csv")
    assert "COMMANDE [ARGUMENTS]" in said("recepts")


def test_what_click_may_say_here_is_known_in_french() -> None:
    """A new release of click that says something new is noticed."""
    modules = (click.core, click.exceptions, click.formatting, click.parser, click.types)
    for module in modules:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                for each in node.args:
                    if isinstance(each, ast.Constant) and each.value not in UNSAID:
                        assert each.value in FRENCH, each.value


UNSAID = {
    "deprecated",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Value must be an iterable.",
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead?"
    " Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "Choice({choices})",
    "{value!r} is not a valid UUID.",
}
"""What click says to programmers alone, or of what no command here has."""


def test_colours_are_left_out_where_none_are_wanted() -> None:
    @cli.command("coloured-for-a-test")
    def coloured() -> None:
        click.echo(click.style("✓", fg="green"))

    try:
        for wanted, there in (("", True), ("1", False)):
            run = CliRunner(env={"NO_COLOR": wanted})
            said = run.invoke(cli, ["coloured-for-a-test"], color=True).output
            assert ("\x1b[" in said) is there
    finally:
        del cli.commands["coloured-for-a-test"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_their_words(shell: str) -> None:
    script = CliRunner(env={"_GREFFIER_COMPLETE": f"{shell}_source"}).invoke(
        cli, prog_name="greffier"
    )
    assert "_GREFFIER_COMPLETE" in script.output
    env = {
        "_GREFFIER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "greffier web",
        "COMP_CWORD": "web" if shell == "fish" else "1",
    }
    assert "webhooks" in CliRunner(env=env).invoke(cli, prog_name="greffier").output

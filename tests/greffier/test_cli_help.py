"""Every command explains itself in both languages."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from greffier.cli import COMMANDS, cli
from greffier.cli.shared.help import TO_ENGLISH, TO_FRENCH
from greffier.cli.shared.help_texts import ENGLISH


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
    assert said - set(ENGLISH) == set()


def test_no_two_texts_are_the_same_in_one_language_alone() -> None:
    assert {TO_ENGLISH[TO_FRENCH[each]] for each in TO_ENGLISH.values()} == {*TO_ENGLISH.values()}
    assert len({*TO_ENGLISH.values()}) == len(TO_ENGLISH)


def test_help_follows_the_language_and_comes_back() -> None:
    for language, whole, part, own in (
        ("en", "Serve everything", "Address to listen on.", "Show this help."),
        ("fr", "Sert tout", "Adresse d'écoute.", "Montre cette aide."),
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

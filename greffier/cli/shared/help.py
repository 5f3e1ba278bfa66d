"""The help of every command in the language of `GREFFIER_LANGUAGE`: written in French, told in both."""

from __future__ import annotations

import inspect

import click

from greffier.cli.shared.help_texts import ENGLISH, METAVARS
from greffier.cli.shared.language import language
from rules.verdict import Language

OWN = {
    "Show this message and exit.": "Montre cette aide.",
    "Show the version and exit.": "Dit la version.",
}
"""What click says of its own options."""

TO_ENGLISH = ENGLISH | METAVARS
TO_FRENCH = {english: french for french, english in TO_ENGLISH.items()} | OWN


def speak(command: click.Command, ctx: click.Context) -> None:
    """Put the help of this command, its options and the commands below it into the language."""
    wanted = spoken()
    command.help = _told(command.help, wanted)
    options = [*command.params, command.get_help_option(ctx)]
    for each in options:
        if each is not None:
            each.metavar = _told(each.metavar, wanted)
        if isinstance(each, click.Option):
            each.help = _told(each.help, wanted)
    if type(command) is click.Group:
        for below in command.commands.values():
            speak(below, ctx)


def spoken() -> Language:
    """Return the language wanted; French where the setting is wrong: the command itself will say so."""
    try:
        return language()
    except click.UsageError:
        return "fr"


def _told(text: str | None, wanted: Language) -> str | None:
    if not text:
        return text
    plain = inspect.cleandoc(text)
    plain = TO_FRENCH.get(plain, plain)
    return TO_ENGLISH.get(plain, plain) if wanted == "en" else plain

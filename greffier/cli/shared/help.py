"""The help of every command in the language of `GREFFIER_LANGUAGE`: written in French, told in both."""

from __future__ import annotations

import inspect
from typing import Final

import click

from greffier.cli.shared.help_texts import ENGLISH, METAVARS
from greffier.cli.shared.language import language
from rules.bilingual import french
from rules.verdict import Language

OWN = {
    "Show this message and exit.": "Montre cette aide.",
    "Show the version and exit.": "Dit la version.",
}
"""What click says of its own options."""

TYPES: Final[dict[str, dict[Language, str]]] = {
    "text": {"fr": "TEXTE", "en": "TEXT"},
    "integer range": {"fr": "NOMBRE", "en": "NUMBER"},
    "integer": {"fr": "NOMBRE", "en": "NUMBER"},
    "path": {"fr": "FICHIER", "en": "FILE"},
    "file": {"fr": "FICHIER", "en": "FILE"},
    "datetime": {"fr": "AAAA-MM-JJ", "en": "YYYY-MM-DD"},
}
"""What stands for a value in the help of an option."""

REST: Final[dict[Language, str]] = {
    "fr": "COMMANDE [ARGUMENTS]...",
    "en": "COMMAND [ARGS]...",
}

TO_ENGLISH = {french(told): english for told, english in (ENGLISH | METAVARS).items()}
TO_FRENCH = {english: told for told, english in TO_ENGLISH.items()} | OWN


def speak(command: click.Command, ctx: click.Context) -> None:
    """Put the help of this command, its options and the commands below it into the language."""
    wanted = spoken()
    command.help = _told(command.help, wanted)
    # In a list of commands click would cut this where its line ends.
    command.short_help = (command.help or "").partition("\n\n")[0]
    options = [*command.params, command.get_help_option(ctx)]
    for each in options:
        if each is not None:
            each.metavar = _told(each.metavar, wanted)
        if isinstance(each, click.Option):
            if each.metavar is None and not each.is_flag and each.type.name in TYPES:
                each.metavar = TYPES[each.type.name][wanted]
            each.help = _told(each.help, wanted)
    if isinstance(command, click.Group):
        command.subcommand_metavar = REST[wanted]
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
    plain = french(plain) if french(plain) in TO_ENGLISH else plain
    plain = TO_FRENCH.get(plain, plain)
    return TO_ENGLISH.get(plain, plain) if wanted == "en" else plain

"""Words on the command line: what is not text is refused with a sentence, before anything looks for it."""

from __future__ import annotations

from typing import Any, Final

import click

from greffier.cli.shared.help import spoken
from rules.bilingual import Sentence
from sync.storage.whole_number import MOST

NOT_TEXT: Final = Sentence(
    "ce n'est pas du texte en UTF-8 ; tapez-le de nouveau, sans le coller.",
    "this is not text in UTF-8; type it again instead of pasting it.",
)
FILES: Final = frozenset(("file", "files", "path", "output", "rulebook"))
"""Arguments that name files: a file may be called whatever the disk allows."""


class Words(click.types.StringParamType):
    """Text that can be written to a file and looked for in a database."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text. Fails where it holds NUL or bytes that are no UTF-8."""
        text = super().convert(value, param, ctx)
        if "\x00" in text or not _is_utf8(text):
            self.fail(NOT_TEXT.in_(spoken()), param, ctx)
        return text


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def take_words(command: click.Command) -> None:
    """Let this command, and those below it, take nothing but text where they take text, and numbers that
    a database can hold."""
    for each in command.params:
        if type(each.type) is click.types.StringParamType and each.name not in FILES:
            each.type = Words()
        elif isinstance(each.type, click.IntRange) and each.type.max is None:
            each.type = click.IntRange(min=each.type.min, max=MOST)
    if type(command) is click.Group:
        for below in command.commands.values():
            take_words(below)

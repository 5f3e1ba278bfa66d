"""How a demonstration is told: colours and columns on a terminal, plain lines elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.sentences import Sentence
from rules.verdict import Language

Part = Literal["said", "received", "decided", "done", "checked", "failed"]

NAMES: Final[Mapping[Part, Sentence]] = {
    "said": Sentence("", ""),
    "received": Sentence("reçu", "received"),
    "decided": Sentence("décidé", "decided"),
    "done": Sentence("fait", "done"),
    "checked": Sentence("✓ vu", "✓ seen"),
    "failed": Sentence("✗ manqué", "✗ missed"),
}
STYLES: Final[Mapping[Part, str]] = {
    "said": "bold",
    "received": "dim",
    "decided": "yellow",
    "done": "cyan",
    "checked": "green",
    "failed": "bold red",
}
WIDTH: Final = 9
_LINK: Final = re.compile(r"\[([^\]]+)\]\(\S+\)")
SECOND: Final = 1.0


class Teller:
    """Writes the story on `console` in one language, line after line."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console, self.language = console, language

    def words(self, sentence: Sentence, **values: object) -> str:
        """The sentence in the language of the demonstration."""
        return sentence.in_(self.language).format_map(values)

    def scene(self, number: int, title: Sentence) -> None:
        """The title of a scene."""
        self._console.print()
        self._console.print(Text(f"{number}. {self.words(title)}", style="bold magenta"))

    def plain(self, text: str, style: str = "") -> None:
        """A line that belongs to no scene."""
        self._console.print(Text(text, style=style), soft_wrap=not self._console.is_terminal)

    def line(self, part: Part, text: str, seconds: float | None = None) -> None:
        """One line of a scene; `seconds` is what it took."""
        name, style = self.words(NAMES[part]), STYLES[part]
        took = f" ({self.duration(seconds)})" if seconds is not None else ""
        if not self._console.is_terminal:
            head = f"  {name:<{WIDTH}} " if name else "  "
            self._console.print(Text(f"{head}{text}{took}"), soft_wrap=True)
            return
        body = Text(text, style="bold" if part == "said" else "").append(took, style="dim")
        if not name:
            self._console.print(Padding(body, (0, 0, 0, 2)))
            return
        row = Table.grid(padding=(0, 1))
        row.add_column(width=WIDTH)
        row.add_column(overflow="fold")
        row.add_row(Text(name, style=style), body)
        self._console.print(Padding(row, (0, 0, 0, 2)))

    def quote(self, text: str) -> None:
        """What stands in a comment on a card, line by line."""
        for line in text.splitlines():
            if not line.strip():
                continue
            shown = _rendered(f"│ {line.rstrip()}")
            indent = 3 + WIDTH
            if self._console.is_terminal:
                self._console.print(Padding(shown, (0, 0, 0, indent)))
            else:
                self._console.print(Text(" " * indent).append(shown), soft_wrap=True)

    def duration(self, seconds: float) -> str:
        """ "12 ms", "2,4 s" (in English "2.4 s")."""
        if seconds < SECOND:
            return f"{round(seconds * 1000)}\u00a0ms"
        text = f"{seconds:.1f}\u00a0s"
        return text.replace(".", ",") if self.language == "fr" else text


def _rendered(line: str) -> Text:
    """A line of Markdown as Trello shows it: bold is bold, a link is its text."""
    text = Text(style="italic")
    for number, part in enumerate(_LINK.sub(r"\1 ↗", line).split("**")):
        text.append(part, style="bold" if number % 2 else "")
    return text

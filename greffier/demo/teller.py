"""How a demonstration is told: colours and columns on a terminal, plain lines elsewhere."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Final, Literal

from rich.console import Console
from rich.text import Text

from rules.bilingual import Sentence
from rules.verdict import Language

Part = Literal["said", "received", "decided", "done", "checked", "failed", "later", "mail"]

NAMES: Final[Mapping[Part, Sentence]] = {
    "said": Sentence("", ""),
    "received": Sentence("reçu", "received"),
    "decided": Sentence("décidé", "decided"),
    "done": Sentence("fait", "done"),
    "checked": Sentence("✓ vu", "✓ seen"),
    "failed": Sentence("✗ manqué", "✗ missed"),
    "later": Sentence("→ ensuite", "→ later"),
    "mail": Sentence("courriel", "mail"),
}
STYLES: Final[Mapping[Part, str]] = {
    "said": "bold",
    "received": "dim",
    "decided": "yellow",
    "done": "cyan",
    "checked": "green",
    "failed": "bold red",
    "later": "blue",
    "mail": "cyan",
}
WIDTH: Final = 9
_LINK: Final = re.compile(r"\[([^\]]+?)(?: ↗)?\]\(\S+\)")
SECOND: Final = 1.0


class Teller:
    """Writes the story on `console` in one language, line after line."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console, self.language = console, language

    def words(self, sentence: Sentence, **values: object) -> str:
        """Return the sentence in the language of the demonstration."""
        return sentence.in_(self.language).format_map(values)

    def scene(self, number: int, title: Sentence) -> None:
        """Tell the title of a scene."""
        self._console.print()
        self._console.print(Text(f"{number}. {self.words(title)}", style="bold magenta"))

    def plain(self, text: str, style: str = "") -> None:
        """Tell a line that belongs to no scene."""
        self._print(Text(text, style=style), 0)

    def line(self, part: Part, text: str, seconds: float | None = None) -> None:
        """Tell one line of a scene; `seconds` is what it took."""
        name, body = self.words(NAMES[part]), Text(text, style="bold" if part == "said" else "")
        if seconds is not None:
            body.append(f" ({self.duration(seconds)})", style="dim")
        head = Text("  ")
        if name:
            head.append(f"{name:<{WIDTH}} ", style=STYLES[part])
        self._print(body, len(head), head)

    def quote(self, text: str) -> None:
        """Tell what stands in a comment on a card, line by line."""
        bar = Text(" " * (3 + WIDTH)).append("│ ", style="dim")
        for line in text.splitlines():
            if line.strip():
                self._print(_rendered(line.rstrip()), len(bar), bar, bar)

    def _print(
        self, text: Text, indent: int, head: Text | None = None, further: Text | None = None
    ) -> None:
        """Print the text after `head`. On a terminal, more lines follow after `further` (blank)."""
        lines = [text]
        if self._console.is_terminal:
            lines = _wrapped(text, self._console.width - indent)
        before = head if head is not None else Text()
        for line in lines:
            self._console.print(before.copy().append_text(line), soft_wrap=True)
            before = further if further is not None else Text(" " * indent)

    def duration(self, seconds: float) -> str:
        """Write a duration: "12 ms", "2,4 s" (in English "2.4 s")."""
        if seconds < SECOND:
            return f"{round(seconds * 1000)}\u00a0ms"
        text = f"{seconds:.1f}\u00a0s"
        return text.replace(".", ",") if self.language == "fr" else text


def _rendered(line: str) -> Text:
    """Return a line of Markdown as Trello shows it: bold is bold, a link is its text."""
    text = Text(style="italic")
    for number, part in enumerate(_LINK.sub(r"\1 ↗", line).split("**")):
        text.append(part, style="bold" if number % 2 else "")
    return text


def _wrapped(text: Text, width: int) -> list[Text]:
    """Return the text in lines of at most `width` characters; a no-break space never ends one."""
    lines = textwrap.wrap(text.plain, max(width, 20), break_on_hyphens=False)
    starts, end = [], 0
    for line in lines:
        starts.append(text.plain.index(line, end))
        end = starts[-1] + len(line)
    found = list(text.divide(starts[1:])) or [text]
    for each in found:
        each.rstrip()
    return found

"""`greffier check` for people: a table for each list on a terminal, plain lines everywhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import groupby
from typing import TYPE_CHECKING, Final

from greffier.cli.check import texts
from greffier.cli.check.judge import Judged, JudgedBoard
from rules.bilingual import Sentence
from rules.formatting import fill, say, shortened
from rules.verdict import Finding, Language, Student

if TYPE_CHECKING:  # rich is only needed on a terminal
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_LONGEST_NAME: Final = 100
_LONGEST_READ: Final = 80
_COMPLETE, _INCOMPLETE, _DOUBT = "✓", "✗", "!"
_READ: Final = Sentence("{message} Lu : {read}", "{message} Read: {read}")
_CARD: Final = Sentence("Carte", "Card")
_STUDENT: Final = Sentence("Étudiant et parcours", "Student and course")
_TO_DO: Final = Sentence("Ce qui manque", "What is missing")
_NOT_READ: Final = Sentence("non reconnu", "not recognised")
_NO_TITLE: Final = Sentence("(sans titre)", "(no title)")
_NO_LIST: Final = Sentence("(liste inconnue)", "(unknown list)")
_NOTHING: Final = Sentence(
    "Aucune carte à vérifier sur ce tableau.", "There is no card to check on this board."
)
_MISSING: Final = Sentence("Ce qui manque : {what}.", "What is missing: {what}.")
_DOUBTFUL: Final = Sentence("À voir : {what}.", "To look at: {what}.")
_ALL_RIGHT: Final = Sentence("Rien ne manque.", "Nothing is missing.")


def plain_lines(boards: Sequence[JudgedBoard], language: Language) -> Iterator[str]:
    """Yield the report without colours or boxes: one line a card, one more a finding."""
    for place, judged in enumerate(boards):
        if place:
            yield ""
        yield _heading(judged)
        for name, cards in _by_list(judged, language):
            yield ""
            yield name
            for each in cards:
                yield from _plain_card(each, judged.zone, language)
        yield ""
        yield from _summary(judged, language)


def print_tables(boards: Sequence[JudgedBoard], language: Language, console: Console) -> None:
    """Print the report on a terminal."""
    from rich.rule import Rule
    from rich.text import Text

    for judged in boards:
        title = Text(_heading(judged), style="bold")
        console.print(Rule(title, style="blue"))
        for name, cards in _by_list(judged, language):
            console.print(_table(name, cards, judged.zone, language))
        lines = list(_summary(judged, language))
        console.print(Text(lines[0], style=_colour(judged)))
        for line in lines[1:]:
            console.print(Text(line))
        console.print()


def clean(text: str) -> str:
    """Return one line without control characters, which a terminal would obey."""
    bare = "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)
    return shortened(bare, _LONGEST_NAME)


def _by_list(judged: JudgedBoard, language: Language) -> Iterator[tuple[str, list[Judged]]]:
    """Yield the checked cards, list by list, in the board's order."""
    names = {each.id: clean(each.name) for each in judged.board.lists}
    checked = [each for each in judged.cards if each.verdict.state != "not-checked"]
    for list_id, cards in groupby(checked, key=lambda each: each.card.list_id):
        yield names.get(list_id, _NO_LIST.in_(language)), list(cards)


def _plain_card(judged: Judged, zone: tzinfo, language: Language) -> Iterator[str]:
    yield f"  {_mark(judged)} {_title(judged, language)}"
    for finding in judged.verdict.findings:
        sign = "-" if finding.blocks else _DOUBT
        yield f"      {sign} {_told(finding, zone, language)}"


def _told(finding: Finding, zone: tzinfo, language: Language) -> str:
    """Return the message, and what was read where there was anything to read."""
    told = say(finding, language, zone)
    if not any(finding.values.values()):
        return told.message
    read = shortened(told.read, _LONGEST_READ)
    return clean_line(fill(_READ, language, {"message": told.message, "read": read}))


def clean_line(text: str) -> str:
    """Return a sentence without control characters, whole."""
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)


def _summary(judged: JudgedBoard, language: Language) -> Iterator[str]:
    if not judged.in_state("complete") + judged.in_state("incomplete"):
        yield _NOTHING.in_(language)
    else:
        parts = (texts.complete(judged, language), texts.incomplete(judged, language))
        between = "\u00a0: " if language == "fr" else ": "
        yield f"{texts.checked(judged, language)}{between}{', '.join(parts)}."
        missing = texts.counted(judged, language, blocks=True)
        doubtful = texts.counted(judged, language, blocks=False)
        if missing:
            yield fill(_MISSING, language, {"what": missing})
        if doubtful:
            yield fill(_DOUBTFUL, language, {"what": doubtful})
        if not missing and not doubtful:
            yield _ALL_RIGHT.in_(language)
    aside = texts.not_checked(judged, language)
    if aside:
        yield f"{aside}."


def _heading(judged: JudgedBoard) -> str:
    return f"{clean(judged.board.name)} ({judged.kind})"


def _title(judged: Judged, language: Language) -> str:
    return clean(judged.card.name) or _NO_TITLE.in_(language)


def _mark(judged: Judged) -> str:
    return _COMPLETE if judged.verdict.state == "complete" else _INCOMPLETE


def _colour(judged: JudgedBoard) -> str:
    return "bold red" if judged.in_state("incomplete") else "bold green"


def _table(name: str, cards: Sequence[Judged], zone: tzinfo, language: Language) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(name, style="bold cyan"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        expand=True,
    )
    table.add_column("", width=1)
    table.add_column(_CARD.in_(language), ratio=3)
    table.add_column(_STUDENT.in_(language), ratio=3)
    table.add_column(_TO_DO.in_(language), ratio=5)
    for each in cards:
        colour = "green" if each.verdict.state == "complete" else "red"
        table.add_row(
            Text(_mark(each), style=colour),
            Text(_title(each, language), style=_link(each.card.url)),
            Text(_read(each.verdict.student, language), style="dim"),
            _findings(each.verdict.findings, zone, language),
        )
    return table


def _findings(findings: Sequence[Finding], zone: tzinfo, language: Language) -> Text:
    from rich.text import Text

    lines = [
        Text(f"• {_told(each, zone, language)}", style="red" if each.blocks else "yellow")
        for each in findings
    ]
    return Text("\n").join(lines)


def _read(student: Student | None, language: Language) -> str:
    told = [clean(each) for each in (student.name, student.course) if each] if student else []
    return " · ".join(told) or _NOT_READ.in_(language)


def _link(url: str) -> str:
    """Return a style that makes the name a link, on terminals that can."""
    return f"link {url}" if url.startswith("https://") and url.isascii() and " " not in url else ""

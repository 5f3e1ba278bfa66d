"""Tables for people: with lines and colours on a terminal, one plain line a row everywhere else."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

import click

from rules.formatting import shortened

LONGEST = 120


def clean(text: str, longest: int = LONGEST) -> str:
    """Return one line without control characters, which a terminal would obey."""
    bare = "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)
    return shortened(bare, longest)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the rows. Texts may come from cards: they are cleaned, and never read as markup."""
    cells = [[clean(each) for each in row] for row in rows]
    if not sys.stdout.isatty():
        for row in cells:
            click.echo("  ".join(each for each in row if each))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in cells:
        table.add_row(*(Text(each) for each in row))
    Console().print(table)

"""A picture of the terminal on which a demonstration was told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI

WIDTH: Final = 104
_WEB_FONTS: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def recorder() -> Console:
    """Return a terminal in colours that remembers all that was written on it."""
    return Console(
        record=True, force_terminal=True, color_system="truecolor", width=WIDTH, highlight=False
    )


def draw(console: Console, file: Path) -> None:
    """Write what was told as SVG. It names no address: a viewer loads no font from elsewhere."""
    drawn = console.export_svg(title="greffier demo", theme=MONOKAI, unique_id="greffier")
    file.write_text(_WEB_FONTS.sub("", drawn), encoding="utf-8")

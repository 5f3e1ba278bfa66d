"""What a page imports at its beginning is asked for at once, not one script after another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import powerup
from powerup.views.pages import MODULES

STATIC = Path(powerup.__file__).parent / "static"
IMPORTED = re.compile(r"""^(?:import|} from)[^"\n]*"(\.[^"]+)";""", re.MULTILINE)


def reached(start: str) -> set[str]:
    """The scripts that this one imports, and those that they do, and itself."""
    found, waiting = set[Path](), [STATIC / start]
    while waiting:
        file = waiting.pop().resolve()
        if file not in found:
            found.add(file)
            names = IMPORTED.findall(file.read_text(encoding="utf-8"))
            waiting.extend(file.parent / name for name in names)
    return {str(each.relative_to(STATIC)) for each in found}


@pytest.mark.parametrize(
    ("page", "starts"),
    [("desk", ("desk.js", "desk/todo.js", "desk/mine.js")), ("panel", ("panel.js",))],
)
def test_a_page_asks_at_once_for_every_script_of_its_beginning(
    page: str, starts: tuple[str, ...]
) -> None:
    wanted = set[str]().union(*map(reached, starts)) - {f"{page}.js"}
    assert len(wanted) > 3
    assert wanted == set(MODULES[page])

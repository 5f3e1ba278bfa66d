"""What axe-core finds wrong with a page or a frame, on the ground that Trello shows it on."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Frame, Locator, Page

GROUNDS = {"light": "#ffffff", "dark": "#282e33"}
"""Trello's surface under our frames, which are transparent: in the dark the lightest of them."""

RUN = "(more) => axe.run(document, {iframes: false, resultTypes: ['violations'], ...more})"
COLOURS = {"runOnly": ["color-contrast"]}
"""What of axe's rules hangs on the theme."""
PAINT = "(ground) => { document.documentElement.style.background = ground; }"


def frame_of(element: Locator) -> Frame:
    """The content of this iframe."""
    handle = element.element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return frame


def faults(shown: Page | Frame, theme: str, *, colours_alone: bool = False) -> list[str]:
    """Each issue, of whatever weight: rule, place, and what axe says of it. `colours_alone`: the rest
    was looked at in the other theme.
    """
    shown.evaluate(PAINT, GROUNDS[theme])
    if not shown.evaluate("'axe' in window"):
        shown.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8") + ";true")
    more = COLOURS if colours_alone else {}
    found: list[dict[str, Any]] = shown.evaluate(RUN, more)["violations"]
    return [
        f"{each['id']} {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]

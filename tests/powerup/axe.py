"""What axe-core finds wrong with a page or a frame, on the ground that Trello shows it on."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Frame, Locator, Page

GROUNDS = {"light": "#ffffff", "dark": "#282e33"}
"""Trello's surface under our frames, which are transparent: in the dark the lightest of them."""

BAD = ("serious", "critical")
RUN = "() => axe.run(document, {iframes: false, resultTypes: ['violations']})"
PAINT = "(ground) => { document.documentElement.style.background = ground; }"


def frame_of(element: Locator) -> Frame:
    """The content of this iframe."""
    handle = element.element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return frame


def faults(shown: Page | Frame, theme: str) -> list[str]:
    """Each serious or critical issue: rule, place, and what axe says of it."""
    shown.evaluate(PAINT, GROUNDS[theme])
    shown.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8") + ";true")
    found: list[dict[str, Any]] = shown.evaluate(RUN)["violations"]
    return [
        f"{each['id']} {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in BAD
        for node in each["nodes"]
    ]

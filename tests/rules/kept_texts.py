"""Texts that were read aloud and are kept word for word beside their tests.

To renew them after a wanted change: `GREFFIER_RENEW=1 pytest` with the test's path, then read each one aloud.
"""

from __future__ import annotations

import os
from pathlib import Path


def assert_kept(path: Path, text: str) -> None:
    """Fail unless the file holds this text; where texts are renewed, write it there first."""
    if os.environ.get("GREFFIER_RENEW"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")

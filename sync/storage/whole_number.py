"""Numbers that come from outside, in addresses, forms and on the command line: what no database could compare
with an id is none, on either database alike.
"""

from __future__ import annotations

from typing import Final

MOST: Final = 2**31 - 1
"""The largest that PostgreSQL keeps in a column of ours; SQLite would keep more."""


def whole_number(text: str) -> int | None:
    """Return the number from 0 to `MOST` that these plain digits say; None for anything else, also for
    digits of other scripts and raised ones, which `int` reads or breaks at.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST))):
        return None
    number = int(text)
    return number if number <= MOST else None

"""How many examples Hypothesis draws: a few every day, all of them in `make test-slow`. Decided here alone.

They are the same in each run (`derandomize`), and no test fails because a machine is slow (`deadline`).
"""

from __future__ import annotations

from typing import Final

from hypothesis import settings

ALL: Final = 100
FEW: Final = 15

settings.register_profile("few", deadline=None, derandomize=True, max_examples=FEW)
settings.register_profile("all", deadline=None, derandomize=True, max_examples=ALL)


def examples(number: int) -> int:
    """For a test that wants another number than a hundred: as large a part of it as is drawn elsewhere.

    Asked when the test's file is read: pytest has chosen by then (`--hypothesis-profile`).
    """
    return max(1, number * settings.default.max_examples // ALL)

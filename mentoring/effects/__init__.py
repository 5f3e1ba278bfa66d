"""The kinds of effects that come after a complete card, one module a small family (`sync.effects.kinds`).

Importing this makes them known: the composition root does, and so does whoever has such an effect.
"""

from __future__ import annotations

from typing import Final

from mentoring.effects import ask, checklist, erasure, follow_up, handover, outcome
from sync.effects.kinds import register

KINDS: Final = (
    *ask.KINDS,
    *handover.KINDS,
    *outcome.KINDS,
    *checklist.KINDS,
    *follow_up.KINDS,
    *erasure.KINDS,
)

register(*KINDS)

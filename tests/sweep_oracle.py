"""What the clock kept from the minute before is compared with what is written, in every test."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from mentoring.defences.follow.sweep import Sweep, Sweeper
from rules.rulebook.values import Rulebook


def compare_what_is_kept() -> None:
    """Have every look that keeps something compared with one that reads everything."""
    kept_look = Sweeper.look

    def look(self: Sweeper, session: Session, rulebook: Rulebook, at: datetime) -> Sweep:
        found = kept_look(self, session, rulebook, at)
        if found.read is not None:
            read = kept_look(Sweeper(), session, rulebook, at).situations
            # what came to rest in the minutes since is left out by a new look only
            kept = {each: known for each, known in found.situations.items() if each in read}
            assert kept == read, "the clock looks at cards as they were"
        return found

    Sweeper.look = look  # type: ignore[method-assign]

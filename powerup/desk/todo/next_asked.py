"""Who is asked next for a card: looked for only where a row is written for which somebody is to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.matching.assign import Giving
from mentoring.matching.validators import Choice
from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import next_of, value_of
from mentoring.school.model import Mentor
from powerup.http.power_up import PowerUp
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.rights.permissions import Person
from sync.rights.request import Asked, NotFixed

_NOBODY = Person("", "", "", manager=False)


@dataclass(frozen=True, slots=True)
class NextAsked:
    """Looks on one board."""

    powerup: PowerUp
    rules: BoardRules

    def __call__(self, card_id: str, rows: Sequence[AskRow]) -> Mentor | None:
        """Return the best of those who can have this card and were not asked for it yet; `rows`: its asks."""
        giving = Giving(self.powerup.fixes)
        with self.powerup.database.transaction() as session:
            try:
                card = giving.look(session, Asked(_NOBODY, self.rules, card_id))
            except NotFixed:
                return None
            if card.holder is not None or not card.complete:
                return None
            found = giving.found(session, card)
        can = found.candidates if isinstance(found, Choice) else found.takers
        people = {each.mentor.id: each.mentor for each in can}
        asks = [value_of(each) for each in rows]
        chosen = next_of(people, asks, card.due, now())
        return people[chosen] if chosen is not None else None

"""What somebody is asked to take, among what is theirs to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import asks_to, ending_of, value_of
from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, transfers
from powerup.card.asks import texts
from powerup.card.asks.ask_shown import AskShown
from powerup.card.turn import SEE, Turn
from rules.rulebook.values import BoardRules, Rulebook
from rules.verdict import Language
from sync.mirror.board_summary import Glance, glances
from sync.mirror.member_names import names_of


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A card that somebody is asked to take. `names`: full names by member id."""

    glance: Glance
    row: AskRow
    card: Defence | Transfer
    names: Mapping[str, str]

    def turn(self, zone: tzinfo, language: Language) -> Turn:
        """Return the question, with a button for either answer."""
        shown = AskShown([self.row], self.names, zone, self.row.at, language)
        card, relay = self.card, isinstance(self.card, Transfer)
        return Turn(
            shown.question(student=card.student, relay=relay, due=card.due),
            SEE.in_(language),
            ("accept-ask", texts.ACCEPT.in_(language)),
            ("decline-ask", texts.DECLINE.in_(language)),
            urgent=True,
        )


def asked_of(
    session: Any, rulebook: Rulebook, rules: BoardRules, member_id: str, at: datetime
) -> Iterator[AskedOf]:
    """Yield what this person is asked to take on this board, and has not answered."""
    rows = {x.card_id: x for x in asks_to(session, member_id) if x.board_id == rules.board}
    if not rows:
        return
    read = defences if rules.kind == "soutenances" else transfers
    found: list[Any] = list(read(session, rulebook, at, tuple(rows)))
    cards = {each.card_id: each for each in found}
    names = names_of(session)
    for each in glances(session, rules, at, only=tuple(rows)):
        row, card = rows[each.card_id], cards.get(each.card_id)
        if card is not None and ending_of(value_of(row), card, at) is None:
            yield AskedOf(each, row, card, names)

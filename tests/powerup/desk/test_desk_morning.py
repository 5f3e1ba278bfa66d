"""A manager's morning: twenty cards are seen to with the keyboard alone, in few keys and little time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from in_trello import InTrello
from playwright.sync_api import FrameLocator, expect
from todo_page import current, opened

from sync.storage.tables import ReceiptRow

pytestmark = pytest.mark.browser

THINK, PRESS = 1.35, 0.28
"""Seconds that a person takes to decide, and to press a key whose name they know: the M and K of the
keystroke-level model (Card, Moran and Newell, 1980), for somebody who types now and then.
"""
MOST_KEYS, MOST_SECONDS, CARDS = 30, 60, 20
FIRST_NAMES = (
    *("Abel", "Brune", "Cléo", "Diane", "Élio", "Flore", "Gaël"),
    *("Hana", "Ismaël", "Jeanne", "Kenza", "Lucien", "Mona"),
)


@dataclass
class Person:
    """Somebody at a keyboard. `seconds`: what they took themselves; what the page took comes on top,
    and is left out, so that a slow machine does not fail.
    """

    trello: InTrello
    desk: FrameLocator
    keys: int = 0
    seconds: float = 0.0
    seen: list[str] = field(default_factory=list)

    @property
    def card(self) -> str:
        return str(current(self.desk).locator(".title a").text_content())

    def decides(self) -> str:
        """Read the card that is current."""
        self.seconds += THINK
        self.seen.append(self.card)
        return str(current(self.desk).text_content())

    def presses(self, key: str) -> None:
        self.trello.page.keyboard.press(key)
        self.keys += 1
        self.seconds += PRESS

    def writes(self, text: str) -> None:
        """Letters of a reason count in time, not among the keys that steer."""
        self.trello.page.keyboard.type(text)
        self.seconds += PRESS * len(text)

    def answers(self, *keys: str, text: str = "") -> None:
        """Press a key that asks something, and answer in the box."""
        before = self.card
        self.presses(keys[0])
        expect(self.desk.get_by_role("dialog")).to_be_visible()
        self.writes(text)
        self.presses(keys[1])
        expect(current(self.desk).locator(".title a")).not_to_have_text(before)


def test_the_triage_of_a_morning_takes_thirty_keys_at_most_and_under_a_minute(
    trello: InTrello, complaints: list[str]
) -> None:
    school = trello.desk.school
    for first in FIRST_NAMES:
        card = school.card("zoe", f"{first} Kermadec – DA Python", "label")
        school.by("zoe").set_due(card, school.due(1))
    school.work()
    person = Person(trello, opened(trello))
    triage(person)
    assert len(set(person.seen)) == CARDS
    assert person.keys <= MOST_KEYS, person.keys
    assert person.seconds < MOST_SECONDS, person.seconds
    given = {"AssignValidator": 4, "TakeOver": 1}
    accepted = {"AcceptCard": 1, "PutBack": 2}  # one of them was put back because it was accepted
    assert decided(trello) == {"Remind": 12, "Snooze": 1, **given, **accepted}
    assert complaints == []


def triage(person: Person) -> None:
    """What is usual on each card; one is put off and one accepted, with a reason."""
    for place in range(CARDS):
        told, before = person.decides(), person.card
        if "Sans validateur" in told or "Sans nouveau mentor" in told:
            person.answers("Enter", "1")
        elif place == 2:
            person.answers("s", "Enter")
        elif place == 5:
            person.answers("a", "Enter", text="vu avec le jury")
        else:
            person.presses("Enter")
            expect(current(person.desk).locator(".title a")).not_to_have_text(before)


def decided(trello: InTrello) -> dict[str, int]:
    """What she did, by the kinds of the receipts; the page may still be at it."""
    expect(trello.modal().locator(".matter.busy")).to_have_count(0)
    with trello.desk.school.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).filter_by(by="Hélène Caradec", state="done").all()
        return dict(Counter(each.command for each in rows))

"""Orders in comments, as people give them on the boards of `staffed`."""

from __future__ import annotations

from collections import Counter

from defended import tick
from staffed import Staffed

from mentoring.school.outcome_tables import OutcomeRow
from sync.effects.receipts import find
from tests.lived import lived


def say(crew: Staffed, who: str, card: str, text: str) -> str:
    """Somebody comments. The clerk's one comment then, with plain spaces."""
    crew.school.by(who).comment(card, text)
    crew.school.work()
    return read(crew, card)


def read(crew: Staffed, card: str) -> str:
    """The clerk's one comment on a card, after its mark."""
    comments = crew.school.comments(card)
    assert len(comments) == 1
    return comments[0].replace("\u00a0", " ").replace("\u202f", " ").partition(" — ")[2]


def receipts(crew: Staffed, card: str) -> Counter[str]:
    """How often each effect took place on this card."""
    with crew.parts.database.transaction() as session:
        return Counter(row.command for row in find(session, card_id=card))


def outcome(crew: Staffed, card: str) -> tuple[str, str, str] | None:
    """How the defence ended, with which reasons, by whom."""
    with crew.parts.database.transaction() as session:
        row = session.get(OutcomeRow, card)
        return (row.outcome, row.reasons, row.by) if row is not None else None


def other_card(crew: Staffed, *known: str) -> str:
    """The only card that is not one of these."""
    (card,) = set(crew.school.sandbox.state.cards) - set(known)
    return card


def until(crew: Staffed, **span: float) -> None:
    """Let so much time pass, and do what is due by the clock then."""
    crew.school.pass_time(**span)
    tick(crew.school)


@lived
def held(crew: Staffed) -> str:
    """A defence that Malik held an hour ago."""
    card = crew.proposal()
    say(crew, "helene", card, "/confier malik")
    crew.school.pass_time(days=17, hours=1)
    crew.school.work()
    return card

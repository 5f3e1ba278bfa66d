"""A school with one agreed defence, and time that passes with the clock's chores."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from harness import ACCEPTED, School

from mentoring.defences import follow_up_cards, presses
from mentoring.school.outcome_tables import OccasionRow, OutcomeRow
from sync.rights.permissions import person_on
from sync.rights.request import Asked
from tests.lived import lived


@lived
@lived
def later(made: School, **span: float) -> None:
    """Let time pass with the chores, as in real weeks."""
    end = made.time + timedelta(**span)
    while made.time < end:
        made.pass_time(seconds=min(7200.0, (end - made.time).total_seconds()))
        tick(made)


def tick(made: School) -> None:
    """What is due by the clock now."""
    made.parts.follow.tick()
    made.work()


@lived
def agreed(made: School, who: str = "zoe", name: str = "Léa Dupont – DA Python") -> str:
    """A card that a mentor put forward, and that a manager gave to Noël by hand."""
    card = made.card(who, name)
    made.work()
    made.by("helene").add_member(card, "noel")
    made.by("helene").drag(card, ACCEPTED)
    made.work()
    return card


@lived
def held(made: School, who: str = "zoe") -> str:
    """A card whose defence took place an hour ago."""
    card = agreed(made, who)
    made.pass_time(days=17, hours=1)
    made.work()
    return card


def asked(made: School, who: str, card: str, kind: str = "soutenances") -> Asked:
    """This person asks for something on this card."""
    rules = made.parts.rulebook.boards[kind]
    member = made.sandbox.state.member(who)["id"]
    with made.parts.database.transaction() as session:
        person = person_on(session, rules, member)
    assert person is not None
    return Asked(person, rules, card)


def checklists(made: School, card: str) -> list[str]:
    state = made.sandbox.state
    return [state.checklists[one]["name"] for one in state.cards[card]["idChecklists"]]


def said(made: School, card: str) -> str:
    """The card's living comment, with plain spaces."""
    found = made.comments(card)
    text = found[-1] if found else ""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def attachments(made: School, card: str) -> list[dict[str, Any]]:
    state = made.sandbox.state
    found = state.cards[card]["attachments"]
    return [state.attachments[one] if isinstance(one, str) else one for one in found]


def say(made: School, who: str, card: str, outcome: str, reasons: str = "") -> None:
    """Say how a defence ended, as the buttons do, and let the clerk work."""
    presses.say_outcome(made.parts.powerup.fixes, asked(made, who, card), outcome, reasons)  # type: ignore[arg-type]
    made.work()


def row(made: School, card: str) -> OutcomeRow | None:
    """How the defence of this card ended, as it is kept."""
    with made.parts.database.transaction() as session:
        return session.get(OutcomeRow, card)


def occasions(made: School, kind: str) -> list[str]:
    """What was asked or reminded of this kind, in order."""
    with made.parts.database.transaction() as session:
        rows = session.query(OccasionRow).all()
        return sorted(each.occasion for each in rows if each.kind == kind)


def follow_up(made: School, who: str, card: str, kind: str) -> follow_up_cards.FollowUp:
    ask = asked(made, who, card)
    found = presses.follow_up(made.parts.powerup.fixes, ask, kind, ask.rules)  # type: ignore[arg-type]
    made.work()
    return found

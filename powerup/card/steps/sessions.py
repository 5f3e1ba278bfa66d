"""The block of the panel about the student's sessions, for whoever follows them or manages them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mentoring.sessions.service import Sessions
from mentoring.sessions.views.pages import CardPage
from powerup.card.blocks import Block, CardAsk, Opens, Source
from powerup.sessions.shown import Shown
from rules.bilingual import Sentence

TITLE: Final = Sentence("Sessions", "Sessions")
NEXT: Final = Sentence("Prochaine session : {when}.", "Next session: {when}.")
NO_NEXT: Final = Sentence(
    "Aucune session prévue : planifiez-en une sur la page de l'étudiant.",
    "No session is planned: plan one on the student's page.",
)
OPEN_GOALS: Final = Sentence("{goals} :", "{goals}:")
GOAL: Final = Sentence("– {goal}", "– {goal}")
MORE_GOALS: Final = Sentence("… et {count} de plus.", "… and {count} more.")
PAGE: Final = Sentence("Voir l'étudiant", "See the student")
REWORK: Final = Sentence(
    "Avant de décider, vous pouvez tenir une session avec l'étudiant : les ajustements que vous y convenez "
    "deviennent ses objectifs.",
    "Before you decide you can hold one session with the student: the adjustments that you agree on there "
    "become the student's goals.",
)
PLAN: Final = Sentence("Planifier cette session", "Plan this session")
SHOWN: Final = 5


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return at most one block; none where the card has no student, or one whom this person may not see."""
    powerup = ask.powerup
    found = Sessions(powerup.database, powerup.rules).card(ask.asked.person.id, ask.asked.card_id)
    if found is None:
        return ()
    text = _told(ask, found) if found.line is not None else (ask.say(REWORK),)
    label = PAGE if found.line is not None else PLAN
    opens = Opens(ask.say(label), "students", {"id": found.student_id})
    return (Block("sessions", ask.say(TITLE), text, opens=opens),)


def _told(ask: CardAsk, found: CardPage) -> tuple[str, ...]:
    assert found.line is not None
    told = Shown(ask.language, ask.powerup.rulebook.timezone, ask.now).line(found.line)
    text = [ask.say(NEXT, when=told["next"]) if told["next"] else ask.say(NO_NEXT)]
    if found.goals:
        text.append(ask.say(OPEN_GOALS, goals=told["goals"]))
        text += [ask.say(GOAL, goal=each.text) for each in found.goals[:SHOWN]]
    if len(found.goals) > SHOWN:
        text.append(ask.say(MORE_GOALS, count=len(found.goals) - SHOWN))
    return tuple(text)


SOURCE: Final = Source(blocks, {})

"""The block of the panel about the student's sessions, for whoever follows them or manages them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mentoring.sessions.service import Sessions
from powerup.card.blocks import Block, CardAsk, Opens, Source
from powerup.sessions.shown import Shown
from rules.bilingual import Sentence

TITLE: Final = Sentence("Sessions", "Sessions")
NEXT: Final = Sentence("Prochaine session : {when}.", "Next session: {when}.")
NO_NEXT: Final = Sentence(
    "Aucune session prévue : planifiez-en une sur la page de l'étudiant.",
    "No session is planned: plan one on the student's page.",
)
OPEN_GOALS: Final = Sentence("{goals}.", "{goals}.")
PAGE: Final = Sentence("Voir l'étudiant", "See the student")


def blocks(ask: CardAsk) -> Sequence[Block]:
    """At most one. Whoever may not see the student gets the panel of a card that has none."""
    powerup = ask.powerup
    line = Sessions(powerup.database, powerup.rules).card(ask.asked.person.id, ask.asked.card_id)
    if line is None:
        return ()
    told = Shown(ask.language, powerup.rulebook.timezone, ask.now).line(line)
    text = [ask.say(NEXT, when=told["next"]) if told["next"] else ask.say(NO_NEXT)]
    if told["goals"]:
        text.append(ask.say(OPEN_GOALS, goals=told["goals"]))
    opens = Opens(ask.say(PAGE), "students", {"id": line.student.id})
    return (Block("sessions", ask.say(TITLE), tuple(text), opens=opens),)


SOURCE: Final = Source(blocks, {})

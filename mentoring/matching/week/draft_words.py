"""The draft of a week in words: why this person, why nobody, and what would help."""

from __future__ import annotations

from collections import Counter
from datetime import tzinfo
from typing import Final

from mentoring.matching.successors import Relay, Taker
from mentoring.matching.texts import Sayings
from mentoring.matching.validators import Candidate, Choice
from mentoring.matching.week.week_draft import Left, Line
from mentoring.school.model import Defence, Transfer
from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.formatting import fill, moment
from rules.verdict import Language

NOBODY: Final = Sentence("Personne ne le peut : {why}.", "Nobody can: {why}.")
TAKEN: Final = Sentence(
    "Qui le pourrait tient déjà une autre soutenance de ce brouillon à cette heure.",
    "Those who could hold another defence of this draft at that time.",
)
FULL: Final = Sentence(
    "Qui le pourrait n'a plus de place après les autres relais de ce brouillon.",
    "Those who could have no place left after the other take-overs of this draft.",
)
BY_HAND: Final = Sentence("Laissée de côté à la main.", "Left aside by hand.")
ASKED: Final = Sentence(
    "C'est demandé à {name}, qui n'a pas encore répondu. Attendez, ou choisissez quelqu'un.",
    "{name} was asked, and has not answered yet. Wait, or choose somebody.",
)
NOT_ANY_MORE: Final = Sentence(
    "Choisi à la main, {name} ne le peut pas : {why}", "Chosen by hand, {name} cannot: {why}"
)
GONE: Final = Sentence(
    "La personne choisie à la main n'est plus sur ce tableau : choisissez quelqu'un d'autre.",
    "Whoever was chosen by hand is on this board no more: choose somebody else.",
)
TWICE: Final = Sentence(
    "{name} tient déjà, à cette heure, une autre soutenance choisie à la main : laquelle, à vous de dire.",
    "{name} already holds another defence then, chosen by hand: it is for you to say which.",
)
TOO_MANY: Final = Sentence(
    "{name} n'a plus de place après les autres étudiants choisis à la main : choisissez quelqu'un d'autre.",
    "{name} has no place left after the other students chosen by hand: choose somebody else.",
)
ALL_THE_SAME: Final = Sentence("Choisi malgré cela : {why}", "Chosen all the same: {why}")
EVERYBODY: Final = Sentence("personne n'est sur ce tableau", "nobody is on this board")
OBSTACLES: Final = {
    "own": Sentence("suivent l'étudiant : {count}", "follow the student: {count}"),
    "manager": Sentence(
        "responsables sans profil de mentor : {count}", "managers without a profile: {count}"
    ),
    "not-validator": Sentence("ne valident pas : {count}", "hold no defences: {count}"),
    "project": Sentence("profil sans ce projet : {count}", "profile without this project: {count}"),
    "absent": Sentence("en absence : {count}", "away: {count}"),
    "clash": Sentence(
        "une autre soutenance à cette heure : {count}", "another defence then: {count}"
    ),
    "full": Sentence("plus de place : {count}", "no place left: {count}"),
}
ONE_MORE: Final = Sentence(
    "Un validateur de plus sur {project} ({course}), le {when}.",
    "One more validator for {project} ({course}), on {when}.",
)
OTHER_TIME: Final = Sentence(
    "Une autre heure que le {when}, ou un validateur de plus sur {project} ({course}).",
    "Another time than {when}, or one more validator for {project} ({course}).",
)
ONE_MORE_PLACE: Final = Sentence(
    "Une place de plus chez un mentor du parcours {course}.",
    "One more place with a mentor of the course {course}.",
)


class WeekWords:
    """Says in one language, and in the school's zone, what the draft is made of."""

    def __init__(self, language: Language, zone: tzinfo) -> None:
        self.language, self.zone = language, zone

    def why(self, line: Line) -> list[str]:
        """Return why this person, the weightiest reason first."""
        say, found = self._sayings(line.card), line.found
        if isinstance(found, Taker):
            return say.why_taker(found)
        if isinstance(found, Candidate):
            return say.why(found)
        reason = line.pin.why if line.pin is not None else ""
        return [
            say.why_not_that(found),
            fill(ALL_THE_SAME, self.language, {"why": reason.rstrip(".") + "."}),
        ]

    def why_nobody(self, left: Left) -> str:
        """Return why nobody gets the card."""
        name = left.chosen.name if left.chosen is not None else ""
        if left.why == "by-hand":
            return BY_HAND.in_(self.language)
        if left.why == "cannot":
            return self._why_not(left)
        if left.why == "asked":
            return fill(ASKED, self.language, {"name": name or "…"})
        if left.why in ("clash", "full"):
            told = TWICE if left.why == "clash" else TOO_MANY
            return fill(told, self.language, {"name": name})
        if left.why == "taken":
            return (TAKEN if isinstance(left.card, Defence) else FULL).in_(self.language)
        return self._nobody(left.answer)

    def _why_not(self, left: Left) -> str:
        against = left.answer.obstacle_of(left.chosen.id) if left.chosen is not None else None
        if against is None:
            return GONE.in_(self.language)
        why = self._sayings(left.card).why_not_that(against)
        return fill(NOT_ANY_MORE, self.language, {"name": against.mentor.name, "why": why})

    def _nobody(self, answer: Choice | Relay) -> str:
        counts = Counter(each.obstacle for each in answer.excluded)
        told = [
            fill(OBSTACLES[what], self.language, {"count": count})
            for what, count in counts.most_common()
        ] or [EVERYBODY.in_(self.language)]
        return fill(NOBODY, self.language, {"why": ", ".join(told)})

    def _sayings(self, card: Defence | Transfer) -> Sayings:
        return Sayings(self.language, self.zone, card.course, card.project)

    def would_help(self, left: Left) -> str:
        """Return what would let somebody have it."""
        card = left.card
        values = {"project": card.project or "?", "course": card.course or "?", "when": ""}
        if isinstance(card, Transfer):
            return fill(ONE_MORE_PLACE, self.language, values)
        if card.at is not None:
            values["when"] = moment(local_time(card.at, self.zone), self.language, self.zone)
        clashes = any(each.obstacle == "clash" for each in left.answer.excluded)
        sentence = OTHER_TIME if clashes or left.why == "taken" else ONE_MORE
        return fill(sentence, self.language, values)

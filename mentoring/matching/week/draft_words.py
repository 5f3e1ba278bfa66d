"""The draft of a week in words: why this person, why nobody, and what would help."""

from __future__ import annotations

from collections import Counter
from datetime import tzinfo
from typing import Final

from mentoring.matching.successors import Relay, Taker
from mentoring.matching.texts import Sayings
from mentoring.matching.validators import Choice
from mentoring.matching.week.plan import Left, Line
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
        say = Sayings(self.language, self.zone, line.card.course, line.card.project)
        if isinstance(line.found, Taker):
            return say.why_taker(line.found)
        return say.why(line.found)

    def why_nobody(self, left: Left, *, by_hand: bool = False) -> str:
        """Return why nobody gets the card."""
        if by_hand:
            return BY_HAND.in_(self.language)
        if self._possible(left.answer):
            return (TAKEN if isinstance(left.card, Defence) else FULL).in_(self.language)
        counts = Counter(each.obstacle for each in left.answer.excluded)
        told = [
            fill(OBSTACLES[what], self.language, {"count": count})
            for what, count in counts.most_common()
        ] or [EVERYBODY.in_(self.language)]
        return fill(NOBODY, self.language, {"why": ", ".join(told)})

    def would_help(self, left: Left) -> str:
        """Return what would let somebody have it."""
        card = left.card
        values = {"project": card.project or "?", "course": card.course or "?", "when": ""}
        if isinstance(card, Transfer):
            return fill(ONE_MORE_PLACE, self.language, values)
        if card.at is not None:
            values["when"] = moment(local_time(card.at, self.zone), self.language, self.zone)
        clashes = any(each.obstacle == "clash" for each in left.answer.excluded)
        sentence = OTHER_TIME if clashes or self._possible(left.answer) else ONE_MORE
        return fill(sentence, self.language, values)

    def _possible(self, answer: Choice | Relay) -> bool:
        return bool(answer.candidates if isinstance(answer, Choice) else answer.takers)

"""Why somebody is asked first, later or not at all: the sentences of the finder, French and English."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from mentoring.matching.assignment_texts import STRANGER
from mentoring.matching.successors import NotTaking, Taker
from mentoring.matching.validators import Candidate, Excluded
from mentoring.school.model import Absence, Defence, Mentor, Transfer
from rules.bilingual import Sentence
from rules.formatting import day, moment, plural
from rules.markdown import in_markdown
from rules.verdict import LANGUAGES, Language

_AGAIN: Final = Sentence(
    "A déjà tenu la première soutenance de cet étudiant sur ce projet.",
    "Held the first defence of this student on this project.",
)
_OFFERED: Final = Sentence("Se propose pour cette soutenance.", "Offers to hold this defence.")
_KNOWS: Final = Sentence("Valide {project} ({course}).", "Validates {project} ({course}).")
_NOT_SAID: Final = Sentence(
    "Profil vide : demandez-lui quels projets valider.",
    "Has not yet said which projects to validate: ask first.",
)
_NO_LOAD: Final = Sentence(
    "Aucune soutenance tenue ou prévue sur 90 jours.", "No defence held or planned over 90 days."
)
_LOAD: Final = Sentence("{count} sur 90 jours.", "{count} over 90 days.")
_USUAL: Final = Sentence(
    "L'heure convient à ses habitudes.", "The time is within their usual hours."
)
_UNUSUAL: Final = Sentence(
    "L'heure est en dehors de ses heures habituelles.", "The time is outside their usual hours."
)
_OFFERED_RELAY: Final = Sentence("Se propose pour prendre le relais.", "Offers to take over.")
_MENTORS: Final = Sentence("Suit le parcours {course}.", "Follows the course {course}.")
_MENTORS_PROJECT: Final = Sentence("Suit {project} ({course}).", "Follows {project} ({course}).")
_NOT_SAID_RELAY: Final = Sentence(
    "Profil vide : demandez-lui quels projets suivre.",
    "Has not yet said which projects to follow: ask first.",
)
_PLACES: Final = Sentence("Encore {count}.", "{count} left.")
_NO_CAPACITY: Final = Sentence(
    "N'a pas encore dit combien d'étudiants suivre ; {count} aujourd'hui.",
    "Has not yet said how many students to follow; {count} today.",
)
OBSTACLES: Final = {
    "own": Sentence(
        "Suit cet étudiant : le validateur est toujours un second mentor.",
        "Follows this student: the validator is always a second mentor.",
    ),
    "manager": Sentence(
        "Responsable sans profil de mentor.", "A manager without a mentor's profile."
    ),
    "not-validator": Sentence(
        "Son profil dit : ne valide pas de soutenances.", "The profile says: holds no defences."
    ),
    "project": Sentence(
        "Son profil ne nomme pas {project} ({course}).",
        "The profile does not name {project} ({course}).",
    ),
    "absent": Sentence("Absence du {first} au {last}.", "Away from {first} to {last}."),
    "clash": Sentence(
        "Une autre soutenance le {other}, à moins de 45 minutes.",
        "Another defence on {other}, less than 45 minutes apart.",
    ),
}
RELAY_OBSTACLES: Final = {
    **OBSTACLES,
    "own": Sentence("Suit déjà cet étudiant.", "Follows this student already."),
    "project": Sentence(
        "Son profil ne nomme aucun projet du parcours {course}.",
        "The profile names no project of the course {course}.",
    ),
    "full": Sentence(
        "Plus de place : {count} suivis, c'est son maximum.",
        "No place left: {count} followed, which is the most.",
    ),
}


UNAVAILABLE: Final = Sentence(
    "{name} n'est pas disponible. La raison est dans le panneau de la carte.",
    "{name} is not available. The reason is in the card's panel.",
)


class Sayings:
    """Says in one language why people can have a card of this course and project, or cannot."""

    def __init__(self, language: Language, zone: tzinfo, course: str, project: str) -> None:
        self.language, self.zone = language, zone
        self.card = {"course": course or "?", "project": project or "?"}

    def why(self, candidate: Candidate) -> list[str]:
        """Return why the candidate stands where they stand, the weightiest first."""
        said = [
            _AGAIN if candidate.again else None,
            _OFFERED if candidate.offered else None,
            _KNOWS if candidate.knows else _NOT_SAID,
            {True: _USUAL, False: _UNUSUAL, None: None}[candidate.usual],
        ]
        return [*(self._say(each) for each in said if each is not None), self._load(candidate)]

    def why_taker(self, taker: Taker) -> list[str]:
        """Return why somebody who can take the student over stands where they stand, the weightiest first."""
        said = [_OFFERED_RELAY] if taker.offered else []
        skill = (self.card["course"], self.card["project"])
        known = _MENTORS_PROJECT if skill in taker.mentor.said.mentors else _MENTORS
        said.append(known if taker.knows else _NOT_SAID_RELAY)
        return [*map(self._say, said), self._places(taker)]

    def why_not(self, excluded: Excluded) -> str:
        """Return why this person cannot hold the defence."""
        return self._obstacle(OBSTACLES[excluded.obstacle], excluded.mentor, excluded.by)

    def why_not_taker(self, excluded: NotTaking) -> str:
        """Return why this person cannot take over."""
        return self._obstacle(RELAY_OBSTACLES[excluded.obstacle], excluded.mentor, excluded.by)

    def why_not_that(self, excluded: Excluded | NotTaking) -> str:
        """Return why this person cannot hold the defence or take over, whichever it is."""
        if isinstance(excluded, Excluded):
            return self.why_not(excluded)
        return self.why_not_taker(excluded)

    def in_public(self, found: Candidate | Taker) -> list[str]:
        """Return the reasons that a comment may tell: what stands on cards already, nothing of a profile."""
        if isinstance(found, Taker):
            said = [_OFFERED_RELAY if found.offered else None]
        else:
            said = [_AGAIN if found.again else None, _OFFERED if found.offered else None]
        return [self._say(each) for each in said if each is not None]

    def _say(self, sentence: Sentence, **values: object) -> str:
        return sentence.in_(self.language).format_map({**self.card, **values})

    def _load(self, candidate: Candidate) -> str:
        if not candidate.recent:
            return self._say(_NO_LOAD)
        french = self.language == "fr"
        one, many = ("soutenance", "soutenances") if french else ("defence", "defences")
        return self._say(_LOAD, count=plural(candidate.recent, one, many, self.language))

    def _places(self, taker: Taker) -> str:
        if taker.places is None:
            return self._say(_NO_CAPACITY, count=self._students(taker.mentor.following))
        one, many = ("place", "places")
        return self._say(_PLACES, count=plural(taker.places, one, many, self.language))

    def _students(self, count: int) -> str:
        french = self.language == "fr"
        one, many = ("étudiant", "étudiants") if french else ("student", "students")
        return plural(count, one, many, self.language)

    def _obstacle(self, sentence: Sentence, mentor: Mentor, by: Absence | datetime | None) -> str:
        values: dict[str, object] = {"count": self._students(mentor.following)}
        if isinstance(by, Absence):
            values["first"] = day(by.first, self.language)
            values["last"] = day(by.last, self.language)
        elif by is not None:
            values["other"] = moment(by, self.language, self.zone)
        return self._say(sentence, **values)


def obstacle_in_public(
    card: Defence | Transfer, excluded: Excluded | NotTaking | None, zone: tzinfo
) -> Sentence:
    """Return why the card cannot be given to that person, in Markdown for a comment, which everybody reads:
    that they follow the student stands on the card; absences, hours, places and profiles stay private.
    """
    if excluded is None:
        return STRANGER
    name = in_markdown(excluded.mentor.name)
    if excluded.obstacle != "own":
        return Sentence(*(each.format(name=name) for each in (UNAVAILABLE.fr, UNAVAILABLE.en)))
    told = (Sayings(x, zone, card.course, card.project).why_not_that(excluded) for x in LANGUAGES)
    return Sentence(*(f"{name} — {each}" for each in told))


def obstacle(
    card: Defence | Transfer, excluded: Excluded | NotTaking | None, zone: tzinfo
) -> Sentence:
    """Return why the card cannot be given to that person, with their name."""
    if excluded is None:
        return STRANGER
    texts = {}
    for language in LANGUAGES:
        say = Sayings(language, zone, card.course, card.project)
        texts[language] = f"{excluded.mentor.name} — {say.why_not_that(excluded)}"
    return Sentence(texts["fr"], texts["en"])

"""The word of thanks that is read where a student has passed."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from mentoring.school.model import Defence
from rules.bilingual import Sentence
from rules.formatting import joined
from rules.verdict import Language
from sync.mirror.member_names import names_of

THANKS: Final = {
    (True, True): Sentence(
        "Bravo à {student} ! Merci à {mentors} pour le suivi, et à {validator} pour la soutenance.",
        "Well done, {student}! Thanks to {mentors} for the mentoring, and to {validator} for the defence.",
    ),
    (True, False): Sentence(
        "Bravo à {student} ! Merci à {mentors} pour le suivi.",
        "Well done, {student}! Thanks to {mentors} for the mentoring.",
    ),
    (False, True): Sentence(
        "Bravo à {student} ! Merci à {validator} pour la soutenance.",
        "Well done, {student}! Thanks to {validator} for the defence.",
    ),
    (False, False): Sentence("Bravo à {student} !", "Well done, {student}!"),
}
"""By whether mentors are known, and a validator."""
STUDENT: Final = Sentence("l'étudiant", "student")
YOU: Final = Sentence("vous", "you")


def thanks(session: Session, card: Defence, reader: str, language: Language) -> str:
    """Return congratulations for the student, and thanks to who followed them and held the defence.
    `reader`: the member id of whoever reads it, who is addressed.
    """
    known = names_of(session)

    def name(member_id: str) -> str:
        return YOU.in_(language) if member_id == reader else known.get(member_id, "")

    mentors = [each for each in map(name, card.mentors) if each]
    validator = name(card.validator) if card.validator else ""
    sentence = THANKS[bool(mentors), bool(validator)]
    return sentence.in_(language).format(
        student=card.student or STUDENT.in_(language),
        mentors=joined(mentors, language),
        validator=validator,
    )

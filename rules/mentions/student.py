"""`student`: the card tells the student's name and the course they follow."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.titles.reader import Reading
from rules.verdict import Finding, Severity

CODE: Final = "student"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "blocks"

_LABEL = Sentence("étudiant et parcours", "student and course")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
RULE: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "Le titre de la carte donne le nom de l'étudiant et son parcours, dans l'ordre que vous "
        "voulez. L'un ou l'autre peut aussi se lire dans un champ personnalisé ou dans une ligne "
        "de la description (« Étudiant : … », « Parcours : … »).",
        "The title of the card gives the student's name and course, in any order. "
        "Either may also stand in a custom field or in a line of the description "
        "(“Student: …”, “Course: …”).",
    ),
    "transfert": Sentence(
        "Le titre de la carte donne le nom de l'étudiant qui change de mentor et son parcours, "
        "dans l'ordre que vous voulez. L'un ou l'autre peut aussi se lire dans un champ "
        "personnalisé ou dans une ligne de la description (« Étudiant : … », « Parcours : … »).",
        "The title of the card gives the name and course of the student who changes mentor, in "
        "any order. Either may also stand in a custom field or in a line of the description "
        "(“Student: …”, “Course: …”).",
    ),
}

_EXPECTED = Sentence("Prénom Nom – Parcours", "First name Surname – Course")
_TITLE_READ = Sentence("« {title} »", "“{title}”")
_WORD_READ = Sentence("« {word} »", "“{word}”")
_BOTH_READ = Sentence(
    "étudiant « {name} », parcours « {course} »", "student “{name}”, course “{course}”"
)
_NAME_READ = Sentence("étudiant « {name} »", "student “{name}”")
_COURSE_READ = Sentence("parcours « {course} »", "course “{course}”")
_WRITE_BOTH = Sentence(
    "Écrivez les deux dans le titre, par exemple : « Marie Dupont – DA Python ».",
    "Write both in the title, for example: “Marie Dupont – DA Python”.",
)
_ADD_NAME = Sentence(
    "Complétez le titre, par exemple : « Marie Dupont – {course} ».",
    "Complete the title, for example: “Marie Dupont – {course}”.",
)
_ADD_COURSE = Sentence(
    "Complétez le titre, par exemple : « {name} – DA Python ».",
    "Complete the title, for example: “{name} – DA Python”.",
)
_CONFIRM = Sentence(
    "Si c'est bien cela, vous n'avez rien à faire ; sinon, précisez le titre, par exemple : "
    "« Marie Dupont – DA Python ».",
    "If that is right, there is nothing to do; if not, make the title clearer, for example: "
    "“Marie Dupont – DA Python”.",
)
_NAME_THERE = Sentence(
    "S'il y est, vous n'avez rien à faire ; sinon, ajoutez-le, par exemple : "
    "« Marie Dupont – {course} ».",
    "If it is there, there is nothing to do; if not, add it, for example: "
    "“Marie Dupont – {course}”.",
)
_COURSE_THERE = Sentence(
    "S'il y est, vous n'avez rien à faire ; sinon, ajoutez-le, par exemple : "
    "« {name} – DA Python ».",
    "If it is there, there is nothing to do; if not, add it, for example: “{name} – DA Python”.",
)

_LINE = Sentence(
    "dans le titre, « Prénom Nom – Parcours »", "in the title, “First name Surname – Course”"
)
_CONFIRM_LINE = Sentence(
    "si c'est juste, ne changez rien ; sinon, précisez le titre",
    "if that is right, nothing to do; if not, make the title clearer",
)
SENTENCES: Final[dict[str, Template]] = {
    "empty": Template(
        message=Sentence("Le titre de la carte est vide.", "The title of the card is empty."),
        read=Sentence("un titre sans texte", "a title without text"),
        expected=_EXPECTED,
        fix=_WRITE_BOTH,
        line=_LINE,
    ),
    "nothing": Template(
        message=Sentence(
            "Le nom de l'étudiant et son parcours ne sont pas indiqués.",
            "The student's name and course are not given.",
        ),
        read=_TITLE_READ,
        expected=_EXPECTED,
        fix=_WRITE_BOTH,
        line=_LINE,
    ),
    "one-word": Template(
        message=Sentence(
            "Il manque le nom de l'étudiant ou son parcours : un seul mot peut être l'un des deux.",
            "The student's name or course is missing: a single word may be either of them.",
        ),
        read=_WORD_READ,
        expected=_EXPECTED,
        fix=_WRITE_BOTH,
        line=_LINE,
    ),
    "no-name": Template(
        message=Sentence(
            "Le nom de l'étudiant n'est pas indiqué.", "The student's name is not given."
        ),
        read=_COURSE_READ,
        expected=_EXPECTED,
        fix=_ADD_NAME,
        line=_LINE,
    ),
    "no-course": Template(
        message=Sentence("Le parcours n'est pas indiqué.", "The course is not given."),
        read=_NAME_READ,
        expected=_EXPECTED,
        fix=_ADD_COURSE,
        line=_LINE,
    ),
    "unread": Template(
        message=Sentence(
            "À confirmer : je ne reconnais ni le nom de l'étudiant ni son parcours.",
            "To be confirmed: I recognise neither the student's name nor the course.",
        ),
        read=_TITLE_READ,
        expected=_EXPECTED,
        fix=_WRITE_BOTH,
        line=_LINE,
    ),
    "name-unread": Template(
        message=Sentence(
            "À confirmer : je ne reconnais pas le nom de l'étudiant.",
            "To be confirmed: I do not recognise the student's name.",
        ),
        read=_COURSE_READ,
        expected=_EXPECTED,
        fix=_NAME_THERE,
    ),
    "course-unread": Template(
        message=Sentence(
            "À confirmer : je ne reconnais pas le parcours.",
            "To be confirmed: I do not recognise the course.",
        ),
        read=_NAME_READ,
        expected=_EXPECTED,
        fix=_COURSE_THERE,
    ),
    "unsure": Template(
        message=Sentence(
            "À confirmer : le nom de l'étudiant et son parcours, tels que je les ai compris.",
            "To be confirmed: the student's name and course, as I understood them.",
        ),
        read=_BOTH_READ,
        expected=_EXPECTED,
        fix=_CONFIRM,
        line=_CONFIRM_LINE,
    ),
    "unsure-name": Template(
        message=Sentence(
            "À confirmer : le nom de l'étudiant, tel que je l'ai compris.",
            "To be confirmed: the student's name, as I understood it.",
        ),
        read=_BOTH_READ,
        expected=_EXPECTED,
        fix=_CONFIRM,
        line=_CONFIRM_LINE,
    ),
    "unsure-course": Template(
        message=Sentence(
            "À confirmer : le parcours, tel que je l'ai compris.",
            "To be confirmed: the course, as I understood it.",
        ),
        read=_BOTH_READ,
        expected=_EXPECTED,
        fix=_CONFIRM,
        line=_CONFIRM_LINE,
    ),
}

_MISSING = frozenset(("empty", "nothing", "one-word", "no-name", "no-course"))


def check(card: Card, case: Case) -> Finding | None:
    """Find a card whose student or course is missing or in doubt: what is surely missing weighs as the
    rulebook says; what is only doubtful warns.
    """
    reading = case.reading
    if reading.sure:
        return None
    variant = _variant(card, reading)
    severity: Severity = case.severity(CODE) if variant in _MISSING else "warns"
    values = {
        "title": card.name,
        "name": reading.name,
        "course": reading.course,
        "word": reading.only_word,
    }
    return Finding(CODE, severity, variant, {key: text for key, text in values.items() if text})


def _variant(card: Card, reading: Reading) -> str:
    if reading.name is None and reading.course is None:
        return _nothing_read(card, reading)
    if reading.name is None:
        return "name-unread" if reading.doubt else "no-name"
    if reading.course is None:
        return "course-unread" if reading.doubt else "no-course"
    if reading.name_sure:
        return "unsure-course"
    return "unsure-name" if reading.course_sure else "unsure"


def _nothing_read(card: Card, reading: Reading) -> str:
    if reading.doubt:
        return "unread"
    if reading.only_word:
        return "one-word"
    return "nothing" if card.name.strip() else "empty"

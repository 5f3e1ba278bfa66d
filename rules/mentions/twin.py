"""`twin`: no other open card is for the same student and project. Nothing is archived for that."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.history import Twin
from rules.markdown import Link
from rules.mentions.case import Case
from rules.twins import same_student
from rules.verdict import Finding, Severity

CODE: Final = "twin"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "warns"

_LABEL = Sentence("doublon", "duplicate")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
_RULE = Sentence(
    "Une seule carte est ouverte pour un étudiant et un projet.",
    "Only one card is open for a student and a project.",
)
RULE: Final[dict[Kind, Sentence]] = {"soutenances": _RULE, "transfert": _RULE}

TOLD: Final = 5
"""The most twins that are named; where there are more, "others" are told of."""

NAMESAKE: Final = "namesake"
"""The variant for cards of other courses, which are most likely another student's."""

_MESSAGE = Sentence(
    "Une autre carte est ouverte pour cet étudiant et ce projet.",
    "Another card is open for this student and project.",
)
_EXPECTED = Sentence(
    "une seule carte par étudiant et par projet", "one card per student and project"
)
_FIX = Sentence(
    "Gardez la carte qui est à jour et archivez l'autre : {links}",
    "Keep the card that is up to date and archive the other: {links}",
)
FIX_LINE = Sentence(
    "gardez la carte à jour, archivez l'autre : {links}",
    "keep the card that is up to date, archive the other: {links}",
)
SENTENCES: Final[dict[str, Template]] = {
    NAMESAKE: Template(
        message=Sentence(
            "À confirmer : une autre carte porte le même nom pour ce projet, dans un autre parcours.",
            "To be confirmed: another card bears the same name for this project, in another course.",
        ),
        read=Sentence(
            "{names} (ici : « {course} » ; là : « {courses} »)",
            "{names} (here: “{course}”; there: “{courses}”)",
        ),
        expected=_EXPECTED,
        fix=Sentence(
            "S'il s'agit de deux personnes, vous n'avez rien à faire ; sinon, gardez la carte qui "
            "est à jour et archivez l'autre : {links}",
            "If they are two people, there is nothing to do; otherwise keep the card that is up to "
            "date and archive the other: {links}",
        ),
        line=Sentence(
            "si c'est la même personne, gardez la carte à jour, archivez l'autre : {links}",
            "if it is the same person, keep the card that is up to date, archive the other: {links}",
        ),
    ),
    "open": Template(_MESSAGE, Sentence("{names}", "{names}"), _EXPECTED, _FIX, FIX_LINE),
    "many": Template(
        message=Sentence(
            "Beaucoup de cartes sont ouvertes pour cet étudiant et ce projet.",
            "Many cards are open for this student and project.",
        ),
        read=Sentence("{names}, et d'autres", "{names}, and others"),
        expected=_EXPECTED,
        fix=Sentence(
            "Gardez la carte qui est à jour et archivez les autres, dont : {links}",
            "Keep the card that is up to date and archive the others, among them: {links}",
        ),
        line=FIX_LINE,
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a card with twins, which come with its history; the warning names the first of them. Where
    all of them are of other courses, two students may have the same name: that is only to be confirmed.
    """
    if not case.history.twins:
        return None
    course = case.reading.course
    twins = tuple(each for each in case.history.twins if same_student(each, course))
    if not twins:
        others = tuple(each.course for each in case.history.twins[:TOLD])
        values = {"course": course, "courses": tuple(dict.fromkeys(others))}
        return Finding(CODE, "warns", NAMESAKE, values | _told(case.history.twins))
    return Finding(CODE, case.severity(CODE), "many" if len(twins) > TOLD else "open", _told(twins))


def _told(twins: tuple[Twin, ...]) -> dict[str, object]:
    return {
        "names": tuple(twin.name for twin in twins[:TOLD]),
        "links": tuple(Link(twin.url) for twin in twins[:TOLD]),
    }

"""Boards that are not a school's: examples of a kind of board, with what its cards are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rules.bilingual import Sentence
from rules.verdict import Language

S = Sentence


class Written(NamedTuple):
    """What stands in a rulebook, as it is written there by who speaks French or English."""

    fr: str
    en: str

    def in_(self, language: Language) -> str:
        """Return what somebody of that language writes."""
        return self.fr if language == "fr" else self.en


NAMELESS: Final = Written("", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement of an example: its code, what it needs in TOML, and its sentences, where `{name}` is
    what the board calls it.
    """

    code: Written
    needs: Written
    said: Sentence
    severity: str = "blocks"
    lists: str = ""
    name: Written = NAMELESS


@dataclass(frozen=True, slots=True)
class Example:
    """One example: `kind` as the rulebook calls it, the words by which its board and, by role, its lists are
    found, and what its cards are asked for.
    """

    kind: Written
    title: Sentence
    words: Sequence[str]
    asked: Sequence[Asked]
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_PURCHASES: Final = Example(
    kind=Written("achats", "purchases"),
    title=S("Demandes d'achat", "Purchase requests"),
    words=("achat", "achats", "commandes", "purchase", "purchases", "purchasing", "orders"),
    phrases={
        "intake": ("demande", "demandes", "a valider", "request", "requests"),
        "accepted": ("accordee", "accordees", "commandee", "commandees", "approved", "ordered"),
        "passed": ("livree", "livrees", "recue", "recues", "delivered", "received"),
        "failed": ("refusee", "refusees", "refused", "declined", "rejected"),
    },
    asked=(
        Asked(
            Written("budget", "budget"),
            Written(*['{ field = "Budget", between = [1, 5000] }'] * 2),
            S("Il manque le budget, de 1 à 5 000 €.", "The budget is missing, from 1 to 5,000 €."),
        ),
        Asked(
            Written("besoin", "reason"),
            Written('{ words = 10, under = "Besoin" }', '{ words = 10, under = "Reason" }'),
            S(
                "Dites en dix mots, sous « {name} », à quoi cela servira.",
                "Say in ten words, under “{name}”, what it will be used for.",
            ),
            name=Written("Besoin", "Reason"),
        ),
        Asked(
            Written("devis", "quote"),
            Written(*['{ attachment = "pdf" }'] * 2),
            S("Il manque le devis en PDF.", "The quote is missing, as a PDF."),
            severity="warns",
        ),
        Asked(
            Written("bon-de-commande", "order-number"),
            Written(
                '{ field = "Bon de commande", matching = "BC-[0-9]+" }',
                '{ field = "Order number", matching = "PO-[0-9]+" }',
            ),
            S(
                "Le bon de commande s'écrit {name}, puis un nombre.",
                "The order number is written {name}, then a number.",
            ),
            severity="warns",
            lists="accepted",
            name=Written("BC-", "PO-"),
        ),
    ),
)

_RECRUITMENT: Final = Example(
    kind=Written("recrutement", "recruitment"),
    title=S("Recrutement", "Recruitment"),
    words=("recrutement", "recrutements", "candidatures", "recruitment", "recruiting", "hiring"),
    phrases={
        "intake": ("candidature", "candidatures", "recues", "application", "applications"),
        "accepted": ("entretien", "entretiens", "interview", "interviews"),
        "passed": ("recrute", "recrutes", "recrutees", "embauches", "hired"),
        "failed": ("refus", "refuses", "refusees", "non retenus", "declined", "rejected"),
    },
    asked=(
        Asked(
            Written("cv", "cv"),
            Written(*['{ attachment = "pdf" }'] * 2),
            S("Il manque le CV en PDF.", "The CV is missing, as a PDF."),
        ),
        Asked(
            Written("poste", "position"),
            Written('{ field = "Poste" }', '{ field = "Position" }'),
            S(
                "Dites pour quel poste la personne se présente.",
                "Say for which position the person applies.",
            ),
        ),
        Asked(
            Written("titre", "title"),
            Written(*['{ title = ".+ [–-] .+" }'] * 2),
            S(
                "Le titre dit le nom, un tiret, puis le poste.",
                "The title says the name, a dash, then the position.",
            ),
            severity="warns",
        ),
        Asked(
            Written("entretien", "interview"),
            Written(
                '{ checklist = "Entretien", finished = true }',
                '{ checklist = "Interview", finished = true }',
            ),
            S(
                "Cochez chaque point de la liste « {name} » avant de décider.",
                "Tick each item of the checklist “{name}” before you decide.",
            ),
            severity="warns",
            lists="accepted",
            name=Written("Entretien", "Interview"),
        ),
    ),
)

_EDITORIAL: Final = Example(
    kind=Written("redaction", "editorial"),
    title=S("Calendrier éditorial", "Editorial calendar"),
    words=("redaction", "editorial", "publication", "publications", "articles", "content"),
    phrases={
        "intake": ("idee", "idees", "proposition", "propositions", "idea", "ideas", "pitches"),
        "accepted": ("en redaction", "redaction", "programme", "programmes", "writing", "planned"),
        "passed": ("publie", "publies", "paru", "parus", "published"),
        "failed": ("abandonne", "abandonnes", "ecarte", "ecartes", "dropped"),
    },
    asked=(
        Asked(
            Written("angle", "angle"),
            Written(*['{ words = 10, under = "Angle" }'] * 2),
            S(
                "Décrivez l'angle en dix mots, sous « Angle ».",
                "Describe the angle in ten words, under “Angle”.",
            ),
        ),
        Asked(
            Written("format", "format"),
            Written(
                '{ label = ["Article", "Vidéo", "Lettre"] }',
                '{ label = ["Article", "Video", "Newsletter"] }',
            ),
            S(
                "Choisissez un format parmi les étiquettes : {name}.",
                "Choose a format among the labels: {name}.",
            ),
            name=Written("Article, Vidéo, Lettre", "Article, Video, Newsletter"),
        ),
        Asked(
            Written("debut", "start"),
            Written(*["{ start = true }"] * 2),
            S("Dites quel jour l'écriture commence.", "Say on which day the writing begins."),
            severity="warns",
        ),
        Asked(
            Written("texte", "draft"),
            Written(*['{ attachment = "link" }'] * 2),
            S("Joignez le lien vers le texte.", "Attach the link to the text."),
            severity="warns",
            lists="accepted",
        ),
    ),
)

EXAMPLES: Final[Mapping[str, Example]] = {
    "purchases": _PURCHASES,
    "recruitment": _RECRUITMENT,
    "editorial": _EDITORIAL,
}
"""The examples, by the name that `greffier init --example` takes."""


def requirements_text(example: Example, language: Language) -> str:
    """Return what the example asks for as TOML, with its sentences in both languages."""
    return "\n\n".join(_asked(each, example, language) for each in example.asked)


def _asked(asked: Asked, example: Example, language: Language) -> str:
    name = asked.name.in_(language)
    lines = [
        "[[requirements]]",
        f'code = "{asked.code.in_(language)}"',
        f'boards = ["{example.kind.in_(language)}"]',
        f'lists = "{asked.lists}"' if asked.lists else "",
        f'severity = "{asked.severity}"',
        f"needs = {asked.needs.in_(language)}",
        f'fr = "{asked.said.fr.format(name=name)}"',
        f'en = "{asked.said.en.format(name=name)}"',
    ]
    return "\n".join(filter(None, lines))

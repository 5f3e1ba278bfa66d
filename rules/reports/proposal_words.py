"""Proposals as people read them: a question with its evidence, in French and English."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import day, fill, label, plural
from rules.reports.proposals import Habit, Proposal
from rules.rulebook.values import Rulebook
from rules.verdict import Language

_TOLD: Final[dict[Habit, Sentence]] = {
    "same-reason": Sentence(
        "« {about} » sur « {board} » : le signaler seulement, sans renvoyer la carte ? Acceptée telle quelle "
        "pour la même raison (« {written} ») sur {cards}, sur {of} à qui cela manquait.",
        "“{about}” on “{board}”: only point it out, without sending the card back? Taken as it is for the "
        "same reason (“{written}”) on {cards}, of {of} that lacked it.",
    ),
    "set-aside": Sentence(
        "« {about} » sur « {board} » : le signaler seulement, sans renvoyer la carte ? Acceptée ou suspendue "
        "pour cela sur {cards}, sur {of} à qui cela manquait.",
        "“{about}” on “{board}”: only point it out, without sending the card back? Accepted or left alone "
        "for it on {cards}, of {of} that lacked it.",
    ),
    "alias": Sentence(
        "« {written} » : l'ajouter aux écritures du parcours « {about} » ? Corrigé ainsi sur {cards}.",
        "“{written}”: add it to the ways in which the course “{about}” is written? Corrected so on {cards}.",
    ),
    "new-course": Sentence(
        "« {written} » : l'ajouter aux parcours ? Lu sur {cards}, et inconnu du règlement.",
        "“{written}”: add it to the courses? Read on {cards}, and unknown to the rulebook.",
    ),
}
_WHEN: Final = Sentence("Du {first} au {last}.", "From {first} to {last}.")
_ON: Final = Sentence("Le {first}.", "On {first}.")
_CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}


def title(each: Proposal, rulebook: Rulebook, language: Language) -> str:
    """Return the proposal as a question, with how often it was met."""
    rules = rulebook.boards.get(each.board or "")
    about = label(each.about, rules.kind, language) if rules is not None else each.about
    values = {
        "about": about,
        "board": each.board or "",
        "written": each.written,
        "cards": plural(len(each.cards), *_CARDS[language], language),
        "of": each.of,
    }
    return fill(_TOLD[each.habit], language, values)


def when(each: Proposal, rulebook: Rulebook, language: Language) -> str:
    """Return from which day to which it was met."""
    zone = rulebook.timezone
    first, last = (day(local_date(at, zone), language) for at in (each.first, each.last))
    return fill(_WHEN if first != last else _ON, language, {"first": first, "last": last})

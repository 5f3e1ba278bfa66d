"""What `greffier rules propose` says, in French and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Final

from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.editing.parse import Rulebook
from rules.formatting import day, fill, label, plural
from rules.reports.proposals import Habit, Proposal
from rules.verdict import Language

NOTHING: Final = Sentence(
    "Rien à proposer : ce que les gens ont fait depuis 90 jours ne demande aucun changement des règles.",
    "Nothing to propose: what people did in the last 90 days asks for no change of the rules.",
)
UNKNOWN: Final = Sentence(
    "aucune proposition « {id} » ; `greffier rules propose` les montre.",
    "no proposal “{id}”; `greffier rules propose` shows them.",
)
DECLINED: Final = Sentence(
    "La proposition {id} est écartée : elle ne sera plus faite.",
    "Proposal {id} is declined: it will not be made again.",
)
DRAFTED: Final = Sentence(
    "La proposition {id} est dans le brouillon de {who} : « Et si… » la montre, avec ses effets. Rien n'est "
    "appliqué.",
    "Proposal {id} is in the draft of {who}: “What if…” shows it with its effects. Nothing is applied.",
)
NOBODY: Final = Sentence(
    "--for « {who} » : personne de ce nom sur les tableaux ; donnez un identifiant Trello.",
    "--for “{who}”: nobody of that name on the boards; give a Trello user name.",
)
NOT_BOTH: Final = Sentence(
    "--draft et --for vont ensemble, et sans --decline.",
    "--draft and --for go together, and without --decline.",
)
WHAT_NEXT: Final = Sentence(
    "Rien n'est appliqué. `greffier rules propose --draft ID --for IDENTIFIANT` en fait un brouillon dans "
    "« Et si… » ; `--decline ID` l'écarte pour de bon.",
    "Nothing is applied. `greffier rules propose --draft ID --for USERNAME` makes it a draft in “What if…”; "
    "`--decline ID` declines it for good.",
)
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
_LINE: Final = Sentence("{id}  {told}", "{id}  {told}")
_WHEN: Final = Sentence("Du {first} au {last}.", "From {first} to {last}.")
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


def lines(each: Proposal, rulebook: Rulebook, language: Language) -> Iterator[str]:
    """Yield what people read of a proposal."""
    yield fill(_LINE, language, {"id": each.id, "told": title(each, rulebook, language)})
    zone: tzinfo = rulebook.timezone
    days = [day(local_time(at, zone).date(), language) for at in (each.first, each.last)]
    yield "    " + fill(_WHEN, language, {"first": days[0], "last": days[1]})
    yield "    " + ", ".join(each.cards)

"""What `greffier rules propose` says, in French and English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rules.bilingual import Sentence
from rules.editing.parse import Rulebook
from rules.formatting import fill
from rules.reports.proposal_words import title, when
from rules.reports.proposals import Proposal
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
_LINE: Final = Sentence("{id}  {told}", "{id}  {told}")


def lines(each: Proposal, rulebook: Rulebook, language: Language) -> Iterator[str]:
    """Yield what people read of a proposal."""
    yield fill(_LINE, language, {"id": each.id, "told": title(each, rulebook, language)})
    yield "    " + when(each, rulebook, language)
    yield "    " + ", ".join(each.cards)

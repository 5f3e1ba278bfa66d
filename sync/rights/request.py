"""What a person asks of the clerk, and why nothing may come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rules.bilingual import Sentence
from rules.rulebook.values import BoardRules
from sync.rights.permissions import Person

Why = Literal[
    "unknown-card",
    "unknown-label",
    "not-what-is-asked",
    "no-date-to-decide",
    "wrong-list",
    "in-progress",
    "managers-only",
    "not-writing",
    "reminded-lately",
    "nobody",
    "no-twin",
    "no-agent-order",
    "not-revoked",
    "not-complete",
    "validator-only",
    "no-outcome-now",
    "accepted",
    "held",
    "asked-already",
    "not-asked",
]

NOT_FIXED: Final[Mapping[Why, Sentence]] = {
    "unknown-card": Sentence(
        "Cette carte n'est pas encore connue ici. Réessayez dans quelques secondes.",
        "This card is not known here yet. Try again in a few seconds.",
    ),
    "unknown-label": Sentence(
        "Cette étiquette n'est plus celle d'un projet. Choisissez-en une autre.",
        "This label no longer names a project. Choose another one.",
    ),
    "not-what-is-asked": Sentence(
        "Ce n'est pas ce que la ligne demande. Relisez-la, corrigez la valeur, puis réessayez.",
        "This is not what the line asks for. Read it again, correct the value, then try again.",
    ),
    "no-date-to-decide": Sentence(
        "La date de cette carte n'a pas changé : il n'y a rien à décider.",
        "The date of this card has not changed: there is nothing to decide.",
    ),
    "wrong-list": Sentence(
        "La carte a changé de liste entre-temps. Regardez où elle est, puis réessayez.",
        "The card is in another list meanwhile. See where it is, then try again.",
    ),
    "not-complete": Sentence(
        "Il manque encore une information à cette carte. Complétez-la, puis réessayez.",
        "Something is still missing on this card. Complete it, then try again.",
    ),
    "managers-only": Sentence(
        "Cette décision revient aux responsables du tableau. Demandez-leur.",
        "This is for the board's managers to decide. Ask them.",
    ),
    "validator-only": Sentence(
        "C'est au validateur de la soutenance de le dire, ou à un responsable du tableau.",
        "It is for the validator of the defence to say, or for a manager of the board.",
    ),
    "accepted": Sentence(
        "Un responsable a accepté cette carte telle quelle : il n'y a rien à suspendre.",
        "A manager accepted this card as it is: there is nothing to suspend.",
    ),
    "held": Sentence(
        "Cette carte est déjà confiée à quelqu'un. Regardez à qui, puis choisissez.",
        "This card is given to somebody already. See to whom, then choose.",
    ),
    "asked-already": Sentence(
        "Quelqu'un est déjà sollicité pour cette carte. Attendez sa réponse, ou retirez d'abord la demande.",
        "Somebody was asked for this card already. Wait for the answer, or take the request back first.",
    ),
    "not-asked": Sentence(
        "Cette demande ne tient plus : vous n'avez rien à faire. Merci !",
        "This request no longer stands: there is nothing for you to do. Thank you!",
    ),
    "no-outcome-now": Sentence(
        "Ce n'est pas le moment pour cette carte : regardez où elle en est, puis réessayez.",
        "It is not the time for this on this card: see how it stands, then try again.",
    ),
    "in-progress": Sentence(
        "C'est déjà en train de se faire. Attendez quelques secondes, puis regardez la carte.",
        "It is being done already. Wait a few seconds, then look at the card.",
    ),
    "not-writing": Sentence(
        "Le greffier n'écrit pas sur ce tableau en ce moment (il observe, ou il est en pause). "
        "Remettez-le au travail dans le journal, ou prévenez le mentor vous-même.",
        "The clerk does not write on this board at the moment (it observes, or is paused). "
        "Put it to work again in the journal, or tell the mentor yourself.",
    ),
    "reminded-lately": Sentence(
        "Le mentor a déjà été relancé depuis moins de 24 heures. Laissez-lui un peu de temps.",
        "The mentor was reminded less than 24 hours ago. Give them a little time.",
    ),
    "nobody": Sentence(
        "Personne n'est inscrit sur cette carte : ouvrez-la pour y ajouter son mentor.",
        "Nobody is on this card: open it and add its mentor.",
    ),
    "no-twin": Sentence(
        "Ces deux cartes ne sont plus des doublons : il n'y a plus rien à décider.",
        "These two cards are no duplicates any more: there is nothing left to decide.",
    ),
    "no-agent-order": Sentence(
        "Cette demande n'attend plus : quelqu'un l'a confirmée ou écartée. Regardez la carte de nouveau.",
        "This request waits no more: somebody confirmed it or left it. Look at the card again.",
    ),
    "not-revoked": Sentence(
        "Cette décision ne peut plus être annulée : la carte a changé depuis. Ouvrez-la.",
        "This decision cannot be taken back any more: the card has changed since. Open it.",
    ),
}
"""What is told to who asked; each says what to do next."""


class NotFixed(Exception):
    """Nothing was done; `why` says what stands in the way."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class InHand(Exception):
    """Somebody is at it just now: what was asked is tried again in a moment."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, for which card of which board."""

    person: Person
    rules: BoardRules
    card_id: str

    @property
    def by(self) -> str:
        """The name that a receipt keeps."""
        return self.person.name[:64]

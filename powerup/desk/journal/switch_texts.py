"""What each switch of a board will do, told before it is thrown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

TITLE: Final[Mapping[str, Sentence]] = {
    "pause": Sentence("Mettre « {board} » en pause ?", "Pause “{board}”?"),
    "resume": Sentence("Reprendre sur « {board} » ?", "Go on with “{board}”?"),
    "observe": Sentence("Observer seulement « {board} » ?", "Only observe “{board}”?"),
    "enforce": Sentence(
        "Laisser agir le greffier sur « {board} » ?", "Let the clerk act on “{board}”?"
    ),
}
ACTION: Final[Mapping[str, Sentence]] = {
    "pause": Sentence("Mettre en pause", "Pause"),
    "resume": Sentence("Reprendre", "Go on"),
    "observe": Sentence("Observer seulement", "Only observe"),
    "enforce": Sentence("Laisser agir", "Let it act"),
}
DONE: Final[Mapping[str, Sentence]] = {
    "pause": Sentence("« {board} » est en pause.", "“{board}” is paused."),
    "resume": Sentence("Le greffier reprend sur « {board} ».", "The clerk goes on with “{board}”."),
    "observe": Sentence("Le greffier observe « {board} ».", "The clerk observes “{board}”."),
    "enforce": Sentence("Le greffier agit sur « {board} ».", "The clerk acts on “{board}”."),
}
ALREADY: Final = Sentence(
    "C'était déjà fait : quelqu'un vous a devancé.", "It was so already: somebody was faster."
)
STOPS: Final[Mapping[str, Sentence]] = {
    "pause": Sentence(
        "Le greffier n'écrit plus rien sur ce tableau, jusqu'à ce qu'un responsable reprenne. Les "
        "cartes restent lues et vérifiées : pastilles et panneaux continuent de dire ce qui manque.",
        "The clerk writes nothing more to this board until a manager goes on. Cards are still read "
        "and checked: badges and panels still say what is missing.",
    ),
    "observe": Sentence(
        "Le greffier n'écrit plus rien sur ce tableau ; pastilles et panneaux continuent de dire ce "
        "qui manque.",
        "The clerk writes nothing more to this board; badges and panels still say what is missing.",
    ),
}
HELD_BACK: Final = Sentence(
    "Resteraient en attente : {moves}, {comments}.", "Held back: {moves}, {comments}."
)
AT_ONCE: Final = Sentence("Aussitôt : {moves}, {comments}.", "At once: {moves}, {comments}.")
HELD_BACK_LISTS: Final = Sentence(
    "Resteraient en attente : {moves}, {comments}, {lists}.",
    "Held back: {moves}, {comments}, {lists}.",
)
AT_ONCE_LISTS: Final = Sentence(
    "Aussitôt : {moves}, {comments}, {lists}.", "At once: {moves}, {comments}, {lists}."
)
NOTHING: Final = Sentence(
    "Aucune carte ne serait déplacée ni commentée maintenant.",
    "No card would be moved or commented on now.",
)
SETTLING: Final = Sentence(
    "Encore dans leur délai de calme : {cards}.",
    "Still in their settle window: {cards}.",
)
BRAKE: Final = Sentence(
    "Attention : le frein arrêtera le greffier après {count} déplacements, et vous en préviendra.",
    "Mind: the brake will stop the clerk after {count} moves, and tell you.",
)
STILL_OBSERVES: Final = Sentence(
    "Le tableau reste en observation : rien ne sera écrit tant que vous ne le laissez pas agir.",
    "The board stays observed: nothing is written until you let the clerk act.",
)
STILL_PAUSED: Final = Sentence(
    "Le tableau reste en pause : rien ne sera écrit avant que vous repreniez.",
    "The board stays paused: nothing is written until you go on.",
)
FROM_NOW: Final = Sentence(
    "Le frein compte à nouveau à partir de maintenant.", "The brake counts anew from now."
)
HOW_LONG: Final = Sentence(
    "Ce choix vaut jusqu'à ce que le mode soit changé ici, ou dans le règlement.",
    "This choice holds until the mode is changed here, or in the rulebook.",
)
MOVED: Final = Sentence("Seraient déplacées", "Would be moved")
COMMENTED: Final = Sentence("Seraient commentées", "Would be commented on")
PREPARED: Final = Sentence("Recevraient une liste à cocher", "Would get a checklist")
OTHERS: Final = Sentence("et {count} autres", "and {count} more")
UNREAD: Final = Sentence(
    "Ce tableau n'a pas encore été lu. Attendez quelques minutes, puis revenez.",
    "This board has not been read yet. Wait a few minutes, then come back.",
)
MOVES: Final = {
    "fr": ("carte déplacée", "cartes déplacées"),
    "en": ("card moved", "cards moved"),
}
COMMENTS: Final = {
    "fr": ("commentaire écrit ou modifié", "commentaires écrits ou modifiés"),
    "en": ("comment written or edited", "comments written or edited"),
}
CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}
LISTS: Final = {
    "fr": ("liste à cocher", "listes à cocher"),
    "en": ("checklist", "checklists"),
}

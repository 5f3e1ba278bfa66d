"""The words of the tab on what the clerk did, and of its switches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

WORDS: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Ce que le greffier a fait", "What the clerk did"),
    "boards": Sentence("Où en est le greffier", "How the clerk stands"),
    "enforce": Sentence("agit", "acts"),
    "observe": Sentence("observe, sans rien écrire", "observes, writes nothing"),
    "paused": Sentence("en pause", "paused"),
    "brake": Sentence("Frein", "Brake"),
    "held": Sentence("Ce que des personnes ont décidé", "What people decided"),
    "heldNone": Sentence(
        "Aucune carte suspendue ni acceptée telle quelle.",
        "No card is suspended or accepted as it is.",
    ),
    "heldMore": Sentence("et {count} autres", "and {count} more"),
    "lift": Sentence("Lever la suspension ou l'exception", "Lift the suspension or exception"),
    "liftOf": Sentence("Lever pour « {name} »", "Lift for “{name}”"),
    "lifted": Sentence(
        "C'est levé : la carte est vérifiée à nouveau.", "Lifted: the card is checked again."
    ),
    "pause": Sentence("Mettre en pause…", "Pause…"),
    "resume": Sentence("Reprendre…", "Go on…"),
    "toObserve": Sentence("Observer seulement…", "Only observe…"),
    "toEnforce": Sentence("Laisser agir…", "Let it act…"),
    "reason": Sentence("Motif (facultatif)", "Reason (optional)"),
    "filters": Sentence("Filtrer le journal", "Filter the journal"),
    "board": Sentence("Tableau", "Board"),
    "family": Sentence("Quoi", "What"),
    "by": Sentence("Qui", "Who"),
    "text": Sentence("Carte", "Card"),
    "textHint": Sentence("Un nom, un mot du titre", "A name, a word of the title"),
    "undoneFilter": Sentence("État", "State"),
    "since": Sentence("Depuis", "Since"),
    "all": Sentence("Tous", "All"),
    "everything": Sentence("Tout", "Everything"),
    "always": Sentence("Le début", "The beginning"),
    "10m": Sentence("10 minutes", "10 minutes"),
    "1h": Sentence("1 heure", "1 hour"),
    "today": Sentence("Aujourd'hui", "Today"),
    "7d": Sentence("7 jours", "7 days"),
    "30d": Sentence("30 jours", "30 days"),
    "sinceHere": Sentence("Depuis ce geste", "Since this act"),
    "undoneYes": Sentence("Annulés", "Undone"),
    "undoneNo": Sentence("En vigueur", "In force"),
    "clear": Sentence("Effacer les filtres", "Clear the filters"),
    "more": Sentence("Voir la suite", "Show more"),
    "none": Sentence(
        "Rien encore : dès que le greffier agit, chaque geste s'inscrit ici, avec sa raison.",
        "Nothing yet: as soon as the clerk acts, each act is written here, with its reason.",
    ),
    "noneHere": Sentence(
        "Aucun geste ne correspond à ces filtres. Élargissez-les pour en voir d'autres.",
        "No act matches these filters. Widen them to see others.",
    ),
    "undo": Sentence("Annuler", "Undo"),
    "undoOf": Sentence("Annuler : {what}", "Undo: {what}"),
    "select": Sentence("Choisir : {what}", "Select: {what}"),
    "then": Sentence("Le tableau à ce moment", "The board at that moment"),
    "fromHere": Sentence("Tout ce qui suit…", "All that follows…"),
    "fromHereOf": Sentence("Tout ce qui suit {what}", "All that follows {what}"),
    "undoSelected": Sentence("Annuler la sélection", "Undo the selection"),
    "undoAll": Sentence("Tout annuler depuis ce moment…", "Undo everything since then…"),
    "undoing": Sentence("{done} sur {all}…", "{done} of {all}…"),
    "undoneSome": Sentence("C'est annulé ({count}).", "Undone ({count})."),
    "undoneBut": Sentence(
        "Annulés : {done}. Laissés tels quels : {left}, car {why}.",
        "Undone: {done}. Left as they are: {left}, because {why}.",
    ),
    "undoSure": Sentence("Annuler ces gestes ?", "Undo these acts?"),
    "stop": Sentence("Arrêter là", "Stop here"),
    "text_of": Sentence("Lire le commentaire", "Read the comment"),
    "why": Sentence("Manquaient :", "Missing:"),
}

GONE: Final = Sentence("(carte disparue)", "(card gone)")
UNDONE: Final = Sentence("Annulé par {by}, {when}", "Undone by {by}, {when}")
SUSPENDED: Final = Sentence("suspendue par {by}", "suspended by {by}")
ACCEPTED: Final = Sentence("acceptée par {by}", "accepted by {by}")
UNTIL: Final = Sentence("jusqu'au {when}", "until {when}")
UNTIL_EDIT: Final = Sentence("jusqu'à ce qu'elle change", "until it changes")
WITHOUT_END: Final = Sentence("sans fin prévue", "with no end planned")
SINCE: Final = Sentence(
    "En pause depuis le {when} : {why}. Les cartes restent lues et vérifiées, rien n'est écrit.",
    "Paused since {when}: {why}. Cards are still read and checked, nothing is written.",
)
PAUSED_BY: Final = Sentence("{why}, par {by}", "{why}, by {by}")
MODE_BY: Final = Sentence("mis par {by} le {when}", "set by {by} on {when}")
BRAKE: Final = Sentence(
    "{moves} ces {minutes} dernières minutes, sur {limit} permis",
    "{moves} in the last {minutes} minutes, of {limit} allowed",
)
MOVES: Final = {"fr": ("déplacement", "déplacements"), "en": ("move", "moves")}

UNDOES: Final = Sentence("{acts} sur {cards} : {names}.", "{acts} on {cards}: {names}.")
ACTS: Final = {"fr": ("geste", "gestes"), "en": ("act", "acts")}
CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}
OTHER_CARDS: Final = {"fr": ("autre", "autres"), "en": ("other", "others")}
UNDOES_HOW: Final = Sentence(
    "Chaque carte revient où elle était, et le greffier la laisse tranquille 24 heures ou "
    "jusqu'à ce qu'elle change.",
    "Each card goes back where it was, and the clerk leaves it alone for 24 hours or until it "
    "changes.",
)
UNDOES_BUT: Final = Sentence(
    "Restent tels quels, car une personne est passée depuis ou parce que la carte n'est plus là : "
    "{acts}.",
    "Left as they are, because a person came since or the card is gone: {acts}.",
)
UNDOES_NONE: Final = Sentence(
    "Il n'y a rien à annuler ici : tout l'est déjà, ou quelqu'un a repris ces cartes en main.",
    "There is nothing to undo here: it is undone already, or somebody has taken these cards up.",
)
UNDOES_MOST: Final = Sentence(
    "Seuls les {most} plus récents seront annulés cette fois.",
    "Only the newest {most} are taken this time.",
)

"""The words of « Et si quelqu'un s'arrête ? »."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

PAGE: Final = {
    "without": Sentence("Et si quelqu'un s'arrête ?", "What if somebody stops?"),
    "withoutLead": Sentence(
        "Rien n'est noté quand vous regardez, et personne ne l'apprend : ce n'est qu'à l'écran.",
        "Nothing is noted when you look, and nobody learns of it: it is on the screen alone.",
    ),
    "backToWeek": Sentence("La semaine", "The week"),
    "whoStops": Sentence("Qui s'arrêterait", "Who would stop"),
    "chooseWho": Sentence("Choisissez un mentor…", "Choose a mentor…"),
    "fromDay": Sentence("À partir du", "From"),
    "alone": Sentence("Étudiants qui seraient seuls", "Students who would be alone"),
    "relay": Sentence("Relais proposé : {name}", "Proposed: {name}"),
    "noRelay": Sentence("Personne pour prendre le relais", "Nobody to take over"),
    "makeCard": Sentence("Créer la carte de transfert", "Make the transfer card"),
    "sureCard": Sentence("Confirmer : créer la carte", "Confirm: make the card"),
    "cardMade": Sentence("carte de transfert créée", "transfer card made"),
    "cardsMade": Sentence("cartes de transfert créées", "transfer cards made"),
    "cardThere": Sentence(
        "Sa carte de transfert est déjà là.", "The transfer card is there already."
    ),
    "cardJust": Sentence(
        "Sa carte de transfert vient d'être créée.", "The transfer card has just been made."
    ),
    "makeAll": Sentence(
        "Créer les cartes de transfert ({count})", "Make the transfer cards ({count})"
    ),
    "makeAllTitle": Sentence("Créer {count} cartes de transfert ?", "Make {count} transfer cards?"),
    "makeAllText": Sentence(
        "Une carte par étudiant, datée du {day}, sur le tableau des transferts : elles se voient aussitôt. "
        "Tout s'annule tant que personne n'y a touché. Elles viennent dans « La semaine », où vous confiez "
        "le relais.",
        "One card a student, dated {day}, on the board of transfers: they are seen at once. All can be "
        "undone as long as nobody has touched them. They come to “The week”, where you give them out.",
    ),
    "makeDo": Sentence("Créer", "Make"),
    "holds": Sentence(
        "Soutenances qui n'auraient plus de validateur", "Defences without a validator"
    ),
    "holdsApply": Sentence("Confier à d'autres ({count})", "Give to others ({count})"),
    "attends": Sentence("Soutenances de ses étudiants", "Defences of these students"),
    "attendsHint": Sentence(
        "Elles gardent leur date et leur validateur : le relais les prépare.",
        "They keep their date and validator: whoever takes over prepares them.",
    ),
    "ahead": Sentence("Sessions sans personne", "Sessions without anybody"),
    "noneStops": Sentence(
        "Personne n'attend rien de ce mentor à partir de cette date.",
        "Nobody waits for anything from this mentor from that day on.",
    ),
    "noBoard": Sentence(
        "Vous ne dirigez aucun tableau de transferts : demandez les cartes à qui le dirige.",
        "You manage no board of transfers: ask those who do for the cards.",
    ),
}
SUMMARY: Final = Sentence(
    "Sans {name}, à partir du {day} : {told}.", "Without {name}, from {day}: {told}."
)
SESSIONS: Final = Sentence("{count}, la première le {first}", "{count}, the first on {first}")
UNKNOWN: Final = Sentence(
    "Ce mentor n'est pas sur un tableau que vous dirigez. Choisissez-en un dans la liste.",
    "This mentor is not on a board that you manage. Choose one from the list.",
)
COUNTED: Final = {
    "fr": (
        ("étudiant seul", "étudiants seuls"),
        ("soutenance sans validateur", "soutenances sans validateur"),
        ("session sans personne", "sessions sans personne"),
    ),
    "en": (
        ("student alone", "students alone"),
        ("defence without a validator", "defences without a validator"),
        ("session without anybody", "sessions without anybody"),
    ),
}
COUNTED_SESSIONS: Final = {"fr": ("session", "sessions"), "en": ("session", "sessions")}

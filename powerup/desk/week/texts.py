"""The words of the tab « La semaine »."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

PAGE: Final = {
    "heading": Sentence("La semaine", "The week"),
    "lead": Sentence(
        "Un brouillon : rien n'est confié tant que vous ne le confirmez pas. Une ligne changée à la main est "
        "gardée, et le reste recalculé autour.",
        "A draft: nothing is given until you confirm. A line changed by hand is kept, and the others are "
        "worked out around it.",
    ),
    "list": Sentence("Le brouillon", "The draft"),
    "defences": Sentence("Soutenances sans validateur", "Defences without a validator"),
    "transfers": Sentence(
        "Étudiants à confier à un nouveau mentor", "Students to give to a new mentor"
    ),
    "left": Sentence("Sans personne", "Without anybody"),
    "apply": Sentence("Confier ({count})", "Give out ({count})"),
    "applyTitle": Sentence("Confier {count} cartes ?", "Give out {count} cards?"),
    "applyOne": Sentence("Confier cette carte ?", "Give out this card?"),
    "applyText": Sentence(
        "Chacune est confiée comme sur sa ligne, avec son reçu : tout s'annule, ensemble ou ligne par ligne. "
        "Une carte qui a changé entre-temps est laissée telle quelle, et vous est expliquée.",
        "Each is given as its line says, with its receipt: all can be undone, together or line by line. A "
        "card that has changed meanwhile is left as it is, and you are told why.",
    ),
    "applyDo": Sentence("Confier", "Give out"),
    "anew": Sentence("Recalculer", "Work it out anew"),
    "clear": Sentence("Oublier mes choix ({count})", "Forget my choices ({count})"),
    "stop": Sentence("Arrêter", "Stop"),
    "progress": Sentence("{done} sur {all}…", "{done} of {all}…"),
    "working": Sentence("Calcul en cours…", "Working it out…"),
    "finished": Sentence("Confiées : {done}.", "Given: {done}."),
    "finishedBut": Sentence(
        "Confiées : {done}. Laissées telles quelles : {left}, chacune dit pourquoi.",
        "Given: {done}. Left as they are: {left}, each says why.",
    ),
    "cards": Sentence("{count} cartes", "{count} cards"),
    "given": Sentence("confiée à {name}", "given to {name}"),
    "givenAll": Sentence("confiées", "given out"),
    "done": Sentence("Confiée à {name}", "Given to {name}"),
    "undone": Sentence("Annulé : la carte attend de nouveau", "Undone: the card waits again"),
    "to": Sentence("à {name}", "to {name}"),
    "nobody": Sentence("Personne", "Nobody"),
    "change": Sentence("Choisir…", "Choose…"),
    "changeOf": Sentence("Choisir quelqu'un pour {who}", "Choose somebody for {who}"),
    "choose": Sentence("Choisir {name}", "Choose {name}"),
    "leave": Sentence("Personne", "Nobody"),
    "leaveOf": Sentence("Ne confier {who} à personne", "Give {who} to nobody"),
    "free": Sentence("Laisser le calcul choisir", "Have it worked out"),
    "freeOf": Sentence("Laisser le calcul choisir pour {who}", "Have {who} worked out again"),
    "byHand": Sentence("à la main", "by hand"),
    "moved": Sentence("Avant votre choix : {name}", "Before your choice: {name}"),
    "oneByOne": Sentence("Carte après carte : {name}", "Card after card: {name}"),
    "oneByOneNobody": Sentence("Carte après carte : personne", "Card after card: nobody"),
    "open": Sentence("Ouvrir la carte", "Open the card"),
    "emptyTitle": Sentence("Tout le monde a quelqu'un", "Everybody has somebody"),
    "emptyText": Sentence(
        "Chaque soutenance complète à venir a son validateur, chaque étudiant à confier son nouveau mentor. "
        "Les prochaines viendront ici d'elles-mêmes.",
        "Each complete defence to come has its validator, each student to be given a new mentor. The next "
        "ones will come here by themselves.",
    ),
    "late": Sentence(
        "Le calcul prenait trop de temps : voici le choix fait carte après carte. Recalculez dans un moment, "
        "ou changez des lignes à la main.",
        "Working it out took too long: this is the choice of one card after another. Work it out anew in a "
        "moment, or change lines by hand.",
    ),
    "help": Sentence("Au clavier", "With the keyboard"),
    "keyMove": Sentence("ligne suivante, précédente", "next line, previous line"),
    "keyChange": Sentence("choisir quelqu'un d'autre", "choose somebody else"),
    "keyLeave": Sentence("personne", "nobody"),
    "keyFree": Sentence("laisser le calcul choisir", "have the line worked out again"),
    "keyOpen": Sentence("ouvrir la carte", "open the card"),
    "keyApply": Sentence("confier tout", "give all out"),
    "keyUndo": Sentence("annuler le dernier geste", "undo the last act"),
    "keyHelp": Sentence("cette aide", "this help"),
}
IN_QUEUE: Final = {
    "lone": Sentence(
        "{count} soutenances sans validateur.", "{count} defences without a validator."
    ),
    "loneOne": Sentence("1 soutenance sans validateur.", "1 defence without a validator."),
    "toWeek": Sentence(
        "Les confier toutes à la fois : « La semaine »", "Give them out all at once: “The week”"
    ),
}
"""What « À traiter » says of this tab."""

ALL: Final = Sentence(
    "{cards} attendent quelqu'un, et le brouillon trouve quelqu'un pour chacune.",
    "{cards} wait for somebody, and the draft finds somebody for each.",
)
ALL_ONE: Final = Sentence(
    "Une carte attend quelqu'un, et le brouillon a trouvé.",
    "One card waits for somebody, and the draft found them.",
)
SOME: Final = Sentence(
    "{cards} attendent quelqu'un ; le brouillon trouve quelqu'un pour {found}.",
    "{cards} wait for somebody; the draft finds somebody for {found}.",
)
NONE: Final = Sentence(
    "{cards} attendent quelqu'un, et le brouillon ne trouve personne : chaque ligne dit pourquoi.",
    "{cards} wait for somebody, and the draft finds nobody: each line says why.",
)
NONE_ONE: Final = Sentence(
    "Une carte attend quelqu'un, et le brouillon ne trouve personne : sa ligne dit pourquoi.",
    "One card waits for somebody, and the draft finds nobody: its line says why.",
)
BETTER: Final = Sentence(
    "Carte après carte, il n'y en aurait que {single}.",
    "Card after card, it would be {single} only.",
)
OTHERWISE: Final = Sentence(
    "{lines} ne sont pas ce que l'on choisirait carte après carte : chacune le dit.",
    "{lines} are not what one would choose card after card: each says so.",
)
OTHERWISE_ONE: Final = Sentence(
    "Une ligne n'est pas ce que l'on choisirait carte après carte : elle le dit.",
    "One line is not what one would choose card after card: it says so.",
)
CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}
LINES: Final = {"fr": ("ligne", "lignes"), "en": ("line", "lines")}
TAKEN: Final = Sentence(
    "{name} l'a reçue entre-temps : il n'y a plus rien à confier ici.",
    "{name} was given it meanwhile: there is nothing left to give here.",
)
CHANGED: Final = Sentence(
    "La carte a changé depuis ce brouillon (date, liste, étudiant ou projet). Recalculez, puis regardez sa "
    "ligne.",
    "The card has changed since this draft (date, list, student or project). Work it out anew, then look at "
    "its line.",
)

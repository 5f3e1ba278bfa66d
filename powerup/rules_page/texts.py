"""The sentences of the page with a board's rules, in French and English."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from rules.card import Kind
from rules.rulebook.values import Return, Weight

TITLE: Final = Sentence("Règlement du tableau", "Rules of the board")
BOARD: Final = Sentence("Tableau « {name} »", "Board “{name}”")
IN_FORCE: Final = Sentence(
    "Version {id}, en vigueur depuis le {day}.", "Version {id}, in force since {day}."
)
FROM_FILE: Final = Sentence("En vigueur le {day}.", "In force on {day}.")
INTRODUCTION: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "Chaque carte de « {intake} » annonce une soutenance. Le greffier vérifie qu'elle contient tout ce "
        "dont un responsable et un mentor validateur ont besoin. S'il manque quelque chose, il "
        "écrit quoi dans un commentaire et range la carte dans « {incomplete} » : rien n'est perdu.",
        "Each card of “{intake}” announces a defence. The clerk checks that it carries all that a "
        "manager and a validator need. Where something is missing, it says what in a comment and "
        "puts the card into “{incomplete}”: nothing is lost.",
    ),
    "transfert": Sentence(
        "Chaque carte de « {intake} » annonce qu'un étudiant change de mentor. Le greffier vérifie qu'elle "
        "contient tout ce dont le prochain mentor a besoin. S'il manque quelque chose, il écrit "
        "quoi dans un commentaire et range la carte dans « {incomplete} » : rien n'est perdu.",
        "Each card of “{intake}” announces that a student changes mentor. The clerk checks that it "
        "carries all that the next mentor needs. Where something is missing, it says what in a "
        "comment and puts the card into “{incomplete}”: nothing is lost.",
    ),
}
INTRODUCTION_OTHER: Final = Sentence(
    "Le greffier vérifie que chaque carte de « {intake} » contient ce que ce tableau demande. S'il manque "
    "quelque chose, il écrit quoi dans un commentaire et range la carte dans « {incomplete} » : rien "
    "n'est perdu.",
    "The clerk checks that each card of “{intake}” carries what this board asks for. Where something "
    "is missing, it says what in a comment and puts the card into “{incomplete}”: nothing is lost.",
)
CARRIES: Final = Sentence("Ce que contient une carte", "What a card carries")
WEIGHTS: Final[dict[Weight, Sentence]] = {
    "blocks": Sentence("obligatoire", "required"),
    "warns": Sentence("signalé, sans bloquer", "pointed out, blocks nothing"),
    "off": Sentence("non vérifié", "not checked"),
}
WHAT_TO_DO: Final = Sentence("Que faire ?", "What to do?")
NOT_CHECKED: Final = Sentence(
    "Ici, le greffier ne vérifie pas : {labels}.", "Not checked: {labels}."
)
DOUBT: Final = Sentence(
    "Dans le doute, la carte ne bouge pas : le greffier dit ce qu'il a compris et vous confirmez.",
    "Where there is a doubt the card stays: the clerk says what it understood, and you confirm.",
)
MANNERS: Final = Sentence("Comment le greffier se comporte", "How the clerk behaves")
SETTLE: Final = Sentence(
    "Il vous laisse finir : une carte neuve est vérifiée {new} après votre dernière modification, "
    "une carte déplacée {moved} après.",
    "It lets you finish: a new card is checked {new} after your last change, a moved one {moved} "
    "after it.",
)
ONE_COMMENT: Final = Sentence(
    "Il écrit un seul commentaire par carte et le tient à jour.",
    "It writes a single comment on a card and keeps it up to date.",
)
RETURN: Final[dict[Return, Sentence]] = {
    "mentor": Sentence(
        "Une fois la carte complétée, vous la remettez dans « {intake} ».",
        "Once the card is complete, you put it back into “{intake}”.",
    ),
    "automatic": Sentence(
        "Une fois la carte complétée, il la remet lui-même dans « {intake} ».",
        "Once the card is complete, it puts it back into “{intake}” itself.",
    ),
}
PERSON_FIRST: Final = Sentence(
    "Vous n'êtes pas d'accord ? Remettez la carte telle quelle : il n'y touche pas pendant 24 heures. "
    "Un responsable peut aussi l'accepter comme elle est, en donnant le motif.",
    "You disagree? Put the card back as it is: it is left alone for 24 hours. A manager can also "
    "accept it as it is, with a reason.",
)
SEALED: Final = Sentence(
    "La date d'une soutenance est fixée quand la carte est complète pour la première fois. Si elle "
    "change ensuite, il le signale aux responsables et ne corrige rien lui-même.",
    "The date of a defence is fixed when the card is complete for the first time. If it changes "
    "afterwards, the managers are told, and nothing is corrected by itself.",
)
RECEIPTS: Final = Sentence(
    "Chacun de ses gestes est noté et peut s'annuler tant que personne n'a retouché la carte.",
    "Each of its acts is noted and can be undone as long as nobody touched the card since.",
)
ELSEWHERE: Final = Sentence(
    "Il ne vérifie ni les modèles, ni les cartes archivées, ni les autres listes du tableau.",
    "It checks neither templates, nor archived cards, nor the board's other lists.",
)
ORDERS: Final = Sentence("Ce que vous pouvez lui demander", "What you can ask for")
ORDERS_HOW: Final = Sentence(
    "En commentaire sur la carte, au début d'une ligne :",
    "In a comment on the card, at the start of a line:",
)
ORDER_TEXTS: Final[tuple[tuple[Sentence, Sentence], ...]] = (
    (
        Sentence("/vérifier", "/check"),
        Sentence("tout revérifier maintenant", "check everything again now"),
    ),
    (
        Sentence("/suspendre motif", "/suspend reason"),
        Sentence(
            "laisser la carte où elle est pendant 24 heures",
            "leave the card where it is for 24 hours",
        ),
    ),
    (
        Sentence("/annuler", "/undo"),
        Sentence("défaire le dernier geste du greffier", "undo the clerk's last act"),
    ),
    (
        Sentence("/accepter motif", "/accept reason"),
        Sentence(
            "accepter la carte ou sa nouvelle date (responsables)",
            "accept the card or its new date (managers)",
        ),
    ),
    (
        Sentence("/rétablir", "/restore"),
        Sentence("remettre la date fixée (responsables)", "put the fixed date back (managers)"),
    ),
)
_GIVE: Final = (
    Sentence("/confier prénom", "/assign name"),
    Sentence(
        "choisir la personne ; sans prénom, savoir qui le peut et pourquoi (responsables)",
        "choose the person; without a name, learn who can and why (managers)",
    ),
)
_WITHDRAW: Final = (
    Sentence("/retirer", "/withdraw"),
    Sentence("retirer votre proposition", "take your offer back"),
)
FURTHER_TEXTS: Final[dict[Kind, tuple[tuple[Sentence, Sentence], ...]]] = {
    "soutenances": (
        (
            Sentence("/valider", "/validate"),
            Sentence("vous proposer pour tenir la soutenance", "offer to hold the defence"),
        ),
        _WITHDRAW,
        _GIVE,
        (
            Sentence("/réussie", "/passed"),
            Sentence("dire que la soutenance est réussie", "say that the defence is passed"),
        ),
        (
            Sentence("/conditionnelle ce qui manque", "/conditional what is missing"),
            Sentence("la dire réussie sous condition", "say that it is passed on a condition"),
        ),
        (
            Sentence("/retravailler motifs", "/rework reasons"),
            Sentence(
                "dire que le projet est à retravailler, et pourquoi",
                "say that the project is to be reworked, and why",
            ),
        ),
        (
            Sentence("/seconde jour et heure", "/second day and hour"),
            Sentence(
                "proposer la seconde soutenance, avec le même validateur",
                "put a second defence forward, with the same validator",
            ),
        ),
        (
            Sentence("/suivante", "/next"),
            Sentence("préparer la carte du projet suivant", "prepare the next project's card"),
        ),
        (
            Sentence("/transfert", "/transfer"),
            Sentence("préparer la carte de transfert", "prepare the transfer card"),
        ),
    ),
    "transfert": (
        (
            Sentence("/relais", "/takeover"),
            Sentence("vous proposer pour suivre l'étudiant", "offer to take the student over"),
        ),
        _WITHDRAW,
        _GIVE,
    ),
}
HELP_TEXT: Final = (
    Sentence("/aide", "/help"),
    Sentence(
        "savoir ce que vous pouvez demander sur cette carte, maintenant",
        "learn what you can ask for on this card, now",
    ),
)
MISSING: Final = Sentence("Cette page n'est plus là", "This page is not here any more")
MISSING_TEXT: Final = Sentence(
    "L'adresse du règlement a changé, ou elle a été mal copiée.",
    "The address of the rules has changed, or it was not copied whole.",
)
MISSING_WAY: Final = Sentence(
    "Sur une carte du tableau, le lien « Le règlement du tableau » du panneau mène à la bonne page ; sans le "
    "panneau, demandez l'adresse à un responsable.",
    "On a card of the board, the link “The rules of the board” in the panel leads to the right page; "
    "without the panel, ask a manager for the address.",
)
OTHER_LANGUAGE: Final = Sentence("In English", "En français")
FOOT: Final = Sentence(
    "Cette page est écrite à partir du règlement que le greffier applique : ce qu'elle dit est ce "
    "qu'il fait.",
    "This page is written from the rules that the clerk applies: what it says is what it does.",
)

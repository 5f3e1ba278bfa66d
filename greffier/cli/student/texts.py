"""What is kept about a student, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from greffier.cli.shared.text_table import clean
from mentoring.privacy.find_student import Meant, Named
from rules.bilingual import Sentence
from rules.formatting import fill, plural
from rules.rulebook.values import Rulebook
from rules.verdict import Language

NOBODY: Final = Sentence(
    "aucune carte ne nomme « {name} ». Essayez le nom seul, ou le prénom seul : ce qui s'en approche "
    "vous sera montré.",
    "no card names “{name}”. Try the surname alone, or the first name alone: what comes near it will "
    "be shown.",
)
SEVERAL: Final = Sentence(
    "« {name} » : plusieurs étudiants peuvent être désignés. Reprenez la commande avec les cartes du "
    "bon, ou avec --all si c'est la même personne :",
    "“{name}”: several students may be meant. Give the command again with the cards of the right "
    "one, or with --all if they are one person:",
)
NOT_QUITE: Final = Sentence(
    "« {name} » : personne ne s'appelle exactement ainsi. Reprenez la commande avec le nom tel "
    "qu'il est écrit, ou avec les cartes :",
    "“{name}”: nobody is called exactly so. Give the command again with the name as it is written, "
    "or with the cards:",
)
_LIKE: Final = Sentence(
    "« {name} » seulement. Des noms proches, laissés de côté ; si c'est la même personne, ajoutez --all :",
    "“{name}” alone. Names like it are left out; if they are the same person, add --all:",
)
OTHER_CARD: Final = Sentence(
    "--card {card} : cette carte ne nomme pas « {name} ». `greffier receipts --card {card}` dit de "
    "qui elle parle.",
    "--card {card}: this card does not name “{name}”. `greffier receipts --card {card}` tells whom it "
    "is about.",
)
OTHER_RECORD: Final = Sentence(
    "--student {id} : ce numéro n'est celui de personne qui s'appelle « {name} ».",
    "--student {id}: this is the number of nobody called “{name}”.",
)
_RECORD: Final = Sentence("Fiche de l'étudiant ({id})", "The student's record ({id})")
SURE_RECORD: Final = Sentence(
    "Effacer ce qui nomme l'étudiant ? Rien ne le ramène.",
    "Erase what names the student? Nothing brings it back.",
)
RECORD_ERASED: Final = Sentence(
    "La fiche ne nomme plus personne. Dates, statuts et projets restent.",
    "The record names nobody any more. Dates, statuses and projects stay.",
)
_RECORD_GOES: Final = Sentence(
    "Fiche de l'étudiant : nom, adresse, objectifs et comptes rendus s'effacent ; son suivi s'arrête.",
    "The student's record: name, address, goals and reports are erased; nobody follows them any more.",
)
_RECORD_STAYS: Final = Sentence(
    "Fiche de l'étudiant : laissée telle quelle, une de ses cartes est ouverte sur Trello.",
    "The student's record: left as it is, one of their cards is open on Trello.",
)
MORE: Final = Sentence("… et {count} de plus.", "… and {count} more.")
_MEANT: Final = Sentence("  {who} : {cards}", "  {who}: {cards}")
_CARD: Final = Sentence("« {title} » ({board}, {where})", "“{title}” ({board}, {where})")
_KEPT: Final = Sentence("    {what} : {count}", "    {what}: {count}")
WHERE: Final[Mapping[str, Sentence]] = {
    "open": Sentence("ouverte sur Trello", "open on Trello"),
    "archived": Sentence("archivée", "archived"),
    "gone": Sentence("partie", "gone"),
}
TABLES: Final[Mapping[str, Sentence]] = {
    "cards": Sentence("copie de la carte", "copy of the card"),
    "card_labels": Sentence("étiquettes", "labels"),
    "card_members": Sentence("personnes sur la carte", "people on the card"),
    "card_fields": Sentence("champs personnalisés", "custom fields"),
    "attachments": Sentence("pièces jointes", "attachments"),
    "checklists": Sentence("listes à cocher", "checklists"),
    "cases": Sentence("suivi de la carte", "case of the card"),
    "verdicts": Sentence("dernier verdict", "last verdict"),
    "verdict_changes": Sentence("verdicts passés", "past verdicts"),
    "stays": Sentence("séjours dans les listes", "stays in lists"),
    "receipts": Sentence("reçus", "receipts"),
    "comments": Sentence("commentaire de Greffier", "Greffier’s comment"),
    "card_notes": Sentence("notes dans le commentaire", "notes in the comment"),
    "seals": Sentence("date fixée", "fixed date"),
    "snoozes": Sentence("remise à plus tard", "put off"),
    "holds": Sentence("suspension ou acceptation", "suspension or acceptance"),
    "accepted_twins": Sentence("doublons acceptés", "duplicates accepted"),
    "deliveries": Sentence("messages de Trello", "messages of Trello"),
    "wakes": Sentence("place dans la file", "place in the queue"),
    "offers": Sentence("mentors qui se proposent", "mentors who offer themselves"),
    "assignments": Sentence("mentor choisi", "mentor chosen"),
    "asks": Sentence("mentors sollicités", "mentors who were asked"),
    "claims": Sentence("carte en main", "card in hand"),
    "notices": Sentence("demandes de coup de main", "requests for help"),
    "mirror_changes": Sentence("états passés de la carte", "past states of the card"),
    "occasions": Sentence("rappels et questions", "reminders and questions"),
    "outcomes": Sentence("résultat de la soutenance", "outcome of the defence"),
    "defence_links": Sentence("visioconférence et enregistrement", "video and recording"),
    "follow_ups": Sentence("cartes qui suivent", "cards that follow"),
    "feed_events": Sentence("événement d'agenda (initiales)", "calendar event (initials)"),
    "channel_messages": Sentence(
        "messages aux canaux (sans texte)", "messages to channels (no text)"
    ),
    "student_cards": Sentence("cartes rattachées", "cards that belong to them"),
    "students": Sentence("nom, parcours, adresse", "name, course, address"),
    "student_projects": Sentence("projets", "projects"),
    "mentorships": Sentence("mentors successifs", "mentors over time"),
    "slots": Sentence("créneaux hebdomadaires", "weekly slots"),
    "mentoring_sessions": Sentence("sessions", "sessions"),
    "goals": Sentence("objectifs", "goals"),
    "reports": Sentence("comptes rendus", "reports"),
    "session_changes": Sentence("changements de sessions", "changes of sessions"),
    "mails": Sentence("courriels (sans texte)", "mails (no text)"),
    "session_mails": Sentence("sessions annoncées par courriel", "sessions told by mail"),
    "student_pages": Sentence("page de l'étudiant", "student's page"),
    "statement_lines": Sentence("lignes de relevés", "lines of statements"),
}
SURE: Final = Sentence(
    "Effacer ce qui nomme l'étudiant sur {count} ? Rien ne le ramène.",
    "Erase what names the student on {count}? Nothing brings it back.",
)
SURE_PAST: Final = Sentence(
    "Effacer ce que {count} étaient auparavant ? Rien ne le ramène.",
    "Erase what {count} were before? Nothing brings it back.",
)
LEFT: Final = Sentence("Rien n'a été effacé.", "Nothing was erased.")
STILL_READ: Final = Sentence(
    "un autre programme lit la base sans fin : des traces de ce nom restent dans le fichier « -wal » à "
    "côté d'elle, jusqu'à la purge de la nuit. Fermez ce programme (une sauvegarde, un autre outil), "
    "puis recommencez.",
    "another program reads the database without end: traces of this name stay in the “-wal” file "
    "beside it, until the nightly purge. Close that program (a backup, another tool), then try again.",
)
ERASED: Final = Sentence(
    "{count} : plus rien n'y nomme l'étudiant. Un reçu sans nom le dit.",
    "{count}: nothing names the student there any more. A receipt without a name says so.",
)
HALF: Final = Sentence(
    "{count} : ce que Greffier y avait ajouté est effacé. Le reste suit Trello.",
    "{count}: what Greffier had added is erased. The rest goes by Trello.",
)
_FATE: Final[Mapping[str, Sentence]] = {
    "gone": Sentence(
        "tout ce qui nomme l'étudiant s'efface", "all that names the student is erased"
    ),
    "archived": Sentence(
        "ce que Greffier y a ajouté s'efface ; la copie de la carte suit Trello, où elle est archivée : "
        "supprimez-la là-bas, la copie s'effacera la nuit suivante",
        "what Greffier added is erased; the copy of the card goes by Trello, where it is archived: "
        "delete it there, and the copy is erased the night after",
    ),
    "open": Sentence(
        "ce qu'elle était auparavant s'efface, elle-même est laissée telle quelle : elle est ouverte sur "
        "Trello et reviendrait au prochain regard. Supprimez-la ou archivez-la là-bas, puis reprenez la "
        "commande",
        "what it was before is erased, the card itself is left as it is: it is open on Trello and would "
        "come back at the next look. Delete or archive it there, then give the command again",
    ),
}
_TOLD: Final = Sentence("{card} : {fate}.", "{card}: {fate}.")
_CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}
MOST: Final = 20
"""How many of the students who may be meant are listed."""


def cards(count: int, language: Language) -> str:
    """Count cards: "1 carte", "2 cartes"."""
    return plural(count, *_CARDS[language], language)


def others(meant: Sequence[Meant], name: str, language: Language) -> Iterator[str]:
    """Yield who has a name like this one and is left out."""
    yield fill(_LIKE, language, {"name": name})
    yield from choices(meant, language)


def choices(meant: Sequence[Meant], language: Language) -> Iterator[str]:
    """Yield each student who may be meant, with what to type for them."""
    for each in meant[:MOST]:
        who = " – ".join(clean(part) for part in (each.name, each.course) if part)
        cards_ = (f"--card {card.short_link or card.card_id}" for card in each.cards)
        typed = " ".join([*cards_, *(f"--student {one}" for one in each.students)])
        yield fill(_MEANT, language, {"who": who, "cards": typed})
    if len(meant) > MOST:
        yield fill(MORE, language, {"count": len(meant) - MOST})


def kept_lines(
    found: Iterable[Named],
    kept: Mapping[str, Mapping[str, Sequence[Any]]],
    rulebook: Rulebook,
    language: Language,
) -> Iterator[str]:
    """Yield each card, and how much is kept about it of what sort."""
    for card in found:
        yield told(card, rulebook, language)
        for table, rows in kept[card.card_id].items():
            what = TABLES[table].in_(language)
            yield fill(_KEPT, language, {"what": what, "count": len(rows)})


def record_lines(
    records: Mapping[str, Mapping[str, Sequence[Any]]], language: Language
) -> Iterator[str]:
    """Yield each student's record, and how much is kept of what sort."""
    for student_id, kept in records.items():
        yield fill(_RECORD, language, {"id": student_id})
        for table, rows in kept.items():
            what = TABLES[table].in_(language)
            yield fill(_KEPT, language, {"what": what, "count": len(rows)})


def record_fates(every: Sequence[str], over: Sequence[str], language: Language) -> Iterator[str]:
    """Yield what an erasure does to the records: `over` are those that go."""
    for each in every:
        yield (_RECORD_GOES if each in over else _RECORD_STAYS).in_(language)


def fates(found: Iterable[Named], rulebook: Rulebook, language: Language) -> Iterator[str]:
    """Yield what an erasure does to each card."""
    for card in found:
        values = {"card": told(card, rulebook, language), "fate": _FATE[card.where].in_(language)}
        yield fill(_TOLD, language, values)


def told(card: Named, rulebook: Rulebook, language: Language) -> str:
    """Return the card by its title, its board, and where it is."""
    rules = rulebook.board(card.board_id)
    values = {
        "title": clean(card.title),
        "board": rules.name if rules else card.board_id,
        "where": WHERE[card.where].in_(language),
    }
    return fill(_CARD, language, values)

"""The sentences of the channels. Students are told by first name and initial: channels are not Trello."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from rules.bilingual import Sentence
from rules.rulebook.channels import Event


class Title(NamedTuple):
    """The title of a message about one thing, and about several."""

    one: Sentence
    many: Sentence


TITLES: Final[Mapping[Event, Title]] = {
    "validator-wanted": Title(
        Sentence("Qui peut valider cette soutenance ?", "Who can validate this defence?"),
        Sentence(
            "{count} soutenances cherchent un mentor validateur",
            "{count} defences are looking for a validator",
        ),
    ),
    "taker-wanted": Title(
        Sentence("Qui prend le relais ?", "Who takes over?"),
        Sentence(
            "{count} étudiants cherchent un mentor", "{count} students are looking for a mentor"
        ),
    ),
    "help-wanted": Title(
        Sentence("Un coup de main ?", "A helping hand?"),
        Sentence("{count} mentors demandent un coup de main", "{count} mentors ask for help"),
    ),
    "announcement": Title(
        Sentence("Annonce", "Announcement"), Sentence("{count} annonces", "{count} announcements")
    ),
    "date-changed": Title(
        Sentence("Une date de soutenance a changé", "The date of a defence has changed"),
        Sentence(
            "{count} dates de soutenance ont changé", "{count} dates of defences have changed"
        ),
    ),
    "brake": Title(
        Sentence("Greffier s'est mis en pause", "Greffier has paused itself"),
        Sentence("Greffier s'est mis en pause", "Greffier has paused itself"),
    ),
    "drift": Title(
        Sentence("Greffier avait manqué des changements", "Greffier had missed changes"),
        Sentence("Greffier avait manqué des changements", "Greffier had missed changes"),
    ),
    "digest": Title(
        Sentence("Ce matin au greffe", "This morning at the clerk's office"),
        Sentence("Ce matin au greffe", "This morning at the clerk's office"),
    ),
}
MORE: Final = Sentence(
    "… et {count} de plus : voyez « À traiter » dans Trello.",
    "… and {count} more: see “To do” in Trello.",
)
STUDENT: Final = Sentence("Un étudiant", "A student")
DEFENCE: Final = Sentence("{who}, soutenance le {at}.", "{who}, defence on {at}.")
VALIDATE: Final = Sentence(
    "Ouvrez la carte et choisissez « Je peux valider ».",
    "Open the card and choose “I can validate”.",
)
TRANSFER: Final = Sentence("{who}, fin du projet le {at}.", "{who}, end of the project on {at}.")
TRANSFER_OPEN: Final = Sentence(
    "{who}, fin du projet à préciser.",
    "{who}, end of the project not told.",
)
TAKE_OVER: Final = Sentence(
    "Ouvrez la carte et choisissez « Je prends le relais ».",
    "Open the card and choose “I take over”.",
)
HELP: Final[Mapping[str, Sentence]] = {
    "question": Sentence("{who} a une question.", "{who} has a question."),
    "proof-reading": Sentence("{who} cherche une relecture.", "{who} looks for a proof-reading."),
    "beginner": Sentence(
        "{who} débute et demande un coup de main.", "{who} is new here and asks for help."
    ),
}
ANSWER: Final = Sentence(
    "Dans Trello, ouvrez « Greffe », onglet « Entraide », et choisissez « Je réponds ».",
    "In Trello, open “Clerk's office”, tab “Helping out”, and choose “I answer”.",
)
ANNOUNCED: Final = Sentence("{text} — {who}", "{text} — {who}")
CHANGED: Final = Sentence(
    "{who} : la date est maintenant le {at}. Un responsable accepte ou rétablit, sur la carte.",
    "{who}: the date is now {at}. A manager accepts or restores it, on the card.",
)
CHANGED_AWAY: Final = Sentence(
    "{who} : la carte n'a plus de date. Un responsable accepte ou rétablit, sur la carte.",
    "{who}: the card has no date any more. A manager accepts or restores it, on the card.",
)
BRAKED: Final = Sentence(
    "Sur « {board} », le {at} : trop de déplacements en peu de temps. Rien n'est plus écrit tant qu'un "
    "responsable n'a pas choisi de continuer ou d'annuler, dans « Greffe ».",
    "On “{board}”, {at}: too many moves in a short time. Nothing more is written until a manager "
    "chooses to go on or to undo, in “Clerk's office”.",
)
DRIFTED: Final = Sentence(
    "Sur « {board} » : {count} différences trouvées et réparées. Si cela se répète, demandez à la "
    "personne qui installe Greffier de lancer `greffier doctor`.",
    "On “{board}”: {count} differences found and repaired. If it happens again, ask whoever runs "
    "Greffier for `greffier doctor`.",
)
TODAY: Final = Sentence("Soutenance aujourd'hui : {who}, {at}.", "Defence today: {who}, {at}.")
WANTED_VALIDATORS: Final = Sentence(
    "Mentors validateurs recherchés : {count}.", "Validators wanted: {count}."
)
WANTED_TAKERS: Final = Sentence(
    "Nouveaux mentors recherchés : {count}.", "New mentors wanted: {count}."
)
SOON_ALONE: Final = Sentence(
    "⚠ Étudiants sans mentor dans les 7 jours : {count}. Trouvez-leur un nouveau mentor aujourd'hui.",
    "⚠ Students without a mentor within 7 days: {count}. Find them a new mentor today.",
)
INCOMPLETE: Final = Sentence("Cartes à compléter : {count}.", "Cards to complete: {count}.")
DECISIONS: Final = Sentence(
    "Dates changées à trancher : {count}.", "Changed dates to decide: {count}."
)
SILENT: Final = Sentence(
    "⚠ La règle « {rule} » n'a presque rien signalé cette semaine ({found}, d'habitude {usual}). Si vous ne "
    "savez pas pourquoi, faites regarder une carte récente : la règle lit-elle encore ce qui y est écrit ?",
    "⚠ The rule “{rule}” found next to nothing this week ({found}, usually {usual}). If you do not know why, "
    "have a recent card looked at: does the rule still read what is written there?",
)
TEST_TITLE: Final = Sentence("Essai de Greffier", "A test of Greffier")
TEST: Final = Sentence(
    "Ce canal est bien relié. Voici ce qu'il recevra : {events}.",
    "This channel is connected. It will hear of: {events}.",
)
EVENTS: Final[Mapping[Event, Sentence]] = {
    "validator-wanted": Sentence("validateur recherché", "validator wanted"),
    "taker-wanted": Sentence("nouveau mentor recherché", "new mentor wanted"),
    "help-wanted": Sentence("coup de main demandé", "help wanted"),
    "announcement": Sentence("annonce", "announcement"),
    "date-changed": Sentence("date changée", "date changed"),
    "brake": Sentence("mise en pause", "brake"),
    "drift": Sentence("écart réparé", "drift"),
    "digest": Sentence("résumé du matin", "digest of the morning"),
}

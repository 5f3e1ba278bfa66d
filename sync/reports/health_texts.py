"""What is said of the service's health: what keeps it from its work, and what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language
from sync.reports.note_texts import note_in_words

S = Sentence
HEALTH: Final = {
    "no-board": S(
        "le règlement ne nomme aucun tableau : `greffier init` en écrit un",
        "the rulebook names no board: `greffier init` writes one",
    ),
    "no-writes": S(
        "la base n'accepte plus d'écriture ({why}) : libérez de la place sur son disque",
        "the database takes no more writes ({why}): make room on its disk",
    ),
    "full": S(
        "le disque est plein : il reste {left} Mio à côté de la base : libérez de la place",
        "the disk is full: {left} MiB are left beside the database: make room",
    ),
    "token-refused": S(
        "Trello refuse la clé ou le jeton ({why}) : `greffier doctor`",
        "Trello refuses the key or the token ({why}): `greffier doctor`",
    ),
    "token-refused-since": S(
        "Trello refuse la clé ou le jeton depuis le {since} UTC ({why}) : `greffier doctor`",
        "Trello refuses the key or the token since {since} UTC ({why}): `greffier doctor`",
    ),
    "token-ends": S(
        "le jeton expire le {when} : faites-en un autre, `greffier doctor` dit comment",
        "the token expires on {when}: make another one, `greffier doctor` tells how",
    ),
    "late": S(
        "la plus ancienne carte attend depuis {age} s : un travailleur tourne-t-il ?",
        "the oldest waiting card waits for {age} s: is a worker running?",
    ),
    "late-failing": S(
        "la plus ancienne carte attend depuis {age} s, et échoue ({why}) : `greffier doctor`, "
        "`greffier queue`",
        "the oldest waiting card waits for {age} s, its runs fail ({why}): `greffier doctor`, "
        "`greffier queue`",
    ),
    "parked": S(
        "mises de côté après plusieurs échecs : {count} : `greffier queue`",
        "{count} parked after several failures: `greffier queue`",
    ),
    "paused": S(
        "{board} : en pause ({why}) : `greffier resume {board}`",
        "{board}: paused ({why}): `greffier resume {board}`",
    ),
    "webhook-fails": S(
        "{board} : les envois de Trello ont échoué {count} fois de suite : `greffier doctor`",
        "{board}: Trello's deliveries failed {count} times in a row: `greffier doctor`",
    ),
    "no-manager": S(
        "{board} : personne n'est responsable de ce tableau : nommez un administrateur sur Trello, ou "
        "`managers` dans le règlement",
        "{board}: no person manages this board: name an admin on Trello, or `managers` in the rulebook",
    ),
    "unread": S("{board} : pas encore lu", "{board}: never read yet"),
    "closed": S(
        "{board} : fermé sur Trello : rouvrez-le, ou retirez-le du règlement",
        "{board}: closed on Trello: open it again, or take it out of the rulebook",
    ),
    "list-gone": S(
        "{board} : une liste du règlement est absente ou archivée : `greffier doctor`",
        "{board}: a list of the rulebook is gone or archived: `greffier doctor`",
    ),
    "no-webhook": S(
        "{board} : aucun webhook actif : `greffier webhooks repair`",
        "{board}: no active webhook: `greffier webhooks repair`",
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One of these sentences, with what fills its places; said in the language of whoever reads it."""

    code: str
    values: Mapping[str, object]

    def in_(self, language: Language) -> str:
        """Return the sentence in that language; notes of ours are told in it, too."""
        why = self.values.get("why")
        told = {"why": note_in_words(why, language)} if isinstance(why, str) else {}
        return fill(HEALTH[self.code], language, {**self.values, **told})


def tell(code: str, **values: object) -> Told:
    """Return one of these sentences."""
    return Told(code, values)

"""What to do about a fault of Trello's, the database's or the disk's, for whoever sees it printed."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language
from sync.trello.errors import Gone, Refused, TrelloError, Unauthorized, Unavailable

_BAD_TOKEN: Final = Sentence(
    "vérifiez TRELLO_API_KEY et TRELLO_API_TOKEN : `greffier doctor` dit ce qui ne va pas.",
    "check TRELLO_API_KEY and TRELLO_API_TOKEN: `greffier doctor` tells what is wrong.",
)
_NO_RIGHT: Final = Sentence(
    "le membre de Greffier n'a pas accès à ce tableau : invitez-le, avec le droit d'écrire ; "
    "`greffier doctor` dit lequel.",
    "Greffier's member has no access to this board: invite it, with the right to write; "
    "`greffier doctor` tells which.",
)
_NO_ANSWER: Final = Sentence(
    "rien n'est perdu : recommencez dans un moment ; si cela dure, vérifiez le réseau et "
    "TRELLO_API_URL avec `greffier doctor`.",
    "nothing is lost: try again in a while; if it lasts, check the network and TRELLO_API_URL "
    "with `greffier doctor`.",
)
_GONE: Final = Sentence(
    "ce que le règlement ou TRELLO_API_URL nomme n'existe pas (ou plus) là-bas : `greffier doctor` "
    "montre quoi. Sans TRELLO_API_URL, c'est l'adresse de Trello.",
    "what the rulebook or TRELLO_API_URL names is not (or no longer) there: `greffier doctor` shows "
    "what. Without TRELLO_API_URL it is Trello's address.",
)
_UNREACHED: Final = Sentence(
    "Trello ne joint pas PUBLIC_URL : `greffier serve` doit tourner, et PUBLIC_URL mener à lui ; "
    "`greffier doctor` essaie cette adresse.",
    "Trello does not reach PUBLIC_URL: `greffier serve` must be running, and PUBLIC_URL lead to it; "
    "`greffier doctor` tries that address.",
)
_ANY: Final = Sentence(
    "`greffier doctor` vérifie chaque point et dit le remède.",
    "`greffier doctor` checks each thing and tells its remedy.",
)

_TABLES: Final = Sentence(
    "les tables ne sont pas (toutes) là : `greffier migrate` les crée, `greffier serve` aussi.",
    "tables are missing: `greffier migrate` makes them, and so does `greffier serve`.",
)
_FULL: Final = Sentence(
    "le disque est plein : libérez de la place, puis recommencez ; rien n'est fait à moitié.",
    "the disk is full: make room, then try again; nothing was half done.",
)
_DISK: Final = Sentence(
    "le disque refuse : il est plein ou abîmé. Libérez de la place (`greffier doctor` la mesure), "
    "puis recommencez.",
    "the disk refuses: it is full or damaged. Make room (`greffier doctor` measures it), then try "
    "again.",
)
_CLOSED: Final = Sentence(
    "on ne peut pas écrire là : donnez ce droit à l'utilisateur du service, ou changez de dossier "
    "(GREFFIER_DATA pour la base).",
    "it cannot be written to: let the service's user write there, or take another folder "
    "(GREFFIER_DATA for the database).",
)
_LOCKED: Final = Sentence(
    "un autre programme tient la base : recommencez dans un moment ; si cela dure, cherchez qui "
    "l'a ouverte (une sauvegarde, un autre outil) et fermez-le.",
    "another program holds the database: try again in a while; if it lasts, find who has it open "
    "(a backup, another tool) and close it.",
)
_DAMAGED: Final = Sentence(
    "ce fichier n'est pas une base saine : arrêtez le service et reprenez la dernière sauvegarde "
    "(docs/exploitation.md, « Sauvegarder et restaurer »), ou corrigez DATABASE_URL.",
    "this file is not a sound database: stop the service and take the last backup "
    "(docs/en/operations.md, “Restore”), or correct DATABASE_URL.",
)
_AWAY: Final = Sentence(
    "vérifiez DATABASE_URL, et que le serveur de base de données tourne ; `greffier doctor` essaie.",
    "check DATABASE_URL, and that the database server runs; `greffier doctor` tries it.",
)
_NOWHERE: Final = Sentence(
    "ce dossier n'existe pas, ou un fichier est à sa place : créez-le ou donnez-en un autre.",
    "this folder is not there, or a file is in its place: create it or give another one.",
)

AT_DATABASE: Final[Mapping[str, Sentence]] = {
    "no such table": _TABLES,
    "no such column": _TABLES,
    "disk is full": _FULL,
    "no space left": _FULL,
    "disk i/o": _DISK,
    "readonly": _CLOSED,
    "unable to open": _CLOSED,
    "is locked": _LOCKED,
    "not a database": _DAMAGED,
    "malformed": _DAMAGED,
    "connection": _AWAY,
    "does not exist": _TABLES,
}
"""What a database says, in small letters, and what to do; the first that fits."""

AT_DISK: Final[Mapping[int, Sentence]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _CLOSED,
    errno.ENOENT: _NOWHERE,
    errno.ENOTDIR: _NOWHERE,
    errno.EEXIST: _NOWHERE,
}


def at_trello(error: TrelloError, language: Language) -> str:
    """Return what to do about a call to Trello that failed."""
    sentence = _ANY
    if isinstance(error, Unauthorized):
        sentence = _BAD_TOKEN if error.token_dead else _NO_RIGHT
    elif isinstance(error, Unavailable):
        sentence = _NO_ANSWER
    elif isinstance(error, Gone):
        sentence = _GONE
    elif isinstance(error, Refused) and "did not return 200" in str(error):
        sentence = _UNREACHED
    return fill(sentence, language, {})


def at_database(error: SQLAlchemyError, language: Language) -> str:
    """Return what to do about a database that did not do what was asked."""
    return fill(said_by_database(str(getattr(error, "orig", None) or error)), language, {})


def said_by_database(text: str) -> Sentence:
    """Return what to do about what a database said."""
    said = text.lower()
    return next((each for words, each in AT_DATABASE.items() if words in said), _ANY)


def at_disk(error: OSError, language: Language) -> str:
    """Return what to do about a file or folder that cannot be used."""
    return fill(AT_DISK.get(error.errno or 0, _ANY), language, {})

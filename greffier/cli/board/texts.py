"""What `greffier board` says where it shows no board, in French and English."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

UNREAD: Final = Sentence(
    "{board} : pas encore lu. `greffier sync --board {board}` le lit sans rien y écrire.",
    "{board}: not read yet. `greffier sync --board {board}` reads it and writes nothing to it.",
)
FUTURE: Final = Sentence(
    "{option} : {when} n'est pas encore arrivé ; donnez un instant passé.",
    "{option}: {when} has not come yet; give an instant of the past.",
)
TOO_EARLY: Final = Sentence(
    "{option} : « {board} » a été lu pour la première fois le {first} ; rien n'en est connu avant. "
    "Donnez un instant plus récent.",
    "{option}: “{board}” was first read on {first}; nothing is known of it before. "
    "Give a later instant.",
)
NOT_AFTER: Final = Sentence(
    "--until doit venir après --at ; échangez-les.", "--until must come after --at; swap them."
)

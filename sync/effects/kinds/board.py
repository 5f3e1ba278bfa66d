"""How the clerk stands on a board, and what it was given to do again."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Stays, at_once

PAUSE: Final = Kind(
    "PauseBoard",
    "board",
    Sentence("a mis le tableau en pause", "paused the board"),
    Stays(
        Sentence(
            "une pause se lève dans le journal (« Reprendre »), ou par `greffier resume`",
            "a pause is lifted in the journal (“Go on”), or with `greffier resume`",
        )
    ),
    at_once,
)
RESUME: Final = Kind(
    "ResumeBoard",
    "board",
    Sentence("a remis le tableau en marche", "resumed the board"),
    Stays(
        Sentence(
            "une pause se met dans le journal (« Mettre en pause »), ou par `greffier pause`",
            "a board is paused in the journal (“Pause”), or with `greffier pause`",
        )
    ),
    at_once,
)
SET_MODE: Final = Kind(
    "SetMode",
    "board",
    Sentence("a changé le mode : {from} → {to}", "changed the mode: {from} → {to}"),
    Stays(
        Sentence(
            "le mode se change dans le journal, ou par `greffier mode`",
            "the mode is changed in the journal, or with `greffier mode`",
        )
    ),
    at_once,
    values={
        "enforce": Sentence("agit", "acts"),
        "observe": Sentence("observe", "observes"),
    },
)
SET_RULES: Final = Kind(
    "SetRules",
    "board",
    Sentence(
        "a mis en vigueur la version {to} du règlement", "put version {to} of the rules in force"
    ),
    Stays(
        Sentence(
            "une version d'avant se remet en vigueur dans « Et si… »",
            "an earlier version is put in force under “What if…”",
        )
    ),
    at_once,
)
REPLAY: Final = Kind(
    "Replay",
    "upkeep",
    Sentence("a relancé ce qui était mis de côté", "tried again what was given up"),
    Stays(
        Sentence(
            "un nouvel essai ne change rien par lui-même : ses gestes ont leurs propres reçus",
            "a new try changes nothing by itself: what it did has receipts of its own",
        )
    ),
    at_once,
)
KINDS: Final = (PAUSE, RESUME, SET_MODE, SET_RULES, REPLAY)

"""The fixed date of a card: noted, forgotten, restored, or replaced with a manager's agreement."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Revoke, Stays, Undo

SEAL: Final = Kind(
    "SealDate",
    "dates",
    Sentence("a noté la date fixée : {to}", "noted the fixed date: {to}"),
    Stays(
        Sentence(
            "changez la date sur la carte : un responsable l'accepte ensuite comme date fixée",
            "change the date on the card: a manager then accepts it as the fixed one",
        )
    ),
    note="to",
)
BREAK_SEAL: Final = Kind(
    "BreakSeal",
    "dates",
    Sentence("a oublié la date fixée : {from}", "forgot the fixed date: {from}"),
    Stays(
        Sentence(
            "une date est fixée à nouveau dès que la carte est complète en proposition",
            "a date is fixed again as soon as the card is complete and put forward",
        )
    ),
    note="from",
)
ACCEPT_DATE: Final = Kind(
    "AcceptDate",
    "dates",
    Sentence("a accepté la nouvelle date : {from} → {to}", "accepted the new date: {from} → {to}"),
    Revoke(
        Sentence("a repris son accord sur la nouvelle date", "took back the new date's acceptance")
    ),
    note="card",
)
RESTORE_DATE: Final = Kind(
    "RestoreDate",
    "dates",
    Sentence("a rétabli la date fixée : {from} → {to}", "restored the fixed date: {from} → {to}"),
    Undo(
        Sentence(
            "a annulé le retour à la date fixée : {from} → {to}",
            "undid the restored date: {from} → {to}",
        )
    ),
)
KINDS: Final = (SEAL, BREAK_SEAL, ACCEPT_DATE, RESTORE_DATE)

"""`sealed-date`: the date of a defence, once found complete, has not been changed."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from rules.bilingual import Sentence, Template
from rules.calendar import local_date
from rules.card import Card, Kind
from rules.history import Seal
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "sealed-date"
KINDS: Final[tuple[Kind, ...]] = ("soutenances",)
SEVERITY: Final[Severity] = "warns"

_LABEL = Sentence("date modifiée", "date changed")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
_RULE = Sentence(
    "La date d'une soutenance ne change plus dès que la carte a été trouvée complète ; "
    "un responsable accepte une nouvelle date ou rétablit l'ancienne.",
    "The date of a defence no longer changes once the card was found complete; "
    "a manager accepts a new date or restores the old one.",
)
RULE: Final[dict[Kind, Sentence]] = {"soutenances": _RULE, "transfert": _RULE}

_CHANGED = Sentence("La date de la soutenance a changé.", "The date of the defence was changed.")
_REMOVED = Sentence(
    "La date de la soutenance a été retirée.", "The date of the defence was removed."
)
_EXPECTED = Sentence("{sealed}, la date fixée au départ", "{sealed}, the date first agreed")
_FIX = Sentence(
    "Rien n'est modifié d'office : rétablissez la date si c'est une erreur, "
    "sinon expliquez-le à un responsable des mentors, qui tranchera.",
    "Nothing is changed by itself: restore the date if it was a mistake, "
    "otherwise explain it to a manager of the mentors, who will decide.",
)
_LINE = Sentence("la date fixée était le {sealed}", "the date agreed was {sealed}")
SENTENCES: Final[dict[str, Template]] = {
    "changed": Template(_CHANGED, Sentence("{due}", "{due}"), _EXPECTED, _FIX, _LINE),
    "changed-by": Template(
        _CHANGED,
        Sentence("{due}, changée par {by} le {at}", "{due}, changed by {by} on {at}"),
        _EXPECTED,
        _FIX,
        _LINE,
    ),
    "changed-by-agent": Template(
        _CHANGED,
        Sentence(
            "{due}, changée par {by}, au moyen d'un agent, le {at}",
            "{due}, changed by {by}, by means of an agent, on {at}",
        ),
        _EXPECTED,
        _FIX,
        _LINE,
    ),
    "removed": Template(_REMOVED, Sentence("aucune date", "no date"), _EXPECTED, _FIX, _LINE),
    "removed-by": Template(
        _REMOVED,
        Sentence("aucune date, retirée par {by} le {at}", "no date, removed by {by} on {at}"),
        _EXPECTED,
        _FIX,
        _LINE,
    ),
    "removed-by-agent": Template(
        _REMOVED,
        Sentence(
            "aucune date, retirée par {by}, au moyen d'un agent, le {at}",
            "no date, removed by {by}, by means of an agent, on {at}",
        ),
        _EXPECTED,
        _FIX,
        _LINE,
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a fixed date that was changed. Another hour of the same day is no change: calendars and time
    zones do that by accident.
    """
    seal = case.history.seal
    if seal is None or is_kept(card, seal, case.zone):
        return None
    due = card.due or card.due_written
    what = "changed" if due else "removed"
    known = seal.changed_by is not None and seal.changed_at is not None
    return Finding(
        CODE,
        case.severity(CODE),
        f"{what}-by{'-agent' if seal.by_agent else ''}" if known else what,
        {"due": due or None, "sealed": seal.due, "by": seal.changed_by, "at": seal.changed_at},
    )


def is_kept(card: Card, seal: Seal, zone: tzinfo) -> bool:
    """Return whether the card still has the sealed date, to the day, on a calendar of that zone."""
    if card.due is None:
        return False
    return local_date(card.due, zone) == local_date(seal.due, zone)

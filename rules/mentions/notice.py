"""`notice`: the card was put forward early enough, and not too early.

Nothing is said while it is unknown when the card was put forward, or when the date itself is at
fault. Where that instant is a guess from the card's age, the notice can only have been shorter:
"too early" is then never said.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from rules.bilingual import Days, Sentence, Template
from rules.calendar import last_working_day_on_or_before, local_date
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "notice"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "warns"

_LABEL = Sentence("délai", "notice")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
RULE: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "La carte est proposée {notice} avant la soutenance.",
        "The card is put forward {notice} before the defence.",
    ),
    "transfert": Sentence(
        "La carte est déposée {notice} avant la fin du projet.",
        "The card is put forward {notice} before the end of the project.",
    ),
}

_SHORT_DEFENCE = Sentence(
    "La soutenance est proposée trop peu de temps avant sa date.",
    "The defence is put forward too close to its date.",
)
_SHORT_TRANSFER = Sentence(
    "Le transfert est déposé trop peu de temps avant la fin du projet.",
    "The transfer is put forward too close to the end of the project.",
)
_SEEN = Sentence(
    "proposée le {put}, soit {days} avant le {due}", "put forward on {put}, {days} before {due}"
)
_GUESSED = Sentence(
    "proposée au plus tôt le {put}, soit {days} avant le {due}",
    "put forward on {put} at the earliest, {days} before {due}",
)
_IN_TIME = Sentence(
    "une carte proposée au plus tard le {last} (dernier jour ouvré)",
    "a card put forward by {last} (last working day)",
)
_KEEP_DATE = Sentence(
    "La date d'une soutenance ne bouge pas : gardez-la et prévenez dès maintenant "
    "un responsable des mentors, qui cherchera un validateur sans attendre.",
    "The date of a defence does not move: keep it and tell a manager of the mentors now, "
    "who will look for a validator without delay.",
)
_TELL = Sentence(
    "Prévenez dès maintenant un responsable des mentors ; "
    "l'étudiant garde son mentor jusqu'à ce qu'un autre prenne le relais.",
    "Tell a manager of the mentors now; the student keeps their mentor until another takes over.",
)
_LINE_DEFENCE = Sentence(
    "gardez la date et prévenez un responsable dès maintenant",
    "keep the date and tell a manager now",
)
_LINE_TRANSFER = Sentence("prévenez un responsable dès maintenant", "tell a manager now")
SENTENCES: Final[dict[str, Template]] = {
    "short-soutenances": Template(_SHORT_DEFENCE, _SEEN, _IN_TIME, _KEEP_DATE, _LINE_DEFENCE),
    "short-soutenances-guessed": Template(
        _SHORT_DEFENCE, _GUESSED, _IN_TIME, _KEEP_DATE, _LINE_DEFENCE
    ),
    "short-transfert": Template(_SHORT_TRANSFER, _SEEN, _IN_TIME, _TELL, _LINE_TRANSFER),
    "short-transfert-guessed": Template(_SHORT_TRANSFER, _GUESSED, _IN_TIME, _TELL, _LINE_TRANSFER),
    "early": Template(
        message=Sentence(
            "La carte est proposée trop longtemps avant sa date.",
            "The card is put forward too long before its date.",
        ),
        read=_SEEN,
        expected=Sentence(
            "une carte proposée entre le {first} et le {last}",
            "a card put forward between {first} and {last}",
        ),
        fix=Sentence(
            "Si la date est bonne, ne changez rien : on s'en occupera le moment venu. "
            "Sinon, corrigez-la.",
            "If the date is right, change nothing: it will be seen to in due time. Otherwise, correct it.",
        ),
        line=Sentence(
            "si la date est bonne, ne changez rien", "if the date is right, change nothing"
        ),
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a card put forward too late or too early, in calendar days of the school's zone."""
    put_at, due = case.history.put_forward_at, card.due
    if put_at is None or due is None or due < case.now:
        return None
    put, due_day = local_date(put_at, case.zone), local_date(due, case.zone)
    variant = _variant(case, (due_day - put).days)
    if variant is None:
        return None
    severity = case.severity(CODE) if case.history.put_forward_sure else "warns"
    return Finding(CODE, severity, variant, _values(put, due_day, case))


def _variant(case: Case, days: int) -> str | None:
    sure, notice = case.history.put_forward_sure, case.rules.notice
    if days < notice.min_days:
        return f"short-{case.rules.kind}" + ("" if sure else "-guessed")
    return "early" if sure and notice.max_days is not None and days > notice.max_days else None


def _values(put: date, due: date, case: Case) -> dict[str, object]:
    first, last = case.rules.notice.days_for(due)
    return {
        "put": put,
        "due": due,
        "days": Days((due - put).days),
        "first": first if first is not None else put,
        "last": last_working_day_on_or_before(last, case.ruled.holidays.__contains__),
    }

"""A manager reminds the mentor of a card: a paragraph of the one comment, which calls them by name.

At most once a day per card. The paragraph goes by itself when what it asks for is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.formatting import day
from rules.markdown import in_markdown
from rules.reports.triage import Concern
from sync.cases.case import CaseFile
from sync.cases.notes import drop_note, notes_of, put_note
from sync.clock import now
from sync.effects.kinds.comment import REMIND
from sync.effects.receipts import Effect, record
from sync.judging.context import Context
from sync.judging.judge import people_of
from sync.rights.request import Asked, NotFixed
from sync.rulebook.boards import Watched
from sync.storage.tables import CaseRow, ReceiptRow, VerdictRow
from sync.storage.trello_tables import CardRow

CODE: Final = "reminder:"
EVERY: Final = timedelta(days=1)
STALE: Final = timedelta(days=14)
RANK: Final = 10

_ASKS: Final[dict[str, Sentence]] = {
    "incomplete": Sentence(
        "il reste à compléter cette carte, puis à la remettre en proposition",
        "this card is still to be completed, and then to be put forward again",
    ),
    "back": Sentence(
        "la carte est complète : il ne reste qu'à la remettre en proposition",
        "the card is complete: all that is left is to put it forward again",
    ),
    "date": Sentence(
        "la date fixée a changé : expliquez pourquoi en commentaire",
        "the fixed date was changed: say why in a comment",
    ),
    "result": Sentence(
        "la soutenance a eu lieu : dites son résultat dans le panneau de la carte",
        "the defence took place: tell its result in the card's panel",
    ),
    "decision": Sentence(
        "le délai pour décider est passé : réussie, ou à retravailler ?",
        "the time to decide is over: passed, or to be reworked?",
    ),
    "twin": Sentence(
        "deux cartes sont ouvertes pour cet étudiant : archivez celle qui est de trop",
        "two cards are open for this student: archive the one that is too many",
    ),
    "doubt": Sentence(
        "un point reste à confirmer sur cette carte", "one thing on this card is to be confirmed"
    ),
}
_OTHER: Final = Sentence(
    "donnez des nouvelles de cette carte, s'il vous plaît", "please tell how this card stands"
)
_TEXT: Final = Sentence(
    "{{who}} : rappel de {by}, {day} — {asks}.", "{{who}}: a reminder by {by}, {day} — {asks}."
)


def remind(session: Session, asked: Asked, board: Watched, case: CaseFile, about: Concern) -> None:
    """Have the comment call the card's people. Raises `NotFixed` where it cannot, or not yet."""
    if board.mode != "enforce" or board.paused:
        raise NotFixed("not-writing")
    at = now()
    if last_reminder(session, asked.card_id, at - EVERY) is not None:
        raise NotFixed("reminded-lately")
    calls = people_of(session, board, case)
    if not calls:
        raise NotFixed("nobody")
    for code in _codes(session, asked.card_id):
        drop_note(session, asked.card_id, code)
    # A code of its own: who was called by an older reminder is called again.
    code = f"{CODE}{about}:{at:%Y%m%dT%H%M}"
    put_note(session, asked.card_id, code, _text(asked, board, about, at), calls, RANK)
    after = {"about": about, "who": calls, "code": code}
    effect = Effect(asked.rules.board, asked.card_id, REMIND, after=after, by=asked.by)
    record(session, effect, at)


def last_reminder(session: Session, card_id: str, since: datetime) -> datetime | None:
    """Return when this card's people were last reminded, if that was after `since` and was not taken back."""
    row = ReceiptRow
    query = sa.select(sa.func.max(row.at)).where(
        *(row.card_id == card_id, row.command == REMIND.name),
        *(row.at > since, row.undone_at.is_(None)),
    )
    found: datetime | None = session.scalar(query)
    return found


def _text(asked: Asked, board: Watched, about: Concern, at: datetime) -> Sentence:
    asks, local = _ASKS.get(about, _OTHER), at.astimezone(board.ruled.zone).date()
    by = in_markdown(asked.by)
    return Sentence(
        _TEXT.fr.format(by=by, day=day(local, "fr"), asks=asks.fr),
        _TEXT.en.format(by=by, day=day(local, "en"), asks=asks.en),
    )


def _codes(session: Session, card_id: str) -> list[str]:
    return [each for each in notes_of(session, card_id) if each.startswith(CODE)]


@dataclass(frozen=True, slots=True)
class Reminders(Context):
    """Follows each run of a card: takes a reminder out of the comment once it has served."""

    def __call__(self, card_id: str, board_id: str) -> None:
        with self.database.transaction() as session:
            self.look(session, card_id, board_id)

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        """Do all of it, without a call to Trello; returns False, as nothing is left to do."""
        served = [each for each in _codes(session, card_id) if _served(session, card_id, each)]
        for code in served:
            drop_note(session, card_id, code)
        if served:
            self.wake_card(session, card_id, board_id, "reminder")
        return False


def _served(session: Session, card_id: str, code: str) -> bool:
    _, about, stamp = code.split(":", 2)
    card, verdict = session.get(CardRow, card_id), session.get(VerdictRow, card_id)
    if card is None or verdict is None or _is_stale(stamp):
        return True
    found = {each["mention"] for each in verdict.findings}
    waits: dict[str, Any] = {
        "incomplete": verdict.state in ("incomplete", "suspended"),
        "back": verdict.state == "complete" and not _put_forward_since(session, card_id, stamp),
        "date": "sealed-date" in found,
        "twin": "twin" in found,
        "doubt": bool(found),
    }
    return not waits.get(about, verdict.state != "not-checked")


def _put_forward_since(session: Session, card_id: str, stamp: str) -> bool:
    case = session.get(CaseRow, card_id)
    return case is not None and case.gesture_at is not None and case.gesture_at > _at(stamp)


def _is_stale(stamp: str) -> bool:
    return now() - _at(stamp) > STALE


def _at(stamp: str) -> datetime:
    return datetime.strptime(stamp + "+0000", "%Y%m%dT%H%M%z")

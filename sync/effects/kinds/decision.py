"""What people decide about a card, in our tables alone: suspend, accept, take up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from rules.history import Hold
from rules.holds import accepted, suspended
from sync.cases.case import CaseFile
from sync.cases.twins import warn_again
from sync.effects.kind import Kind, Revoke, Stays, at_once
from sync.effects.receipts import Effect, record
from sync.storage.database import flush_alone
from sync.storage.tables import HoldRow, ReceiptRow, SnoozeRow


def suspend(case: CaseFile, by: str, reason: str, now: datetime) -> Hold:
    """Leave the card alone, as a person asks."""
    hold = suspended(by, now, case.mark, reason)
    keep_hold(case.session, case.card, hold)
    return hold


def accept_card(case: CaseFile, by: str, reason: str, now: datetime) -> Hold:
    """Take the card as it is until its due date, as a manager asks."""
    hold = accepted(by, now, case.card.due, reason)
    keep_hold(case.session, case.card, hold)
    return hold


def keep_hold(session: Session, card: Card, hold: Hold, *, note: str = "") -> None:
    """Write the hold, with a receipt where it is new. The same hold again changes nothing."""
    row = session.get(HoldRow, card.id)
    same = row is not None and (row.kind, row.at, row.until) == (hold.kind, hold.at, hold.until)
    if row is None:
        row = HoldRow(card_id=card.id)
        session.add(row)
    row.kind, row.by, row.at, row.until = hold.kind, hold.by[:64], hold.at, hold.until
    row.fingerprint, row.reason = hold.fingerprint, hold.reason
    if not same:
        kind = SUSPEND if hold.kind == "suspended" else ACCEPT
        effect = Effect(card.board_id, card.id, kind, by=hold.by, note=note or hold.reason)
        record(session, effect, hold.at)
    flush_alone(session)


def lift_hold(session: Session, card: Card, by: str, now: datetime) -> None:
    """End the hold on this card, if there is one."""
    row = session.get(HoldRow, card.id)
    if row is not None:
        session.delete(row)
        record(session, Effect(card.board_id, card.id, LIFT, by=by), now)
        flush_alone(session)


def put_off(
    session: Session, card: Card, mark: str, by: str, now: datetime, until: datetime | None
) -> None:
    """Put the card aside in the managers' queue, until `until` (UTC) or until it differs from `mark`."""
    row = session.get(SnoozeRow, card.id) or SnoozeRow(card_id=card.id)
    row.board_id, row.mark, row.by, row.at, row.until = card.board_id, mark, by[:64], now, until
    session.add(row)
    after = {"until": until.isoformat()} if until else {}
    record(session, Effect(card.board_id, card.id, SNOOZE, after=after, by=by), now)
    flush_alone(session)


def is_accepted(session: Session, card_id: str, at: datetime) -> bool:
    """Return whether a manager took the card as it is: then it is left alone already."""
    row = session.get(HoldRow, card_id)
    return row is not None and row.kind == "accepted" and (row.until is None or at < row.until)


def _let_go(kind: str) -> Callable[[Session, ReceiptRow], bool]:
    """Return what takes a hold of this kind back, unless another stands in its place."""

    def here(session: Session, receipt: ReceiptRow) -> bool:
        row = session.get(HoldRow, receipt.card_id)
        if row is None or row.kind != kind or row.at != receipt.at:
            return False
        session.delete(row)
        return True

    return here


def _warn_again(session: Session, receipt: ReceiptRow) -> bool:
    warn_again(session, list(receipt.after["cards"]))
    return True


def _take_up(session: Session, receipt: ReceiptRow) -> bool:
    """Have the card in the queue again, unless it was put off anew since."""
    row = session.get(SnoozeRow, receipt.card_id)
    if row is None or row.at != receipt.at:
        return False
    session.delete(row)
    return True


SUSPEND: Final = Kind(
    "Suspend",
    "decisions",
    Sentence("a suspendu la vérification", "suspended the checks"),
    Revoke(Sentence("a annulé la suspension", "took the suspension back"), _let_go("suspended")),
    at_once,
    note="card",
)
ACCEPT: Final = Kind(
    "AcceptCard",
    "decisions",
    Sentence("a accepté la carte telle quelle", "accepted the card as it is"),
    Revoke(Sentence("a annulé l'acceptation", "took the acceptance back"), _let_go("accepted")),
    at_once,
    note="card",
)
LIFT: Final = Kind(
    "LiftHold",
    "decisions",
    Sentence("a repris la vérification", "took up the checks again"),
    Stays(
        Sentence(
            "la vérification a repris : suspendez ou acceptez la carte à nouveau dans son panneau",
            "the checks go on: suspend or accept the card again in its panel",
        )
    ),
    at_once,
)
ACCEPT_TWINS: Final = Kind(
    "AcceptTwins",
    "decisions",
    Sentence("a accepté les deux cartes du même étudiant", "accepted both cards of one student"),
    Revoke(
        Sentence("a retiré son accord sur le doublon", "took the duplicate's acceptance back"),
        _warn_again,
    ),
    at_once,
)
SNOOZE: Final = Kind(
    "Snooze",
    "decisions",
    Sentence("a remis la carte à plus tard", "put the card off"),
    Revoke(Sentence("a remis la carte dans « À traiter »", "took the card up again"), _take_up),
    at_once,
)
KINDS: Final = (SUSPEND, ACCEPT, LIFT, ACCEPT_TWINS, SNOOZE)

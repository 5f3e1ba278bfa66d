"""What a manager does about a card of the queue: the request is checked, done, and answered with its undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import NotGiven
from mentoring.matching.texts import obstacle
from powerup.card.buttons import perform, reason_of
from powerup.desk.tab import Ask
from powerup.desk.todo import texts
from powerup.desk.todo.queue import Shelf, shelves
from powerup.desk.todo.rows import Json
from powerup.http.errors import Denied, bad_input
from rules.calendar import local_date
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.effects.receipts import latest_of
from sync.effects.undoable import offered_at_desk
from sync.reports.triage import Matter
from sync.rights.permissions import Person
from sync.rights.request import Asked, NotFixed
from sync.use_cases.manager_fixes import DeskFixes
from sync.use_cases.reminders import EVERY

PLAIN: Final = frozenset({"check", "suspend", "lift", "accept", "accept-date", "put-back"})
"""Actions that the card's panel offers too."""

DESK: Final = frozenset(
    {
        *("restore-date", "accept-twins", "archive", "remind", "snooze", "replay", "undo"),
        *("ask-next", "withdraw-ask"),
    }
)
"""Actions that the desk does in its own way."""

LONGEST_SNOOZE: Final = 60
"""The most days for which a card can be put off."""

MORNING: Final = time(6, 0)
"""The time of the school's zone at which a card that was put off is in the queue again."""


def act(ask: Ask, board: str, card: str, action: str) -> Json:
    """Do the action, and return the card's row as it is then, with the receipt that undoes it.

    Raises `Denied` where the caller does not manage the board or the card is not as they saw it, and
    what the fixes raise.
    """
    if action not in PLAIN | DESK:
        raise bad_input("body")
    rules, person = managed(ask, board)
    asked = Asked(person, rules, card)
    fixes = DeskFixes.of(ask.powerup.fixes)
    if action == "undo":
        fixes.revoke(asked, _receipt(ask.body))
        return _answer(ask, asked, action, None)
    matter = _unchanged(ask, matter_of(shelf_of(ask, rules, card), card))
    before = _newest(ask, matter)
    _do(ask, fixes, asked, action, matter)
    after = _newest(ask, matter)
    return _answer(ask, asked, action, after if after != before else None)


def row_of(ask: Ask, board: str, card: str) -> Json:
    """Return the card's row as it is now, None once it is no longer in the queue."""
    rules, _ = managed(ask, board)
    return {"row": _row(ask, rules, card)}


def managed(ask: Ask, board: str) -> tuple[BoardRules, Person]:
    """Return the board, and who the caller is there. Raises `Denied` unless they manage it."""
    for rules, person in ask.managed():
        if rules.board == board:
            return rules, person
    raise Denied(403, "managers-only", texts.NOT_YOURS)


def shelf_of(ask: Ask, rules: BoardRules, card: str) -> Shelf:
    """Return the part of the board's queue that this card and its twins are. Raises `NotFixed` where the
    board was never read.
    """
    found = shelves(ask, [rules], card)
    if not found:
        raise NotFixed("unknown-card")
    return found[0]


def matter_of(shelf: Shelf, card: str) -> Matter | None:
    """Return the card in this queue, or None."""
    return next((each for each in shelf.queue.matters if each.card_id == card), None)


def _unchanged(ask: Ask, matter: Matter | None) -> Matter:
    """Return the matter if it still is what the manager saw. Raises `Denied` where it is not."""
    if matter is None:
        raise Denied(409, "settled", texts.SETTLED)
    if ask.body.get("seen") != matter.mark:
        raise Denied(409, "changed", texts.CHANGED)
    return matter


_SIMPLE: Final[Mapping[str, Callable[[DeskFixes, Asked], object]]] = {
    "restore-date": DeskFixes.bring_date_back,
    "replay": DeskFixes.replay,
    "withdraw-ask": lambda fixes, asked: Asking(fixes).withdraw(asked),
}
"""Actions that need nothing but the card."""


def _do(ask: Ask, fixes: DeskFixes, asked: Asked, action: str, matter: Matter) -> None:
    if action in PLAIN:
        perform(fixes, asked, action, ask.body, ask.powerup.rulebook.timezone, ask.language)
        if action == "accept" and matter.row.list_id in asked.rules.incomplete:
            fixes.put_back(asked)  # it was moved there for what is now accepted
    elif action == "remind":
        _remind(ask, fixes, asked, matter)
    elif action == "snooze":
        fixes.put_off(asked, matter.mark, _until(ask))
    elif action == "ask-next":
        _ask(ask, fixes, asked)
    elif action == "archive":
        _archive(fixes, asked, ask.body, matter)
    elif action == "accept-twins":
        fixes.accept_twins(asked, reason_of(ask.body))
    else:
        _SIMPLE[action](fixes, asked)


def _remind(ask: Ask, fixes: DeskFixes, asked: Asked, matter: Matter) -> None:
    if matter.reminded is not None and now() - matter.reminded[0] < EVERY:
        at, by = matter.reminded
        rows = shelf_of(ask, asked.rules, asked.card_id).rows
        raise Denied(409, "reminded-lately", texts.reminded_lately(by, at, rows.board.ruled.zone))
    fixes.remind(asked, matter.triage.concerns[0])


def _ask(ask: Ask, fixes: DeskFixes, asked: Asked) -> None:
    """Ask the person whom the row named."""
    member = ask.body.get("member")
    if not isinstance(member, str) or not member:
        raise bad_input("body")
    try:
        Asking(fixes).ask(asked, member)
    except NotGiven as error:
        why = obstacle(error.card, error.excluded, ask.powerup.rulebook.timezone)
        raise Denied(409, "not-given", why) from error


def _archive(fixes: DeskFixes, asked: Asked, body: Mapping[str, Any], matter: Matter) -> None:
    """Archive one of the twins; the other, or the first of the others, is kept."""
    spare, group = body.get("spare"), (matter.card_id, *matter.twins)
    if spare not in group:
        raise NotFixed("no-twin")
    kept = next(each for each in group if each != spare)
    fixes.archive_twin(Asked(asked.person, asked.rules, str(spare)), kept)


def _answer(ask: Ask, asked: Asked, action: str, receipt: tuple[int, str] | None) -> Json:
    return {
        "row": _row(ask, asked.rules, asked.card_id),
        "message": texts.DONE[action].in_(ask.language),
        "undo": {"receipt": receipt[0], "card": receipt[1]} if receipt else None,
    }


def _row(ask: Ask, rules: BoardRules, card: str) -> Json | None:
    shelf = shelf_of(ask, rules, card)
    matter = matter_of(shelf, card)
    return shelf.rows.row(matter) if matter is not None else None


def _newest(ask: Ask, matter: Matter) -> tuple[int, str] | None:
    """Return the newest receipt about these cards that can be undone: its id, and the id of its card."""
    cards: Sequence[str] = (matter.card_id, *matter.twins)
    with ask.powerup.database.transaction() as session:
        return latest_of(session, cards, offered_at_desk())


def _until(ask: Ask) -> datetime | None:
    """Return the morning (UTC) after the body's `days`; None for 0, which is until the card changes."""
    days = ask.body.get("days")
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= LONGEST_SNOOZE:
        raise bad_input("body")
    if not days:
        return None
    zone = ask.powerup.rulebook.timezone
    day = local_date(now(), zone) + timedelta(days=days)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def _receipt(body: Mapping[str, Any]) -> int:
    receipt = body.get("receipt")
    if not isinstance(receipt, int) or isinstance(receipt, bool) or not 0 < receipt < 2**31:
        raise bad_input("receipt")
    return receipt

"""How people name things on the command line: a board, a card, a moment, themselves."""

from __future__ import annotations

import getpass
import re
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from greffier.cli.shared.assembly import end
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.editing.parse import BoardRules
from rules.formatting import fill
from rules.instants import within_reason
from rules.verdict import Language
from sync.clock import now
from sync.storage.trello_tables import BoardRow, CardRow

_NO_BOARD: Final = Sentence(
    "le tableau « {wanted} » n'est pas dans le règlement, qui connaît : {known}.",
    "the board “{wanted}” is not in the rulebook, which knows: {known}.",
)
_NEAR: Final = Sentence(" Vouliez-vous dire « {near} » ?", " Did you mean “{near}”?")
_NO_CARD: Final = Sentence(
    "la carte « {wanted} » est inconnue : donnez son adresse, la fin de celle-ci ou son id.",
    "the card “{wanted}” is unknown: give its address, the end of that, or its id.",
)
_NO_MOMENT: Final = Sentence(
    "{option} « {wanted} » : attendu une durée (30m, 2h, 1d) ou une date (2026-03-02T10:00).",
    "{option} “{wanted}”: expected a span (30m, 2h, 1d) or a date (2026-03-02T10:00).",
)
_YES_OR_NO: Final = Sentence("Répondez par o (oui) ou n (non).", "Answer y (yes) or n (no).")
_UNITS: Final = {
    "s": "seconds",
    "m": "minutes",
    "h": "hours",
    "d": "days",
    "j": "days",
    "w": "weeks",
}
_CARD_URL: Final = re.compile(r"https?://[^/\s]+/c/([^/?#\s]+)")


def confirmed(question: str, language: Language) -> bool:
    """Ask until the answer is yes or no, in the language of the question or in English; nothing is no."""
    yes, no = ("o", "n") if language == "fr" else ("y", "n")
    while True:
        typed = click.prompt(f"{question} [{yes}/{no.upper()}]", default="", show_default=False)
        word = typed.strip().casefold()
        if word in ("", "n", "no", "non"):
            return False
        if word in ("y", "yes", "o", "oui"):
            return True
        click.echo(_YES_OR_NO.in_(language), err=True)


def pick_board(parts: Greffier, wanted: str) -> BoardRules:
    """Return the board with this name (in the rulebook or on Trello), id or address; else end the command
    with status 2.
    """
    boards = parts.rulebook.boards
    for name, rules in boards.items():
        if wanted in (name, rules.board):
            return rules
    with parts.database.transaction() as session:
        for rules in boards.values():
            row = session.get(BoardRow, rules.board)
            if row is not None and (wanted.casefold() == row.name.casefold() or wanted == row.url):
                return rules
    language = parts.settings.language
    near = get_close_matches(wanted, boards, n=1)
    told = fill(_NO_BOARD, language, {"wanted": wanted, "known": ", ".join(boards)})
    return end(told + (fill(_NEAR, language, {"near": near[0]}) if near else ""), 2)


def pick_boards(parts: Greffier, wanted: tuple[str, ...] | str | None) -> list[BoardRules]:
    """Return these boards, or all of them where none is named."""
    names = (wanted,) if isinstance(wanted, str) else wanted
    return [pick_board(parts, each) for each in names or ()] or list(parts.rulebook.boards.values())


def pick_card(parts: Greffier, session: Session, wanted: str) -> str:
    """Return the id of the card named so, mirrored or not any more; else end the command with status 2."""
    found = card_named(session, wanted)
    if found is None:
        return end(fill(_NO_CARD, parts.settings.language, {"wanted": wanted}), 2)
    return found


def card_named(session: Session, wanted: str) -> str | None:
    """Return the id of the card with this id, short link or address, or None."""
    found = _CARD_URL.match(wanted.strip())
    name = found.group(1) if found else wanted.strip()
    card = CardRow
    query = sa.select(card.id).where(sa.or_(card.id == name, card.short_link == name))
    return session.scalar(query.limit(1))


def moment_since(parts: Greffier, wanted: str | None, option: str = "--since") -> datetime | None:
    """Return the instant that `2h`, `1d` or an ISO date names; dates without zone are the rulebook's. A
    mistake is told of that option.
    """
    if wanted is None:
        return None
    span = re.fullmatch(r"(\d{1,6})\s*([smhdjw])", wanted.strip().lower())
    try:
        if span:
            return now() - timedelta(**{_UNITS[span.group(2)]: int(span.group(1))})
        found = datetime.fromisoformat(wanted.strip())
        if not within_reason(found):
            raise ValueError
        return found if found.tzinfo else found.replace(tzinfo=parts.rulebook.timezone)
    except (ValueError, OverflowError):
        return end(
            fill(_NO_MOMENT, parts.settings.language, {"option": option, "wanted": wanted}), 2
        )


def who(by: str | None) -> str:
    """Return who acts: as said by --by, else the user of this machine."""
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "operator"

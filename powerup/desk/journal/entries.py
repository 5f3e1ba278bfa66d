"""A receipt as people read it: who, what, from where to where, why, and whether it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from powerup.card import texts as panel_texts
from powerup.desk.journal import texts
from powerup.desk.tab import Json
from rules.calendar import local_date, local_time
from rules.card import KINDS, Kind
from rules.formatting import day, fill, joined, label, moment, shortened
from rules.mentions import MENTIONS
from rules.rulebook.values import Rulebook
from rules.verdict import Language
from sync.effects.kinds import undone
from sync.effects.receipts import CLERK
from sync.effects.undoable import undoable_names, why_in_words
from sync.reports.receipt_texts import ReceiptTexts
from sync.reports.timeline import Entry

LONGEST_TEXT: Final = 2000


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells receipts in one language. `names`: lists and labels by their ids; `boards`: names of
    boards by their ids.
    """

    rulebook: Rulebook
    names: Mapping[str, str]
    boards: Mapping[str, str]
    language: Language

    @property
    def zone(self) -> tzinfo:
        return self.rulebook.timezone

    @property
    def _texts(self) -> ReceiptTexts:
        return ReceiptTexts(self.names, self.zone, self.language)

    def days(self, entries: Iterable[Entry]) -> list[Json]:
        """Return the entries by day of the school's zone, in their order."""
        found: dict[str, Json] = {}
        for each in entries:
            date = local_date(each.receipt.at, self.zone)
            told = found.setdefault(
                date.isoformat(),
                {"day": date.isoformat(), "name": day(date, self.language), "acts": []},
            )
            told["acts"].append(self.line(each))
        return list(found.values())

    def line(self, entry: Entry) -> Json:
        """Return one receipt."""
        row = entry.receipt
        possible = row.command in undoable_names() and row.undone_at is None
        return {
            "id": row.id,
            "at": row.at.isoformat(),
            "time": self._time(row.at),
            "by": self.author(row.by),
            "clerk": row.by == CLERK,
            "text": self.what(entry),
            "board": self.boards.get(row.board_id, ""),
            "card": self._card(entry),
            "boardId": row.board_id,
            "why": self._why(entry),
            "note": self._note(entry),
            "comment": self._comment(entry),
            "undo": possible and entry.why_not in ("", "later"),
            "whyNot": self.why_not(entry.why_not) if possible and entry.why_not else "",
            "undone": self._undone(entry),
        }

    def what(self, entry: Entry) -> str:
        """Return what was done, as a predicate: "a rangé la carte : « A » → « B »"."""
        return self._texts.what(entry.receipt)

    def author(self, by: str) -> str:
        """Return who did it: the clerk, or a person by name."""
        return panel_texts.CLERK.in_(self.language) if by == CLERK else by

    def why_not(self, why: str) -> str:
        """Return why it cannot be undone: a key of `why_in_words`, or what Trello said."""
        sentence = why_in_words(why)
        return sentence.in_(self.language) if sentence is not None else why

    def _card(self, entry: Entry) -> Json | None:
        if entry.receipt.card_id is None:
            return None
        if entry.card is None:
            name = texts.GONE.in_(self.language)
            return {"id": entry.receipt.card_id, "board": "", "name": name, "url": ""}
        card = entry.card
        name = shortened(card.name)
        return {"id": card.id, "board": card.board_id, "name": name, "url": card.url}

    def _why(self, entry: Entry) -> str:
        rules = self.rulebook.board(entry.receipt.board_id)
        kind, codes = (rules.kind, rules.severities) if rules else (KINDS[0], MENTIONS)
        known = [str(each) for each in entry.receipt.reasons if each in codes]
        return joined([label(each, kind, self.language) for each in known], self.language)

    def _kind(self, board_id: str) -> Kind:
        rules = self.rulebook.board(board_id)
        return rules.kind if rules is not None else "soutenances"

    def _note(self, entry: Entry) -> str:
        row = entry.receipt
        return "" if undone(row.command) else shortened(self._texts.note(row), 300)

    def _comment(self, entry: Entry) -> str:
        text = entry.receipt.after.get("plain")
        return str(text)[:LONGEST_TEXT] if text else ""

    def _undone(self, entry: Entry) -> str:
        row = entry.receipt
        if row.undone_at is None:
            return ""
        by, when = (
            self.author(row.undone_by or CLERK),
            moment(row.undone_at, self.language, self.zone),
        )
        return fill(texts.UNDONE, self.language, {"by": by, "when": when})

    def _time(self, at: datetime) -> str:
        mark = "%H:%M" if self.language == "en" else "%H\u00a0h\u00a0%M"
        return local_time(at, self.zone).strftime(mark)

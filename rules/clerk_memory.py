"""Where the clerk itself stands with a card: what it wrote, moved and was told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from rules.history import History
from rules.rulebook.values import Mode


@dataclass(frozen=True, slots=True)
class LivingComment:
    """The one comment of ours on a card. `plain` is its text without @; `told` the mentions
    and notes that people were last called for. `deleted`: a person deleted it.
    """

    plain: str = ""
    told: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The clerk's answer to an order given in a comment: `key` names the sentence, `by` and `values` fill
    it. An answer written outside the rules is `text`: Markdown, in the comment's language.
    """

    key: str
    by: str
    values: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph that belongs into the card's comment whatever its verdict: who validates it, what
    is waited for. `text` is in the comment's language, Markdown; `calls` are the user names that are
    called with @ when the note is first told. `{who}` in the text is where their names stand.
    """

    PREFIX: ClassVar[str] = "note:"
    code: str
    text: str
    calls: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The name under which a comment keeps that it told this note; no mention has such a name."""
        return self.PREFIX + self.code


@dataclass(frozen=True, slots=True)
class PutBack:
    """A person put the card back into the intake list after the clerk had moved it away.

    `fingerprint` is of the checked fields when the clerk moved it; `times` how often that happened
    with the same fields, this time included.
    """

    by: str
    at: datetime
    fingerprint: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything `decide` needs beside the card and its verdict. Times are UTC.

    `mode` and `paused` are the board's. `settle_until`: nothing is done before. `seen_live`: a
    person acted on this card since the clerk was let in to act on the board. `addressees` are the user names
    of who should act, `managers` those of the board's managers, `names` full names by user name,
    `rules_url` the page of the board's rules.
    `notes` stand in the comment whatever the verdict.
    """

    history: History
    mode: Mode = "observe"
    paused: bool = False
    settle_until: datetime | None = None
    comment: LivingComment | None = None
    put_back: PutBack | None = None
    answer: Answer | None = None
    notes: tuple[Note, ...] = ()
    seen_live: bool = False
    addressees: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    rules_url: str = ""

"""What requirements look at on one card, each part worked out when it is first asked for, and once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from rules.card import Attachment, Card
from rules.titles.words import fold

_SPACE: Final = r"[^\S\n]"
_MARK: Final = re.compile(
    rf"\n{_SPACE}*(?:"
    rf"#{{1,6}}{_SPACE}+(?P<title>[^\n]+)$"
    rf"|(?:\*\*|__)(?P<bold>[^\n]+?)(?:\*\*|__){_SPACE}*:?{_SPACE}*$"
    rf"|(?=[^\n:]{{1,200}}:)(?:[-*]{_SPACE}+)?(?:\*\*|__)?(?P<inline>[^:*_\n]{{1,80}})"
    rf"(?:\*\*|__)?{_SPACE}*:(?:\*\*|__)?)",
    re.MULTILINE,
)
"""A line that is a heading, or begins with one: "## Context", "**Context**", "Context: …". It is looked for
by the end of the line before, which is found much faster than a beginning."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_PLAIN_URL: Final = re.compile(r"https?://([a-z0-9.-]+)(/[^?#\[\]\s]*)?")

Span = tuple[int, int]


class Attached(NamedTuple):
    """What an attachment is: whether it was uploaded to Trello, the site of a link, and how it may end."""

    uploaded: bool
    host: str
    endings: tuple[str, str]


class Seen:
    """A card, and what requirements look at on it: `fields` are its values by the key of the field's name,
    `sections` where in its description stands what is under each heading, by the heading's key.
    """

    __slots__ = ("attached", "card", "fields", "sections")
    fields: Mapping[str, str]
    sections: Mapping[str, Span]
    attached: Sequence[Attached]

    def __init__(self, card: Card) -> None:
        self.card = card

    def __getattr__(self, name: str) -> Any:
        """Work out a part that nobody asked for yet; from then on it is an ordinary attribute."""
        card = self.card
        if name == "fields":
            self.fields = {key_of(x.field): x.value.strip() for x in reversed(card.fields)}
        elif name == "sections":
            self.sections = sections(card.desc)
        elif name == "attached":
            self.attached = [_attached(each) for each in card.attachments]
        else:
            raise AttributeError(name)
        return getattr(self, name)


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return the name as it is compared: without capitals, accents and doubled spaces."""
    return " ".join(fold(name).split())


def sections(text: str) -> dict[str, Span]:
    """Return from where to where stands what is under each heading ("## Context", "**Context**",
    "Context: …"), up to the next: the first of several of one name. What follows "Context:" also ends at
    another such line.
    """
    found: dict[str, Span] = {}
    next_mark = next_title = len(text)
    for mark in reversed(list(_MARK.finditer(f"\n{text}"))):
        title, bold, inline = mark.groups()
        name = inline or bold or title.rstrip().rstrip("#")
        found[key_of(name.rstrip(" :"))] = mark.end() - 1, next_mark if inline else next_title
        next_mark = max(mark.start() - 1, 0)
        if not inline:
            next_title = next_mark
    return found


def words_in(text: str, span: Span) -> int:
    """Return how many words stand between two places of a text."""
    return len(_WORD.findall(text, *span))


def so_many_words(text: str, span: Span, least: int) -> bool:
    """Return whether at first sight so many words stand between two places of a text: those that are told
    apart by spaces alone.
    """
    parts = text[span[0] : span[1]].split(None, 2 * least)
    return len(parts) >= least and sum(map(str.isalnum, parts)) >= least


def _attached(attachment: Attachment) -> Attached:
    host, path = _host_and_path(attachment.url)
    uploaded = "/attachments/" in path and (host == "trello.com" or host.endswith(".trello.com"))
    uploaded = uploaded or host.startswith("trello-attachments.")
    return Attached(uploaded, host, (attachment.name.strip().lower(), path.lower()))


def _host_and_path(url: str) -> tuple[str, str]:
    """Return the host of an address in small letters, and its path; both empty where it is none (a bracket
    that is not closed).
    """
    plain = _PLAIN_URL.fullmatch(url)
    if plain is not None:
        return plain[1], plain[2] or ""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""

"""Whether a card has what a requirement needs: one function a need, values in, a finding out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, urlsplit

from rules.card import Attachment, Card, Label
from rules.rulebook.needs import Need, NeedKind
from rules.rulebook.requirements import Requirement
from rules.titles.words import fold
from rules.verdict import Finding

LONGEST: Final = 200
"""No pattern looks further into a text: the time that it takes is bounded."""

Unmet = tuple[str, dict[str, object]]
"""Which sentence says what is missing, and what fills it."""

_HEADING: Final = re.compile(
    r"^\s*(?:#{1,6}\s+(?P<a>.+?)\s*#*|(?:\*\*|__)(?P<b>.+?)(?:\*\*|__)\s*:?)\s*$"
)
_INLINE: Final = re.compile(
    r"^\s*(?:[-*]\s+)?(?:\*\*|__)?(?P<name>[^:*_]{1,80}?)(?:\*\*|__)?\s*:(?:\*\*|__)?(?P<rest>.*)$"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f€$£]")


def check(card: Card, requirement: Requirement) -> Finding | None:
    """Return what the card lacks for this requirement, or None. Callers leave out what is `off`."""
    unmet = _CHECKS[requirement.need.kind](card, requirement.need)
    if unmet is None:
        return None
    variant, values = unmet
    own = {"own": dict(requirement.words)} if requirement.words else {}
    return Finding(
        requirement.code,
        "warns" if requirement.severity == "warns" else "blocks",
        variant,
        {**values, **own},
    )


def same(one: str, other: str) -> bool:
    """Return whether two names are the same, however they are written: capitals, accents, spaces."""
    return _key(one) == _key(other)


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _field(card: Card, need: Need) -> Unmet | None:
    value = next((each.value for each in card.fields if same(each.field, need.name)), "").strip()
    if value and _field_holds(value, need):
        return None
    test = "filled"
    values: dict[str, object] = {"field": need.name}
    if need.matching:
        test, values["form"] = "matching", need.matching
    elif need.among:
        test, values["among"] = "among", need.among
    elif need.between:
        test = "between"
        values["least"], values["most"] = map(_plain_number, need.between)
    if value:
        values["value"] = value
    return f"field-{test}-{'other' if value else 'empty'}", values


def _field_holds(value: str, need: Need) -> bool:
    if need.matching:
        return matches(need.matching, value)
    if need.among:
        return any(same(value, each) for each in need.among)
    if need.between:
        number = as_number(value)
        return number is not None and need.between[0] <= number <= need.between[1]
    return True


def matches(pattern: str, text: str) -> bool:
    """Return whether a text has this form: the whole of it, unless the pattern says with ^ or $ where it
    is to be found.
    """
    anchored = pattern.startswith("^") or pattern.endswith("$")
    look = re.search if anchored else re.fullmatch
    return look(pattern, text.strip()[:LONGEST]) is not None


def as_number(value: str) -> float | None:
    """Return the number that "1 500,50 €" says, or None."""
    try:
        return float(_SPACES.sub("", value).replace(",", "."))
    except ValueError:
        return None


def _plain_number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _checklist(card: Card, need: Need) -> Unmet | None:
    there = [x for x in card.checklists if not need.name or same(x.name, need.name)]
    any_ = "" if need.name else "-any"
    if not there:
        return f"checklist-absent{any_}", {"name": need.name}
    if not need.finished:
        return None
    total, done = sum(x.total for x in there), sum(x.done for x in there)
    if total and done == total:
        return None
    return f"checklist-open{any_}", {"name": need.name, "done": done, "total": total}


def _attachment(card: Card, need: Need) -> Unmet | None:
    if any(_is_of(each, need.name) for each in card.attachments):
        return None
    if need.name in ("any", "file", "link"):
        return f"attachment-{need.name}", {}
    return "attachment-site" if "." in need.name else "attachment-ending", {"kind": need.name}


def _is_of(attachment: Attachment, kind: str) -> bool:
    url = _parts(attachment.url)
    host, path = (url.hostname or "", url.path) if url else ("", "")
    uploaded = "/attachments/" in path and (host == "trello.com" or host.endswith(".trello.com"))
    uploaded = uploaded or host.startswith("trello-attachments.")
    if kind in ("any", "file", "link"):
        return kind == "any" or uploaded == (kind == "file")
    if "." in kind:
        return host == kind or host.endswith(f".{kind}")
    return any(text.lower().endswith(f".{kind}") for text in (attachment.name.strip(), path))


def _parts(url: str) -> SplitResult | None:
    """Return the parts of an address, None for what is none (a bracket that is not closed)."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _label(card: Card, need: Need) -> Unmet | None:
    if any(is_wanted(label, each) for label in card.labels for each in need.labels):
        return None
    return "label", {"labels": need.labels}


def is_wanted(label: Label, wanted: str) -> bool:
    """Return whether this label is the one that is `wanted`: a name, an id or the beginning of a name."""
    if wanted.endswith("*"):
        return bool(label.name) and _key(label.name).startswith(_key(wanted[:-1]))
    return label.id == wanted.lower() or (bool(label.name) and same(label.name, wanted))


def _words(card: Card, need: Need) -> Unmet | None:
    text = card.desc if not need.name else section(card.desc, need.name)
    count = len(_WORD.findall(text or ""))
    if count >= need.least:
        return None
    values = {"count": count, "least": need.least, "heading": need.name}
    if text is None:
        return "words-no-heading", values
    return ("words-under" if need.name else "words"), values


def section(text: str, heading: str) -> str | None:
    """Return what stands under a heading ("## Context", "**Context**", "Context: …"), up to the next; None
    where there is no such heading.
    """
    found: list[str] | None = None
    ends_inline = False
    for line in text.splitlines():
        title = _HEADING.match(line)
        inline = None if title else _INLINE.match(line)
        if found is None:
            name = (title["a"] or title["b"]) if title else inline["name"] if inline else ""
            if name and same(name.rstrip(" :"), heading):
                found, ends_inline = [inline["rest"] if inline else ""], inline is not None
        elif title or (inline and ends_inline):
            break
        else:
            found.append(line)
    return None if found is None else "\n".join(found)


def _start(card: Card, _need: Need) -> Unmet | None:
    return None if card.start is not None else ("start", {})


def _title(card: Card, need: Need) -> Unmet | None:
    if matches(need.matching, card.name):
        return None
    return "title", {"title": card.name, "form": need.matching}


_CHECKS: Final[dict[NeedKind, Callable[[Card, Need], Unmet | None]]] = {
    "field": _field,
    "checklist": _checklist,
    "attachment": _attachment,
    "label": _label,
    "words": _words,
    "start": _start,
    "title": _title,
}

"""Whether a card has what a requirement needs: one function a need, made once for each requirement."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from rules.card import Card, Label
from rules.requirements.looked_at import Attached, Seen, key_of, so_many_words, words_in
from rules.rulebook.needs import Need, NeedKind
from rules.rulebook.requirements import Requirement
from rules.verdict import Finding

LONGEST: Final = 200
"""No pattern looks further into a text: the time that it takes is bounded."""

Check = Callable[[Seen], Finding | None]
"""Says what a card lacks for one requirement, or None."""

_Say = Callable[[str, Mapping[str, object]], Finding]
"""Makes the finding of a variant with its values."""

_SPACES: Final = re.compile(r"[\s\u00a0\u202f€$£]")


def check(card: Card, requirement: Requirement) -> Finding | None:
    """Return what the card lacks for this requirement, or None."""
    return check_of(requirement)(Seen(card))


def check_of(requirement: Requirement) -> Check:
    """Return the check of this requirement. Callers leave out what is `off`."""
    own: Mapping[str, object] = {"own": dict(requirement.words)} if requirement.words else {}
    severity: Final = "warns" if requirement.severity == "warns" else "blocks"

    def say(variant: str, values: Mapping[str, object]) -> Finding:
        return Finding(requirement.code, severity, variant, {**values, **own} if own else values)

    return _MAKERS[requirement.need.kind](requirement.need, say)


def same(one: str, other: str) -> bool:
    """Return whether two names are the same, however they are written: capitals, accents, spaces."""
    return key_of(one) == key_of(other)


def _field(need: Need, say: _Say) -> Check:
    name, test = key_of(need.name), "filled"
    values: dict[str, object] = {"field": need.name}
    holds: Callable[[str], bool] = bool
    if need.matching:
        test, values["form"] = "matching", need.matching
        holds = _matcher(need.matching)
    elif need.among:
        test, values["among"] = "among", need.among
        wanted = frozenset(map(key_of, need.among))
        holds = lambda value: key_of(value) in wanted  # noqa: E731
    elif need.between:
        least, most = need.between
        test, holds = "between", lambda value: _within(value, least, most)
        values["least"], values["most"] = need.between
    empty = say(f"field-{test}-empty", values)

    def look(seen: Seen) -> Finding | None:
        value = seen.fields.get(name)
        if not value:
            return empty
        return None if holds(value) else say(f"field-{test}-other", {**values, "value": value})

    return look


def _within(value: str, least: float, most: float) -> bool:
    number = as_number(value)
    return number is not None and least <= number <= most


def _matcher(pattern: str) -> Callable[[str], bool]:
    """Return what says whether a text has this form: the whole of it, unless the pattern says with ^ or $
    where it is to be found.
    """
    compiled = re.compile(pattern)
    anchored = pattern.startswith("^") or pattern.endswith("$")
    look = compiled.search if anchored else compiled.fullmatch
    return lambda text: look(text.strip()[:LONGEST]) is not None


def as_number(value: str) -> float | None:
    """Return the number that "1 500,50 €" says, or None."""
    try:
        return float(value)
    except ValueError:
        pass
    try:
        return float(_SPACES.sub("", value).replace(",", "."))
    except ValueError:
        return None


def _checklist(need: Need, say: _Say) -> Check:
    name, any_ = key_of(need.name), "" if need.name else "-any"
    absent = say(f"checklist-absent{any_}", {"name": need.name})

    def look(seen: Seen) -> Finding | None:
        found, total, done = False, 0, 0
        for each in seen.card.checklists:
            if not name or key_of(each.name) == name:
                found, total, done = True, total + each.total, done + each.done
        if not found:
            return absent
        if not need.finished or 0 < total == done:
            return None
        return say(f"checklist-open{any_}", {"name": need.name, "done": done, "total": total})

    return look


def _attachment(need: Need, say: _Say) -> Check:
    kind = need.name
    if kind in ("any", "file", "link"):
        absent = say(f"attachment-{kind}", {})
    else:
        absent = say("attachment-site" if "." in kind else "attachment-ending", {"kind": kind})
    fits = _attachment_of(kind)

    def look(seen: Seen) -> Finding | None:
        return None if any(map(fits, seen.attached)) else absent

    return look


def _attachment_of(kind: str) -> Callable[[Attached], bool]:
    if kind == "any":
        return lambda _: True
    if kind in ("file", "link"):
        return lambda each: each.uploaded == (kind == "file")
    if "." in kind:
        return lambda each: each.host == kind or each.host.endswith(f".{kind}")
    return lambda each: any(text.endswith(f".{kind}") for text in each.endings)


def _label(need: Need, say: _Say) -> Check:
    absent = say("label", {"labels": need.labels})
    fits = label_of(need.labels)
    return lambda seen: None if any(map(fits, seen.card.labels)) else absent


def label_of(wanted: tuple[str, ...]) -> Callable[[Label], bool]:
    """Return what says whether a label is one of those that are wanted: by name, id or the beginning of its
    name ("Project*").
    """
    starts = tuple(key_of(each[:-1]) for each in wanted if each.endswith("*"))
    exact = [each for each in wanted if not each.endswith("*")]
    ids, names = {each.lower() for each in exact}, {key_of(each) for each in exact}

    def fits(label: Label) -> bool:
        if label.id in ids:
            return True
        key = key_of(label.name) if label.name else ""
        return bool(key) and (key in names or key.startswith(starts))

    return fits


def _words(need: Need, say: _Say) -> Check:
    least, name = need.least, key_of(need.name)
    values: Mapping[str, object] = {"least": least, "heading": need.name}
    no_heading = say("words-no-heading", {**values, "count": 0})
    short = "words-under" if need.name else "words"

    def look(seen: Seen) -> Finding | None:
        desc = seen.card.desc
        span = seen.sections.get(name) if name else (0, len(desc))
        if span is None:
            return no_heading
        if so_many_words(desc, span, least):
            return None
        count = words_in(desc, span)
        return None if count >= least else say(short, {**values, "count": count})

    return look


def _start(_need: Need, say: _Say) -> Check:
    absent = say("start", {})
    return lambda seen: None if seen.card.start is not None else absent


def _title(need: Need, say: _Say) -> Check:
    holds = _matcher(need.matching)

    def look(seen: Seen) -> Finding | None:
        title = seen.card.name
        return None if holds(title) else say("title", {"title": title, "form": need.matching})

    return look


_MAKERS: Final[Mapping[NeedKind, Callable[[Need, _Say], Check]]] = {
    "field": _field,
    "checklist": _checklist,
    "attachment": _attachment,
    "label": _label,
    "words": _words,
    "start": _start,
    "title": _title,
}

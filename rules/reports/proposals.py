"""Changes of the rulebook that what people did speaks for: each with its evidence, none applied by itself.

Values in, proposals out. One that was declined is not made again.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final, Literal, TypeVar

from rules.editing.draft import Change
from rules.mentions import MENTIONS
from rules.rulebook.values import BoardRules, Rulebook
from rules.titles.courses import SHIPPED, Course, CourseIndex
from rules.titles.title import read_title
from rules.titles.words import keys_of
from rules.verdict import Student

Habit = Literal["same-reason", "set-aside", "alias", "new-course"]

SAME_REASON: Final = 5
"""The fewest cards accepted for one reason: fewer are exceptions, which acceptances are for."""

SAME_REASON_SHARE: Final = 0.2
"""Their least share of the cards that lacked the mention: below it, the rule is useful to most."""

SET_ASIDE: Final = 8
"""The fewest cards accepted or left alone for one mention, whatever was said about them."""

SET_ASIDE_SHARE: Final = 0.6
"""Their least share of the cards that lacked it: nobody goes by the rule."""

CORRECTED: Final = 5
"""The fewest cards whose titles were corrected from one writing to one course: a typing error is not made
five times.
"""

NEW_COURSE: Final = 8
"""The fewest cards that name a course which the rulebook does not know."""

STUDENTS: Final = 3
"""The fewest students whom the cards are for: those of one student repeat each other."""

LONGEST_WRITING: Final = 5
"""The most words in which a course is written; what is longer is a sentence."""

Item = TypeVar("Item")
Tables = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A person accepted a card or left it alone when this mention alone was missing. `reason`: "" if none."""

    board_id: str
    card_id: str
    at: datetime
    mention: str
    reason: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """A card's title as it was and as somebody wrote it instead."""

    card_id: str
    at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadCard:
    """What was read on a card of today."""

    card_id: str
    at: datetime
    student: Student


@dataclass(frozen=True, slots=True)
class Deeds:
    """What people did in the time looked at. `lacked`: how many cards lacked a mention, by board and code."""

    set_aside: Sequence[SetAside] = ()
    lacked: Mapping[tuple[str, str], int] | None = None
    corrected: Sequence[Corrected] = ()
    read: Sequence[ReadCard] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change with what speaks for it: how many `cards` (ids), from when to when (UTC), of how many that
    could have (0: not told). `written`: the reason, or the way in which the course is written; `about`:
    the mention's code, or the course.
    """

    habit: Habit
    changes: tuple[Change, ...]
    about: str
    written: str
    board: str | None
    cards: tuple[str, ...]
    first: datetime
    last: datetime
    of: int = 0

    @property
    def id(self) -> str:
        """The same for the same proposal, whatever evidence comes to it."""
        told = "\0".join((self.habit, self.board or "", self.about, plain(self.written)))
        return sha256(told.encode()).hexdigest()[:10]


def proposals(
    deeds: Deeds, rulebook: Rulebook, declined: Iterable[str] = (), required: Tables = ()
) -> tuple[Proposal, ...]:
    """Return what the deeds speak for, the best founded first, without what was declined. `required`: the
    school's own requirements as the rulebook's file has them.
    """
    index, refused = CourseIndex(rulebook.courses), set(declined)
    found = [
        *_weights(deeds, rulebook, required),
        *_aliases(deeds.corrected, rulebook, index),
        *_new_courses(deeds.read, rulebook, index),
    ]
    kept = [each for each in found if each.id not in refused]
    return tuple(sorted(kept, key=lambda each: (-len(each.cards), each.id)))


def plain(text: str) -> str:
    """Return a text as two are compared: without case, accents, punctuation or double spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(x if x.isalnum() else " " for x in letters if not unicodedata.combining(x))
    return " ".join(bare.split())


def _weights(deeds: Deeds, rulebook: Rulebook, required: Tables) -> Iterator[Proposal]:
    """Yield for each mention or requirement that people set aside too often the change that only points it
    out.
    """
    of_mention = _grouped(deeds.set_aside, lambda each: (each.board_id, each.mention))
    for (board_id, code), deeds_of_it in of_mention.items():
        rules = rulebook.board(board_id)
        if rules is None or rules.severities.get(code) != "blocks":
            continue
        change = _softer(rulebook, rules, code, required)
        if change is None:
            continue
        lacked = (deeds.lacked or {}).get((board_id, code), 0)
        said = (each for each in deeds_of_it if each.accepted and plain(each.reason))
        for same in _grouped(said, lambda each: plain(each.reason)).values():
            if _often(same, SAME_REASON, SAME_REASON_SHARE, lacked):
                yield _weight("same-reason", rules, change, same, lacked)
                break
        else:
            if _often(deeds_of_it, SET_ASIDE, SET_ASIDE_SHARE, lacked):
                yield _weight("set-aside", rules, change, deeds_of_it, lacked)


def _often(deeds: Sequence[SetAside], least: int, share: float, lacked: int) -> bool:
    cards = len({each.card_id for each in deeds})
    return cards >= least and cards >= share * lacked


def _softer(rulebook: Rulebook, rules: BoardRules, code: str, required: Tables) -> Change | None:
    """Return the change by which this is only pointed out; None for a requirement that is for several
    boards: the others may well need it.
    """
    if code in MENTIONS:
        return Change(rules.name, f"mentions.{code}.severity", "warns")
    if sum(code in each.severities for each in rulebook.boards.values()) > 1:
        return None
    softer = {"severity": "warns"}
    tables = [{**each, **(softer if each.get("code") == code else {})} for each in required]
    return Change(None, "requirements", tables)


def _weight(
    habit: Habit, rules: BoardRules, change: Change, deeds: Sequence[SetAside], lacked: int
) -> Proposal:
    code = deeds[0].mention
    written = deeds[0].reason.strip() if habit == "same-reason" else ""
    evidence = _evidence([(each.card_id, each.at) for each in deeds])
    return Proposal(habit, (change,), code, written, rules.name, *evidence, of=lacked)


def _aliases(
    corrected: Sequence[Corrected], rulebook: Rulebook, index: CourseIndex
) -> Iterator[Proposal]:
    """Yield an alias for each writing that people always corrected to one course."""
    read = [each for deed in corrected if (each := _writing(deed, index)) is not None]
    for same in _grouped(read, lambda each: plain(each[1])).values():
        courses = {course for _, _, course, _ in same}
        students = {student for _, _, _, student in same}
        cards = {deed.card_id for deed, *_ in same}
        if len(cards) < CORRECTED or len(students) < STUDENTS or len(courses) > 1:
            continue
        course = next(each for each in rulebook.courses if each.name == same[0][2])
        longer = Course(course.name, (*course.aliases, same[0][1]), course.projects)
        evidence = _evidence([(deed.card_id, deed.at) for deed, *_ in same])
        change = _courses(rulebook, longer)
        yield Proposal("alias", (change,), course.name, same[0][1], None, *evidence)


def _writing(deed: Corrected, index: CourseIndex) -> tuple[Corrected, str, str, str] | None:
    """Return how the course was written before, which it is, and of whom; None where that is not plain."""
    now, before = read_title(deed.after, index), read_title(deed.before, index)
    if (
        not (now.known_course and now.course and now.course_sure and now.name)
        or before.known_course
    ):
        return None
    name = set(plain(now.name).split())
    rest = [each for each in deed.before.split() if not set(plain(each).split()) <= name]
    writing = " ".join(rest).strip(" -–—:|/,.;()[]«»")
    words = plain(writing).split()
    whole = name <= set(plain(deed.before).split())
    if not whole or not words or len(words) > LONGEST_WRITING or not _has_letters(words):
        return None
    return None if index.find(keys_of(writing)) else (deed, writing, now.course, plain(now.name))


def _has_letters(words: Sequence[str]) -> bool:
    return any(character.isalpha() for each in words for character in each)


def _new_courses(
    read: Sequence[ReadCard], rulebook: Rulebook, index: CourseIndex
) -> Iterator[Proposal]:
    """Yield the courses that many cards name, of several students, and the rulebook does not."""
    known = {plain(name) for each in rulebook.courses for name in (each.name, *each.aliases)}
    told = [each for each in read if each.student.course and each.student.name]
    bare = cache(plain)  # for as long as this takes: hundreds of cards, a few courses
    for writing, same in _grouped(told, lambda each: bare(each.student.course or "")).items():
        names = {bare(each.student.name or "") for each in same}
        cards = {each.card_id for each in same}
        if not writing or writing in known or writing in names:
            continue
        name = _as_written([each.student.course or "" for each in same])
        if len(cards) < NEW_COURSE or len(names) < STUDENTS or index.find(keys_of(name)):
            continue
        evidence = _evidence([(each.card_id, each.at) for each in same])
        change = _courses(rulebook, Course(name))
        yield Proposal("new-course", (change,), name, name, None, *evidence)


def _as_written(names: Sequence[str]) -> str:
    """Return the writing that is met most, the first of several; with a capital where all are small."""
    [(name, _)] = Counter(names).most_common(1)
    return name if name != name.lower() else name[:1].upper() + name[1:]


def _courses(rulebook: Rulebook, course: Course) -> Change:
    """Return the change that adds this course to the own ones, or puts it in the place of its namesake."""
    own = [x for x in rulebook.courses if x not in SHIPPED and x.name != course.name]
    return Change(None, "courses", [_toml(each) for each in (*own, course)])


def _toml(course: Course) -> dict[str, Any]:
    lists = {"aliases": list(course.aliases), "projects": list(course.projects)}
    return {"name": course.name, **{key: value for key, value in lists.items() if value}}


def _evidence(deeds: Sequence[tuple[str, datetime]]) -> tuple[tuple[str, ...], datetime, datetime]:
    """Return the cards, each once in the order in which it was first met, the first and the last instant."""
    times = [at for _, at in deeds]
    return tuple(dict.fromkeys(card for card, _ in deeds)), min(times), max(times)


Key = TypeVar("Key", bound=Hashable)


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for each in items:
        found[key(each)].append(each)
    return found

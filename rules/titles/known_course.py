"""A title that names a known course: what is left is the name, less what belongs to the course."""

from __future__ import annotations

from rules.titles import lexicon
from rules.titles.courses import CourseIndex, Found
from rules.titles.one_text import Draft, name_of, part_of
from rules.titles.parts import (
    APART,
    Part,
    is_called,
    is_name_for_sure,
    joined_names,
    may_be_name,
    name_likeness,
)
from rules.titles.words import CUT, SPACE, TIGHT, Words

_ANNOUNCED = 2  # so many words after "étudiant :" are a name, even one that is a course's
_LED = lexicon.CIVIL | lexicon.NAME_NEXT


def known_course(words: Words, courses: CourseIndex) -> Found | None:
    """Return the course that is named, without a word that ends a name: Python in "Minh Da – Python"."""
    found = courses.find(words.keys)
    if found is None or not found.start:
        return found
    cut = words.kinds[found.start] >= CUT
    if (cut and not words.seen & _LED) or not _begins_in_name(words, found):
        return found
    keys = list(words.keys)
    keys[found.start] = ""
    return courses.find(keys)


def misspelled(words: Words, courses: CourseIndex) -> Found | None:
    """Return a known course with a typing error: believed if it is two words or stands alone."""
    keys = [
        key if flag & (lexicon.FIRST | lexicon.NOISE) else courses.corrected(key)
        for key, flag in zip(words.keys, words.flags, strict=True)
    ]
    if keys == words.keys:
        return None
    found = courses.find(keys)
    if found is None or found.end - found.start > 1:
        return found
    alone_left = found.start == 0 or words.kinds[found.start] >= TIGHT
    alone_right = found.end == len(keys) or words.kinds[found.end] >= CUT
    return found if alone_left and alone_right else None


def _begins_in_name(words: Words, found: Found) -> bool:
    start = found.start
    if words.flags[start - 1] & lexicon.CIVIL or _is_announced(words, found):
        return True
    if words.kinds[start] >= CUT:
        return False
    across = found.end - start > 1 and words.kinds[start + 1] >= CUT
    return across and not words.flags[start] & lexicon.HINT


def _is_announced(words: Words, found: Found) -> bool:
    """Return whether a head announces the name, as in "Étudiant : Web Python": two words after such a
    head are a name.
    """
    begin, end = found.start, found.end
    while begin and words.kinds[begin] < CUT:
        begin -= 1
    while end < len(words.kinds) and words.kinds[end] < CUT:
        end += 1
    head = begin and words.flags[begin - 1] & lexicon.NAME_NEXT and ":" in words.gaps[begin]
    return bool(head) and found.words == 1 and end - begin <= _ANNOUNCED


def with_known_course(words: Words, found: Found, parts: list[Part], courses: CourseIndex) -> Draft:
    """Read a title whose known course is found: the name is among what is left of it."""
    draft = Draft(course=found.course.name, course_sure=not found.others, known_course=True)
    kept = _without_extras(words, found, parts, draft, courses)
    if len(kept) > 1:
        joined = joined_names(words, kept, course_known=True)
        if joined and len(kept) == 2:
            draft.name = name_of(words, *joined)
            draft.name_sure = all(is_name_for_sure(words, part) for part in joined)
            return draft
        kept.sort(key=lambda part: -name_likeness(words, part))
        draft.name_sure = _clearly_first(words, kept)
    elif kept:
        draft.name_sure = is_name_for_sure(words, kept[0])
    if kept:
        _take_name(words, kept[0], draft)
        draft.name_sure = draft.name_sure and not _may_go_on(words, found, kept[0])
    return draft


def _may_go_on(words: Words, found: Found, part: Part) -> bool:
    """Return whether the name may go on with a word that begins a course's: "Minh Da Python", "Lou
    Python".
    """
    if part.end - part.start > 1 or words.words[found.start].isupper():
        return False
    before = part.end == found.start and words.kinds[found.start] == SPACE
    after = part.start == found.end and words.kinds[part.start] == SPACE
    if before and words.flags[found.start] & lexicon.LINK:
        return words.words[found.start][0].isupper()
    return found.end - found.start == 1 and (before or after)


def _without_extras(
    words: Words, found: Found, parts: list[Part], draft: Draft, courses: CourseIndex
) -> list[Part]:
    """Return the parts that may be the name. Words of a course beside the known one belong to the
    course: "Chef de projet marketing" is not "Chef de projet digital".
    """
    kept: list[Part] = []
    for part in parts:
        if not part.flags & lexicon.HINT or is_called(words, part):
            kept.append(part)
            continue
        kinds = words.kinds
        right = part.start == found.end and kinds[part.start] < TIGHT
        left = part.end == found.start and kinds[found.start] < TIGHT
        rest, extra = _split_extra(words, part, right, left)
        if extra and not courses.vocabulary.issuperset(words.keys[extra[0] : extra[1]]):
            start, end = min(extra[0], found.start), max(extra[1], found.end)
            draft.course, draft.known_course = words.text(start, end), False
        if rest:
            cut = extra is not None and rest.start < found.start
            kept.append(rest._replace(flags=rest.flags | lexicon.GUESSED) if cut else rest)
    return kept


def _split_extra(
    words: Words, part: Part, right: bool, left: bool
) -> tuple[Part | None, tuple[int, int] | None]:
    """Return a part cut into what may be a name and the course's words that touch the known course."""
    start, end = part.start, part.end
    while right and start < end and words.flags[start] & lexicon.HINT:
        start += 1
    while left and end > start and words.flags[end - 1] & lexicon.HINT:
        end -= 1
    if (start, end) == (part.start, part.end):
        all_hints = all(flag & (lexicon.HINT | lexicon.ODD) for flag in words.flags[start:end])
        return (None if all_hints else part), None
    extra = (part.start, start) if start > part.start else (end, part.end)
    return (part_of(words, start, end, part.before) if start < end else None), extra


def _clearly_first(words: Words, ranked: list[Part]) -> bool:
    best, second = (name_likeness(words, part) for part in ranked[:2])
    return is_name_for_sure(words, ranked[0]) and best - second >= APART


def _take_name(words: Words, part: Part, draft: Draft) -> None:
    """Take the name; or only a doubt where the part is nothing like one."""
    odd = part.flags & (lexicon.ODD | lexicon.HINT) and not part.flags & lexicon.FIRST
    if odd and not may_be_name(words, part):
        draft.doubt = True
        draft.name_sure = False
    else:
        draft.name = name_of(words, part)

"""The parts of a title that may be student or course, once noise and known courses are out."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from rules.titles import lexicon
from rules.titles.courses import CourseIndex, Found
from rules.titles.marks import COURSE, FREE, NOISE, Marked
from rules.titles.names import PARTICLES, is_small
from rules.titles.places import settle_places
from rules.titles.words import COMMA, CUT, DOT, SPACE, TIGHT, Words, read_words

_ANNOUNCED = 2  # so many words after "étudiant :" are a name, whatever else they mean
_FEW_WORDS = 4  # a name with an everyday word in it has no more than so many
MANY_WORDS = 6  # a name of more words than this is not believed without asking
APART = 1.5  # how much more than the next part one must look like a name
_ALWAYS = (
    lexicon.NOISE
    | lexicon.NUMBER
    | lexicon.COURSE_NEXT
    | lexicon.NAME_NEXT
    | lexicon.OTHER_NEXT
    | lexicon.SPLIT
)
_SOMETIMES = lexicon.WEAK | lexicon.LINK
_LED = lexicon.CIVIL | lexicon.NAME_NEXT
_NOT_IN_NAMES = lexicon.ODD | lexicon.HINT | lexicon.SUBJECT


class Part(NamedTuple):
    """Words `start` to `end` (excluded) that belong together; `before` are the flags of the noise
    word that leads to them, `flags` those of the words.
    """

    start: int
    end: int
    flags: int
    before: int


def parts_of(
    words: Words, found: Found | None, label_keys: Collection[tuple[str, ...]]
) -> list[Part]:
    """Return what is left of a title without noise, without the known course and without label names."""
    marks = [FREE] * len(words.words)
    if found:
        marks[found.start : found.end] = [COURSE] * (found.end - found.start)
    for keys in label_keys:
        _mark_phrase(words, keys, marks)
    marked = Marked(words, marks)
    if words.seen & (_ALWAYS | _SOMETIMES | lexicon.CIVIL):
        _mark_noise(words, marks)
        if NOISE in marks or words.seen & lexicon.LINK:
            settle_places(marked)
    return _collect(marked, _parts_at_tight(words, marks, found))


@lru_cache(maxsize=1024)
def label_keys(names: tuple[str, ...], courses: CourseIndex) -> tuple[tuple[str, ...], ...]:
    """Return what the labels of a card add to the noise: "P7 – Algorithmes" makes "Algorithmes" noise."""
    phrases = [phrase for name in names if (phrase := _label_phrase(name))]
    return tuple([phrase for phrase in phrases if courses.find(phrase) is None])


def name_likeness(words: Words, part: Part) -> float:
    """Return how much a part looks like a name: about 0 for any word, above 2 for a likely name."""
    units = words.units(part.start, part.end)
    full = [unit for unit in units if unit.lower() not in PARTICLES]
    small = sum(unit.islower() and is_small(unit) for unit in full)
    score = 1.5 if 2 <= len(full) <= 4 else 0.0
    score += 4 if part.before & lexicon.NAME_NEXT else 0
    score += 3 if part.flags & lexicon.FIRST else 0
    score += 1 if small == 0 else (0 if part.flags & lexicon.FIRST else -small)
    score -= 4 if part.flags & lexicon.HINT else 0
    score -= 2 if part.flags & lexicon.ODD else 0
    score -= 1.5 if part.flags & lexicon.SUBJECT and not part.flags & lexicon.FIRST else 0
    score -= 2 if part.flags & lexicon.GUESSED else 0
    score -= 6 if part.flags & lexicon.OTHER_NEXT and len(units) > 2 else 0
    score -= 3 if len(full) > MANY_WORDS or _has_digit(units) else 0
    return score


def could_be_name(words: Words, part: Part) -> bool:
    """Return whether nothing speaks against this part being a name, once it is known to stand alone."""
    if part.before & _LED and is_called(words, part):
        return True
    if part.flags & _NOT_IN_NAMES and not part.flags & lexicon.FIRST:
        return False
    if part.flags & (lexicon.ODD | lexicon.HINT) or "et" in words.keys[part.start : part.end]:
        return False
    length = part.end - part.start
    if length <= 3 and part.flags & lexicon.FIRST:
        return True
    units = words.units(part.start, part.end)
    if _has_digit(units) or sum(unit.lower() not in PARTICLES for unit in units) > MANY_WORDS:
        return False
    if part.flags & lexicon.FIRST:
        return True
    return len(units) <= 2 or not all(unit.islower() and is_small(unit) for unit in units)


def is_called(words: Words, part: Part) -> bool:
    """Return whether what stands before a part says that it is a person's name: "M. Web", "Étudiant :
    Web".
    """
    if part.before & lexicon.CIVIL:
        return is_capitalized(words, part)
    short = part.end - part.start <= _ANNOUNCED
    return bool(part.before & lexicon.NAME_NEXT) and short and is_capitalized(words, part)


def may_be_name(words: Words, part: Part) -> bool:
    """Return whether a part is written like a name, though one word of it means something: "Zan Page"."""
    if could_be_name(words, part):
        return True
    flags = words.flags[part.start : part.end]
    odd = sum(bool(flag & _NOT_IN_NAMES and not flag & lexicon.FIRST) for flag in flags)
    units = words.units(part.start, part.end)
    written = is_capitalized(words, part) and not _has_digit(units)
    return written and odd == 1 and 2 <= len(units) <= _FEW_WORDS


def is_name_for_sure(words: Words, part: Part) -> bool:
    """Return whether a part that could be a name is a whole one, without a word too many."""
    return not part.flags & lexicon.GUESSED and could_be_name(words, part)


def is_capitalized(words: Words, part: Part) -> bool:
    """Return whether each word begins with a capital, particles aside (scripts without capitals count)."""
    return all(map(_begins_big, words.units(part.start, part.end)))


def _begins_big(unit: str) -> bool:
    elided = unit[1:2] == "’" and unit[2:3].isupper()
    return not is_small(unit) or unit in PARTICLES or elided


def joined_names(words: Words, parts: list[Part], course_known: bool) -> list[Part] | None:
    """Join two parts of one name, first name first: "DUPONT, Marie" or "Dupont / Marie"."""
    for left, right in pairwise(parts):
        if left.end == right.start and _one_name(words, left, right, course_known):
            return [right, left] if _surname_first(words, left, right) else [left, right]
    return None


def _one_name(words: Words, left: Part, right: Part, course_known: bool) -> bool:
    if (left.flags | right.flags) & _NOT_IN_NAMES or right.before:
        return False
    capital = all(word.isupper() for word in words.words[left.start : left.end])
    comma = words.kinds[right.start] == COMMA
    given_right = bool(right.flags & lexicon.FIRST) and right.end - right.start <= 2
    if not course_known:
        return capital and given_right and not left.flags & lexicon.FIRST
    single = left.end - left.start == 1 == right.end - right.start
    return single or (comma and given_right and (capital or left.end - left.start == 1))


def _surname_first(words: Words, left: Part, right: Part) -> bool:
    if words.kinds[right.start] != COMMA:
        return False
    return bool(right.flags & lexicon.FIRST) or not left.flags & lexicon.FIRST


def _mark_phrase(words: Words, phrase: tuple[str, ...], marks: list[int]) -> None:
    """Mark a label's name as noise where it begins a part: not at the end of "Point d’attention"."""
    length, keys = len(phrase), words.keys
    for at in range(len(keys) - length + 1):
        if keys[at] == phrase[0] and tuple(keys[at : at + length]) == phrase:
            begins = at == 0 or words.kinds[at] >= TIGHT or words.flags[at - 1] & _ALWAYS
            marks[at : at + length] = [NOISE if begins else FREE] * length


def _mark_noise(words: Words, marks: list[int]) -> None:
    for at, flag in enumerate(words.flags):
        told = flag & _ALWAYS and marks[at] == FREE and not _part_of_subject(words, marks, at)
        if told or (flag & lexicon.CIVIL and _is_mister(words, marks, at)):
            marks[at] = NOISE
    if words.seen & _SOMETIMES:
        for at, flag in enumerate(words.flags):
            if flag & _SOMETIMES and marks[at] == FREE:
                marks[at] = _mark_beside(words, marks, at, flag)


def _is_mister(words: Words, marks: list[int], at: int) -> bool:
    """Return whether this is the "M." of "M. Dupont"; "M. A. Dupont", "J. M. Dupont" and "M.-P. Dupont"
    have initials.
    """
    if at + 1 == len(marks) or words.kinds[at + 1] not in (SPACE, DOT):
        return False
    begins = at == 0 or words.kinds[at] >= CUT or marks[at - 1] != FREE
    begins = begins or bool(words.flags[at - 1] & lexicon.LEAD)
    return begins and len(words.words[at + 1]) > 1


def _part_of_subject(words: Words, marks: list[int], at: int) -> bool:
    """Return whether the word belongs to a subject, "Gestion de projet", "Expert en sécurité", where
    neither "projet" nor "en" is noise.
    """
    if at == 0 or marks[at - 1] != FREE or words.kinds[at] >= CUT:
        return False
    if words.flags[at] & lexicon.SPLIT:
        return bool(words.flags[at - 1] & lexicon.HINT)
    if words.keys[at] != "projet" or at < 2 or marks[at - 2] != FREE:
        return False
    numbered = at + 1 < len(marks) and bool(words.flags[at + 1] & lexicon.NUMBER)
    return bool(words.flags[at - 1] & lexicon.LINK) and not numbered


def _mark_beside(words: Words, marks: list[int], at: int, flag: int) -> int:
    """Return whether a weak or linking word is noise, from what stands beside it."""
    kinds, last = words.kinds, len(marks) - 1
    after_noise = at > 0 and marks[at - 1] == NOISE and kinds[at] < CUT
    before_noise = at < last and marks[at + 1] == NOISE and kinds[at + 1] < CUT
    starts = at == 0 or kinds[at] >= CUT or marks[at - 1] != FREE
    ends = at == last or kinds[at + 1] >= CUT or marks[at + 1] != FREE
    if flag & lexicon.WEAK:
        leads = starts and not ends and _leads(words, at)
        return NOISE if after_noise or before_noise or (starts and ends) or leads else FREE
    if after_noise and (flag & lexicon.LEAD or before_noise):
        return NOISE
    return NOISE if starts and ends and kinds[at] == SPACE else FREE


def _leads(words: Words, at: int) -> bool:
    """Return whether a weak word leads to a name: "Jury final Marie Dupont", "Carte de Marie"."""
    following = words.flags[at + 1]
    leader = words.keys[at] in lexicon.LEADERS and following & (lexicon.FIRST | lexicon.LEAD)
    return bool(leader or (following & lexicon.WEAK and not words.flags[at] & lexicon.FIRST))


def _parts_at_tight(words: Words, marks: list[int], found: Found | None) -> bool:
    """Return whether a "/" or a "–" without spaces parts name and course: only where nothing else does."""
    if TIGHT not in words.kinds or found or set(words.gaps) <= {"", "_"}:
        return False
    return not any(
        kind >= CUT and at and marks[at] == FREE == marks[at - 1]
        for at, kind in enumerate(words.kinds)
    )


def _collect(marked: Marked, parts_at_tight: bool) -> list[Part]:
    words, marks = marked.words, marked.marks
    parts: list[Part] = []
    at, count = 0, len(marks)
    limit = TIGHT if parts_at_tight else CUT
    while at < count:
        start = at
        at += 1
        if marks[start] != FREE:
            continue
        while at < count and marks[at] == FREE and words.kinds[at] < limit:
            at += 1
        part = _part(marked, start, at)
        if part:
            parts.append(part)
    return parts


def _part(marked: Marked, start: int, end: int) -> Part | None:
    """Return the part; None if nothing is left or it is about somebody else."""
    words, flags = marked.words, marked.words.flags
    if end - start == 1 and len(words.keys[start]) == 1 and words.keys[start].isascii():
        return None
    before = flags[start - 1] if start and marked.is_noise(start - 1) else 0
    if before & lexicon.OTHER_NEXT and _is_somebody_else(words, start):
        return None
    found = reduce(or_, flags[start:end], 0)
    if marked.doubtful and not marked.doubtful.isdisjoint(range(start, end)):
        found |= lexicon.GUESSED
    return Part(start, end, found, before)


def _is_somebody_else(words: Words, start: int) -> bool:
    """Return whether the part names somebody else, "mentor : Paul Durand"; in "Changement de mentor :
    Marie Dupont" it is the student.
    """
    told = words.kinds[start] < CUT or ":" in words.gaps[start]
    return told and not (start > 1 and words.flags[start - 2] & lexicon.LINK)


def _has_digit(units: list[str]) -> bool:
    return any(each.isdigit() for unit in units for each in unit)


@lru_cache(maxsize=1024)
def _label_phrase(name: str) -> tuple[str, ...]:
    words = read_words(name)
    pairs = zip(words.keys, words.flags, strict=True)
    return tuple(key for key, flag in pairs if not flag & (_ALWAYS | lexicon.WEAK))

"""One text read for a student's name and course: which part is which, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from rules.titles import lexicon
from rules.titles.courses import CourseIndex, Found
from rules.titles.names import is_small, written_properly
from rules.titles.parts import (
    Part,
    could_be_name,
    is_called,
    is_capitalized,
    is_name_for_sure,
    joined_names,
    label_keys,
    may_be_name,
    name_likeness,
    parts_of,
)
from rules.titles.words import CUT, LONGEST, SPACE, TIGHT, Words, read_words

_ANNOUNCED = 2  # so many words after "étudiant :" are a name, even one that is a course's
_LED = lexicon.CIVIL | lexicon.NAME_NEXT
REMEMBERED = 8192
"""So many titles are not read again where they come again: a school of five thousand cards, and more."""

LIKELY = 2.5  # likeness from which a part is taken for a name where the course is not known
APART = 1.5  # how much more than the next part it must look like a name


@dataclass(slots=True)
class Draft:
    """What one text says. `guess` is a part that could be either; the rest is as in `Reading`."""

    name: str | None = None
    name_sure: bool = False
    course: str | None = None
    course_sure: bool = False
    known_course: bool = False
    doubt: bool = False
    only_word: str | None = None
    guess: str | None = None
    guess_sure: bool = False
    guess_as_written: str | None = None


def read_title(text: str, courses: CourseIndex, label_names: Collection[str] = ()) -> Draft:
    """Reads a title, or any line that is written like one. What was read is remembered for a while,
    and is not to be changed.
    """
    return _read_title(text[:LONGEST], courses, tuple(label_names))


@lru_cache(maxsize=REMEMBERED)
def _read_title(text: str, courses: CourseIndex, label_names: tuple[str, ...]) -> Draft:
    words = read_words(text)
    found = _known_course(words, courses)
    labels = label_keys(label_names, courses) if label_names else ()
    if found:
        return _with_known_course(words, found, parts_of(words, found, labels), courses)
    guessed = _misspelled(words, courses)
    if guessed:
        draft = _with_known_course(words, guessed, parts_of(words, guessed, labels), courses)
        draft.course_sure = False
        return draft
    parts = parts_of(words, None, labels)
    if not parts:
        return Draft()
    return _single(words, parts[0]) if len(parts) == 1 else _several(words, parts, courses)


def forget_titles() -> None:
    """Forget all titles that were read, and the names of labels."""
    _read_title.cache_clear()
    label_keys.cache_clear()


def _known_course(words: Words, courses: CourseIndex) -> Found | None:
    """The course that is named; not with the last word of a name before it: "Minh Da – Python"."""
    found = courses.find(words.keys)
    if found is None or not found.start:
        return found
    cut = words.kinds[found.start] >= CUT
    if (cut and not words.seen & _LED) or not _begins_in_name(words, found):
        return found
    keys = list(words.keys)
    keys[found.start] = ""
    return courses.find(keys)


def _begins_in_name(words: Words, found: Found) -> bool:
    start = found.start
    if words.flags[start - 1] & lexicon.CIVIL or _is_announced(words, found):
        return True
    if words.kinds[start] >= CUT:
        return False
    across = found.end - start > 1 and words.kinds[start + 1] >= CUT
    return across and not words.flags[start] & lexicon.HINT


def _is_announced(words: Words, found: Found) -> bool:
    """ "Étudiant : Web Python": two words after such a head are a name."""
    begin, end = found.start, found.end
    while begin and words.kinds[begin] < CUT:
        begin -= 1
    while end < len(words.kinds) and words.kinds[end] < CUT:
        end += 1
    head = begin and words.flags[begin - 1] & lexicon.NAME_NEXT and ":" in words.gaps[begin]
    return bool(head) and found.words == 1 and end - begin <= _ANNOUNCED


def _with_known_course(
    words: Words, found: Found, parts: list[Part], courses: CourseIndex
) -> Draft:
    draft = Draft(course=found.course.name, course_sure=not found.others, known_course=True)
    kept = _without_extras(words, found, parts, draft, courses)
    if len(kept) > 1:
        joined = joined_names(words, kept, course_known=True)
        if joined and len(kept) == 2:
            draft.name = _name(words, *joined)
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
    """ "Minh Da Python", "Lou Python": one word of a name, whose next may be taken for a course's."""
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
    """The parts that may be the name. Words of a course beside the known one belong to the course:
    "Chef de projet marketing" is not "Chef de projet digital".
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
    """A part cut into what may be a name and the course's words that touch the known course."""
    start, end = part.start, part.end
    while right and start < end and words.flags[start] & lexicon.HINT:
        start += 1
    while left and end > start and words.flags[end - 1] & lexicon.HINT:
        end -= 1
    if (start, end) == (part.start, part.end):
        all_hints = all(flag & (lexicon.HINT | lexicon.ODD) for flag in words.flags[start:end])
        return (None if all_hints else part), None
    extra = (part.start, start) if start > part.start else (end, part.end)
    return (_part(words, start, end, part.before) if start < end else None), extra


def _clearly_first(words: Words, ranked: list[Part]) -> bool:
    best, second = (name_likeness(words, part) for part in ranked[:2])
    return is_name_for_sure(words, ranked[0]) and best - second >= APART


def _take_name(words: Words, part: Part, draft: Draft) -> None:
    """The name; or only a doubt where the part is nothing like one."""
    odd = part.flags & (lexicon.ODD | lexicon.HINT) and not part.flags & lexicon.FIRST
    if odd and not may_be_name(words, part):
        draft.doubt = True
        draft.name_sure = False
    else:
        draft.name = _name(words, part)


def _single(words: Words, part: Part) -> Draft:
    """All that is left is one part, and no course is known in it."""
    if part.before & lexicon.COURSE_NEXT:
        return _course_alone(words, part)
    if part.flags & lexicon.HINT and not is_called(words, part):
        return _single_with_course(words, part)
    one_word = len(words.units(part.start, part.end)) == 1
    possible = could_be_name(words, part)
    if part.flags & lexicon.ODD or not (possible or one_word):
        return _open_guess(words, part, Draft(doubt=not one_word))
    if one_word and not part.flags & lexicon.FIRST and not part.before & lexicon.NAME_NEXT:
        only = Draft(only_word=words.text(part.start, part.end), guess_sure=possible)
        return _open_guess(words, part, only)
    surely = part.flags & lexicon.FIRST or part.before & lexicon.NAME_NEXT
    if (surely or is_capitalized(words, part)) and not part.flags & lexicon.SUBJECT:
        return _with_trailing_word(words, part)
    return _open_guess(words, part, Draft(doubt=True, guess_sure=True))


def _with_trailing_word(words: Words, part: Part) -> Draft:
    """ "Marc Durand compta": a small word after a capitalized name may be the course, or not."""
    last = part.end - 1
    before = _part(words, part.start, last, part.before)
    small = is_small(words.words[last]) and not words.flags[last] & lexicon.FIRST
    sure = not part.flags & lexicon.GUESSED
    if last - part.start < 2 or not small or not is_capitalized(words, before):
        return Draft(name=_name(words, part), name_sure=sure)
    return Draft(name=_name(words, before), name_sure=sure, course=words.text(last, part.end))


def _single_with_course(words: Words, part: Part) -> Draft:
    """ "Marie Dupont Cybersécurité": a name and a course with nothing between them."""
    flags = words.flags[part.start : part.end]
    hint = part.start + next(at for at, flag in enumerate(flags) if flag & lexicon.HINT)
    if hint > part.start:
        before = _part(words, part.start, _before_links(words, part.start, hint), part.before)
        if _given(before) or (could_be_name(words, before) and is_capitalized(words, before)):
            return Draft(name=_name(words, before), course=words.text(hint, part.end))
        odd = before.flags & lexicon.ODD
        return Draft(doubt=True, course=None if odd else words.text(hint, part.end))
    given = next((at for at, flag in enumerate(flags) if flag & lexicon.FIRST), 0)
    if given:
        after = _part(words, part.start + given, part.end, 0)
        return Draft(name=_name(words, after), course=words.text(part.start, part.start + given))
    return _course_alone(words, part)


def _before_links(words: Words, start: int, end: int) -> int:
    """The end of a name that linking words follow: "Marie Dupont en"."""
    while end - 1 > start and words.flags[end - 1] & (lexicon.LINK | lexicon.SPLIT):
        end -= 1
    return end


def _course_alone(words: Words, part: Part) -> Draft:
    """Only a course; with a doubt where two of its words could be somebody's name."""
    rest = sum(
        word[0].isupper() and not flag & (lexicon.HINT | lexicon.LINK | lexicon.SUBJECT)
        for word, flag in zip(
            words.words[part.start : part.end], words.flags[part.start : part.end], strict=True
        )
    )
    odd = bool(part.flags & lexicon.ODD)
    led = part.before & lexicon.COURSE_NEXT
    doubt = rest >= 2 or odd or (rest == 1 and not led and is_capitalized(words, part))
    draft = Draft(course=words.text(part.start, part.end), course_sure=not doubt, doubt=doubt)
    return _open_guess(words, part, draft) if doubt else draft


def _several(words: Words, parts: list[Part], courses: CourseIndex) -> Draft:
    """Several parts and no known course: the one most like a name, the first that is a course."""
    joined = joined_names(words, parts, course_known=False)
    others = [part for part in parts if not joined or part not in joined]
    if joined:
        sure = all(is_name_for_sure(words, part) for part in joined)
        draft = Draft(name=_name(words, *joined), name_sure=sure)
    else:
        draft, others = _most_like_a_name(words, parts)
    if draft.name is None:
        draft.doubt = True
        return draft
    course = _course_among(words, others)
    if course is None:
        draft.doubt = bool(others)
    else:
        draft.course = words.text(course.start, course.end)
        draft.course_sure = draft.name_sure and _course_believed(words, course, others, courses)
    return draft


def _most_like_a_name(words: Words, parts: list[Part]) -> tuple[Draft, list[Part]]:
    possible = [part for part in parts if not part.before & lexicon.COURSE_NEXT]
    scored = sorted(possible or parts, key=lambda part: -name_likeness(words, part))
    best = scored[0]
    others = [part for part in parts if part is not best]
    score = name_likeness(words, best)
    if score < 1 or not could_be_name(words, best):
        return _next_like_a_name(words, scored)
    rivals = [part for part in scored[1:] if not part.flags & lexicon.HINT]
    apart = not rivals or (score >= LIKELY and score - name_likeness(words, rivals[0]) >= APART)
    sure = apart and not best.flags & lexicon.GUESSED
    return Draft(name=_name(words, best), name_sure=sure), others


def _next_like_a_name(words: Words, scored: list[Part]) -> tuple[Draft, list[Part]]:
    """A part that is only like a name if its everyday words are: read, never for sure."""
    doubtful = lexicon.GUESSED | lexicon.HINT | lexicon.ODD
    likely = [part for part in scored if part.flags & doubtful and may_be_name(words, part)]
    if not likely:
        return Draft(), scored[1:]
    best = likely[0]
    return Draft(name=_name(words, best)), [part for part in scored if part is not best]


def _course_among(words: Words, others: list[Part]) -> Part | None:
    led = [part for part in others if part.before & lexicon.COURSE_NEXT]
    hinted = [part for part in others if part.flags & lexicon.HINT]
    free = [part for part in others if not part.flags & (lexicon.ODD | lexicon.FIRST)]
    return next(iter(led or hinted or free), None)


def _course_believed(words: Words, course: Part, others: list[Part], courses: CourseIndex) -> bool:
    """Whether an unknown course is taken as written; a piece of a known one ("Java") is not."""
    keys = words.keys[course.start : course.end]
    if courses.vocabulary.issuperset(keys) or course.flags & lexicon.ODD:
        return False
    if course.flags & (lexicon.HINT | lexicon.SUBJECT) or course.before & lexicon.COURSE_NEXT:
        return True
    rambling = course.end - course.start > 2 and is_small(words.words[course.start])
    return len(others) == 1 and not rambling


def _misspelled(words: Words, courses: CourseIndex) -> Found | None:
    """A known course with a typing error: believed if it is two words or stands alone."""
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


def _open_guess(words: Words, part: Part, draft: Draft) -> Draft:
    """The draft, with the part that could be either kept for when the other is found elsewhere."""
    draft.guess = _name(words, part)
    draft.guess_as_written = words.text(part.start, part.end)
    return draft


def _given(part: Part) -> bool:
    return bool(part.flags & lexicon.FIRST)


def _name(words: Words, *parts: Part) -> str:
    """The name as it is written properly; at once where it is, which is most often."""
    if len(parts) == 1:
        start, end, _, _ = parts[0]
        name = " ".join(words.units(start, end))
        in_order = words.flags[start] & lexicon.FIRST or not words.flags[end - 1] & lexicon.FIRST
        if in_order and name.istitle():
            return name
    units = [unit for part in parts for unit in words.units(part.start, part.end)]
    return written_properly(units)


def _part(words: Words, start: int, end: int, before: int) -> Part:
    return Part(start, end, reduce(or_, words.flags[start:end], 0), before)

"""A title that names no course of the school: which part is the name, which may be a course."""

from __future__ import annotations

from rules.titles import lexicon
from rules.titles.courses import CourseIndex
from rules.titles.names import is_small
from rules.titles.one_text import Draft, name_of, open_guess, part_of
from rules.titles.parts import (
    APART,
    Part,
    could_be_name,
    is_called,
    is_capitalized,
    is_name_for_sure,
    joined_names,
    may_be_name,
    name_likeness,
)
from rules.titles.words import Words

LIKELY = 2.5  # likeness from which a part is taken for a name where the course is not known


def single(words: Words, part: Part) -> Draft:
    """Read a title of which one part is left, with no known course in it."""
    if part.before & lexicon.COURSE_NEXT:
        return _course_alone(words, part)
    if part.flags & lexicon.HINT and not is_called(words, part):
        return _single_with_course(words, part)
    one_word = len(words.units(part.start, part.end)) == 1
    possible = could_be_name(words, part)
    if part.flags & lexicon.ODD or not (possible or one_word):
        return open_guess(words, part, Draft(doubt=not one_word))
    if one_word and not part.flags & lexicon.FIRST and not part.before & lexicon.NAME_NEXT:
        only = Draft(only_word=words.text(part.start, part.end), guess_sure=possible)
        return open_guess(words, part, only)
    surely = part.flags & lexicon.FIRST or part.before & lexicon.NAME_NEXT
    if (surely or is_capitalized(words, part)) and not part.flags & lexicon.SUBJECT:
        return _with_trailing_word(words, part)
    return open_guess(words, part, Draft(doubt=True, guess_sure=True))


def _with_trailing_word(words: Words, part: Part) -> Draft:
    """Read "Marc Durand compta": a small word after a capitalized name may be the course, or not."""
    last = part.end - 1
    before = part_of(words, part.start, last, part.before)
    small = is_small(words.words[last]) and not words.flags[last] & lexicon.FIRST
    sure = not part.flags & lexicon.GUESSED
    if last - part.start < 2 or not small or not is_capitalized(words, before):
        return Draft(name=name_of(words, part), name_sure=sure)
    return Draft(name=name_of(words, before), name_sure=sure, course=words.text(last, part.end))


def _single_with_course(words: Words, part: Part) -> Draft:
    """Read "Marie Dupont Cybersécurité": a name and a course with nothing between them."""
    flags = words.flags[part.start : part.end]
    hint = part.start + next(at for at, flag in enumerate(flags) if flag & lexicon.HINT)
    if hint > part.start:
        before = part_of(words, part.start, _before_links(words, part.start, hint), part.before)
        if _given(before) or (could_be_name(words, before) and is_capitalized(words, before)):
            return Draft(name=name_of(words, before), course=words.text(hint, part.end))
        odd = before.flags & lexicon.ODD
        return Draft(doubt=True, course=None if odd else words.text(hint, part.end))
    given = next((at for at, flag in enumerate(flags) if flag & lexicon.FIRST), 0)
    if given:
        after = part_of(words, part.start + given, part.end, 0)
        return Draft(name=name_of(words, after), course=words.text(part.start, part.start + given))
    return _course_alone(words, part)


def _before_links(words: Words, start: int, end: int) -> int:
    """Return the end of a name that linking words follow: "Marie Dupont en"."""
    while end - 1 > start and words.flags[end - 1] & (lexicon.LINK | lexicon.SPLIT):
        end -= 1
    return end


def _course_alone(words: Words, part: Part) -> Draft:
    """Read a course alone; with a doubt where two of its words could be somebody's name."""
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
    return open_guess(words, part, draft) if doubt else draft


def several(words: Words, parts: list[Part], courses: CourseIndex) -> Draft:
    """Read several parts without a known course: the one most like a name, and a course among the others."""
    joined = joined_names(words, parts, course_known=False)
    others = [part for part in parts if not joined or part not in joined]
    if joined:
        sure = all(is_name_for_sure(words, part) for part in joined)
        draft = Draft(name=name_of(words, *joined), name_sure=sure)
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
    return Draft(name=name_of(words, best), name_sure=sure), others


def _next_like_a_name(words: Words, scored: list[Part]) -> tuple[Draft, list[Part]]:
    """Return a part that is like a name only if its everyday words are: read, never for sure."""
    doubtful = lexicon.GUESSED | lexicon.HINT | lexicon.ODD
    likely = [part for part in scored if part.flags & doubtful and may_be_name(words, part)]
    if not likely:
        return Draft(), scored[1:]
    best = likely[0]
    return Draft(name=name_of(words, best)), [part for part in scored if part is not best]


def _course_among(words: Words, others: list[Part]) -> Part | None:
    led = [part for part in others if part.before & lexicon.COURSE_NEXT]
    hinted = [part for part in others if part.flags & lexicon.HINT]
    free = [part for part in others if not part.flags & (lexicon.ODD | lexicon.FIRST)]
    return next(iter(led or hinted or free), None)


def _course_believed(words: Words, course: Part, others: list[Part], courses: CourseIndex) -> bool:
    """Return whether an unknown course is taken as written; a piece of a known one ("Java") is not."""
    keys = words.keys[course.start : course.end]
    if courses.vocabulary.issuperset(keys) or course.flags & lexicon.ODD:
        return False
    if course.flags & (lexicon.HINT | lexicon.SUBJECT) or course.before & lexicon.COURSE_NEXT:
        return True
    rambling = course.end - course.start > 2 and is_small(words.words[course.start])
    return len(others) == 1 and not rambling


def _given(part: Part) -> bool:
    return bool(part.flags & lexicon.FIRST)

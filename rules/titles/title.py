"""One text read for a student's name and course: which part is which, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rules.titles.courses import CourseIndex
from rules.titles.known_course import known_course, misspelled, with_known_course
from rules.titles.one_text import Draft
from rules.titles.parts import label_keys, parts_of
from rules.titles.unknown_course import several, single
from rules.titles.words import LONGEST, read_words, without_links

REMEMBERED = 8192
"""How many titles are remembered once they were read: a school of five thousand cards, and more."""


def read_title(text: str, courses: CourseIndex, label_names: Collection[str] = ()) -> Draft:
    """Read a title, or any line that is written like one. The result is cached: do not change it."""
    return _read_title(text[:LONGEST], courses, tuple(label_names))


@lru_cache(maxsize=REMEMBERED)
def _read_title(text: str, courses: CourseIndex, label_names: tuple[str, ...]) -> Draft:
    words = read_words(without_links(text))
    found = known_course(words, courses)
    labels = label_keys(label_names, courses) if label_names else ()
    if found:
        return with_known_course(words, found, parts_of(words, found, labels), courses)
    guessed = misspelled(words, courses)
    if guessed:
        draft = with_known_course(words, guessed, parts_of(words, guessed, labels), courses)
        draft.course_sure = False
        return draft
    parts = parts_of(words, None, labels)
    if not parts:
        return Draft()
    return single(words, parts[0]) if len(parts) == 1 else several(words, parts, courses)


def forget_titles() -> None:
    """Forget all titles that were read, and the names of labels."""
    _read_title.cache_clear()
    label_keys.cache_clear()

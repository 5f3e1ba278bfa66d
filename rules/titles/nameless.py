"""A stretch of words that all mean something: noise as a rule, and a name all the same in "M. Janvier"."""

from __future__ import annotations

from rules.titles import lexicon
from rules.titles.marks import COURSE, NOISE, Marked, announced, before_course
from rules.titles.names import is_small
from rules.titles.words import Words

_LEADS_TO_NAME = lexicon.PROCESS | lexicon.NAME_NEXT | lexicon.COURSE_NEXT


def settle_without_name(marked: Marked, start: int, end: int) -> None:
    """Settle a title without a sure name: a stretch of words that all mean something may be a name all
    the same, as in "M. Janvier".
    """
    first, last, led = _inner(marked, start, end)
    name = first < last and (led or _may_be_name(marked, first, last))
    marked.marks[start:end] = [NOISE] * (end - start)
    if name:
        flags = marked.words.flags[first:last]
        particles = len(flags) > 1 and all(flag & lexicon.LINK for flag in flags)
        for at in range(first, last):
            marked.give_back(at, sure=led or particles)


def _inner(marked: Marked, start: int, end: int) -> tuple[int, int, bool]:
    """Return the words that may be a name, without what leads to it and from it to the course; and
    whether something before them says that they are one.
    """
    words = marked.words
    led = announced(words, start) and not is_small(words.words[start])
    civil = [at for at in range(start, end - 1) if words.flags[at] & lexicon.CIVIL]
    if civil:
        start, led = civil[-1] + 1, True
    while not led and start < end and _is_lead(words, start):
        start += 1
    big = start < end and not is_small(words.words[start])
    while end > start + 1 and _is_tail(words, end - 1, big):
        end -= 1
    core = any(flag & lexicon.CORE for flag in words.flags[start:end])
    return start, end, led and (bool(civil) or not core)


def _is_lead(words: Words, at: int) -> bool:
    if words.flags[at] & (lexicon.NUMBER | lexicon.NOUN):
        return True
    link = words.flags[at] & lexicon.GRAMMAR and is_small(words.words[at])
    return bool(link and at and words.flags[at - 1] & (lexicon.NOUN | lexicon.NUMBER))


def _is_tail(words: Words, at: int, big: bool) -> bool:
    link = words.flags[at] & (lexicon.SPLIT | lexicon.GRAMMAR) and is_small(words.words[at])
    return bool(words.flags[at] & lexicon.NUMBER or (link and big))


def _may_be_name(marked: Marked, start: int, end: int) -> bool:
    words = marked.words
    flags = words.flags[start:end]
    if any(flag & (_LEADS_TO_NAME | lexicon.NUMBER | lexicon.CIVIL) for flag in flags):
        return False
    if end < len(words.gaps) and ":" in words.gaps[end]:
        return False
    small = any(map(is_small, words.words[start:end])) and not all(
        map(_has_no_capital, words.words)
    )
    if small and not all(_is_only_a_name(flag) for flag in flags):
        return False
    if end - start > 1:
        return True
    beside_course = before_course(marked, end - 1) or (start and marked.marks[start - 1] == COURSE)
    return bool(flags[0] & (lexicon.CALLED | lexicon.LINK)) and not beside_course


def _has_no_capital(word: str) -> bool:
    return word == word.lower()


def _is_only_a_name(flag: int) -> bool:
    """Return whether the word means nothing but a particle of names: van, ben."""
    return bool(flag & lexicon.LINK) and not flag & lexicon.GRAMMAR

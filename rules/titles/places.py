"""Whether a word means what the lexicon says, or is a piece of a name: its place in the title tells.

"Mentor" is a role before ": Paul", and a first name in "Mentor Krasniqi"; "Do" links nothing at the
end of "Minh Do". What is written like the name beside it and has no place of its own is given back
to the name; with a doubt where a person would hesitate too, so that no name is cut for sure.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.titles import lexicon
from rules.titles.marks import (
    COURSE,
    FREE,
    NOISE,
    Marked,
    announced,
    before_course,
    is_initial,
    is_titled,
)
from rules.titles.nameless import settle_without_name
from rules.titles.names import is_small
from rules.titles.words import CUT, GLUE, Words

_JOINS = lexicon.LINK | lexicon.SPLIT
_NAMES_A_THING = lexicon.NOUN | lexicon.NAME_NEXT | lexicon.COURSE_NEXT


@dataclass(frozen=True, slots=True)
class _Span:
    """Words `start` to `end` (excluded) without a separator or a known course among them; the name
    in them goes from `first` to `last`, has `count` words, and begins with capitals if `big`.
    """

    start: int
    end: int
    first: int
    last: int
    count: int
    big: bool


def settle_places(marked: Marked) -> None:
    """Give back to names what was taken for noise without standing where noise stands."""
    for start, end in _stretches(marked):
        flags = marked.words.flags
        own = [
            at for at in range(start, end) if marked.marks[at] == FREE and not flags[at] & _JOINS
        ]
        if not own:
            settle_without_name(marked, start, end)
        elif len(own) < end - start:
            big = any(not is_small(marked.words.words[at]) for at in own)
            count = sum(at == own[0] or marked.words.kinds[at] != GLUE for at in own)
            span = _Span(start, end, own[0], own[-1], count, big)
            _before(marked, span)
            _among(marked, span)
            _after(marked, span)


def _stretches(marked: Marked) -> list[tuple[int, int]]:
    found, start = [], 0
    for at, kind in enumerate(marked.words.kinds):
        course = marked.marks[at] == COURSE
        if at and (kind >= CUT or course or marked.marks[at - 1] == COURSE):
            if start < at and marked.marks[start] != COURSE:
                found.append((start, at))
            start = at
    if start < len(marked.marks) and marked.marks[start] != COURSE:
        found.append((start, len(marked.marks)))
    return found


# Before the name.


def _before(marked: Marked, span: _Span) -> None:
    """Go from the name towards the start and give words back to it, up to one that leads to a name."""
    for at in range(span.first - 1, span.start - 1, -1):
        if marked.is_noise(at):
            if _leads(marked, span, at):
                if at + 1 == span.first and _may_be_first(marked, span, at):
                    marked.doubtful.add(span.first)
                return
            marked.give_back(at, sure=_surely_first(marked, span, at))


def _leads(marked: Marked, span: _Span, at: int) -> bool:
    words = marked.words
    flag = words.flags[at]
    if flag & (lexicon.NUMBER | lexicon.CIVIL) or (span.big and is_small(words.words[at])):
        return True
    if announced(words, at) or is_initial(words, at):
        return False
    if flag & lexicon.CORE:
        return True
    if flag & lexicon.LINK and not flag & lexicon.FIRST:
        return _link_leads(marked, span, at)
    dated = at > span.start and flag & lexicon.MONTH and words.keys[at - 1].isdigit()
    noun = not flag & (lexicon.CALLED | lexicon.OTHER_NEXT | _JOINS)
    return bool(dated or (noun and _starts_like_name(marked, span)))


def _may_be_first(marked: Marked, span: _Span, at: int) -> bool:
    """Return whether an adjective written like the one word of the name may be somebody's first name:
    "Urgent Dupont".
    """
    flag, pair = marked.words.flags[at], marked.words.words[at : at + 2]
    noun = flag & (_NAMES_A_THING | lexicon.NUMBER | lexicon.CIVIL) or not flag & lexicon.CORE
    if noun or span.count > 1 or marked.words.keys[at] in lexicon.NAME_HEADS:
        return False
    return is_small(pair[0]) == is_small(pair[1]) and is_titled(pair[0]) == is_titled(pair[1])


def _starts_like_name(marked: Marked, span: _Span) -> bool:
    """Return whether the name is whole without what stands before it: a first name and more."""
    more = span.count > 1 and not marked.is_noise(span.first + 1)
    return more and bool(marked.words.flags[span.first] & lexicon.FIRST)


def _link_leads(marked: Marked, span: _Span, at: int) -> bool:
    """Return whether a linking word leads to the name: "Soutenance de Marie", "SOUTENANCE DE DUPONT";
    "P7 De Luca" is somebody's name.
    """
    words = marked.words
    if is_titled(words.words[at]) and span.big:
        return False
    noun = at > span.start and words.flags[at - 1] & lexicon.NOUN
    return bool(noun or words.flags[span.first] & lexicon.FIRST)


def _surely_first(marked: Marked, span: _Span, at: int) -> bool:
    words = marked.words
    flag = words.flags[at]
    if announced(words, at) or is_initial(words, at):
        return True
    if flag & _JOINS:
        given = words.flags[span.first] & lexicon.FIRST
        return not given and (bool(flag & lexicon.SPLIT) or is_titled(words.words[at]))
    return bool(flag & lexicon.CALLED) and span.count == 1


# Inside the name.


def _among(marked: Marked, span: _Span) -> None:
    """Settle the words between two words of a name: one alone belongs to it, unless something speaks for
    a place of its own.
    """
    at = span.first + 1
    while at < span.last:
        start = at
        while at < span.last and marked.is_noise(at):
            at += 1
        if at == start:
            at += 1
        elif at - start == 1:
            _between(marked, span, start)
        elif not _is_aside(marked, span, start, at):
            marked.doubtful.update((start - 1, at))


def _between(marked: Marked, span: _Span, at: int) -> None:
    flags, sure = marked.words.flags, False
    if _is_aside(marked, span, at, at + 1):
        return
    whole = at - span.first > 1
    if flags[at] & (lexicon.NUMBER | lexicon.CORE) or (flags[at] & lexicon.OTHER_NEXT and whole):
        marked.doubtful.add(at - 1)
        return
    if flags[at] & lexicon.SPLIT:
        if flags[at + 1] & (lexicon.HINT | lexicon.SUBJECT):
            if not whole:
                marked.doubtful.add(at - 1)
            return
        sure = span.count < 3
    marked.give_back(at, sure=sure or announced(marked.words, span.first))


def _is_aside(marked: Marked, span: _Span, start: int, end: int) -> bool:
    """Return whether these words are written small beside a name in capitals, or follow a whole name."""
    small = all(is_small(marked.words.words[at]) for at in range(start, end))
    if small and (span.big or end - start > 1):
        return True
    told = lexicon.CORE | lexicon.NUMBER | lexicon.CIVIL
    return start - span.first > 1 and any(marked.words.flags[at] & told for at in range(start, end))


# After the name.


def _after(marked: Marked, span: _Span) -> None:
    """Go from the name towards the end and give words back to it; from one that follows a name on, all is
    noise.
    """
    for at in range(span.last + 1, span.end):
        if _follows(marked, span, at):
            for rest in range(at, span.end):
                marked.marks[rest] = NOISE
            if _is_missed(marked, span, at):
                marked.doubtful.add(span.last)
            return
        marked.give_back(at, sure=_surely_last(marked, span, at))


def _follows(marked: Marked, span: _Span, at: int) -> bool:
    words = marked.words
    flag, last = words.flags[at], at + 1 == span.end
    if flag & (lexicon.NUMBER | lexicon.CIVIL) or (span.big and is_small(words.words[at])):
        return True
    if is_initial(words, at):
        return not last and bool(words.flags[at + 1] & lexicon.NUMBER)
    if flag & _JOINS:
        return _link_follows(marked, span, at)
    if flag & lexicon.CORE:
        return span.count > 1 or not last or before_course(marked, at)
    headed = at + 1 < len(words.gaps) and ":" in words.gaps[at + 1]
    counted = not last and _is_counted(words, at)
    return counted or bool(headed and flag & lexicon.OTHER_NEXT)


def _is_counted(words: Words, at: int) -> bool:
    """Return whether a number makes the word no name: "Mars 2026", "Projet 7", "Second passage"; "Jean
    Mars P7" has a surname.
    """
    flag, after = words.flags[at], words.flags[at + 1]
    if flag & lexicon.MONTH:
        return words.keys[at + 1].isdigit()
    if flag & lexicon.CALLED:
        return bool(after & lexicon.PROCESS)
    return bool(after & (lexicon.NUMBER | lexicon.PROCESS))


def _link_follows(marked: Marked, span: _Span, at: int) -> bool:
    """Return whether a linking word leads from the name to what comes next, as "en" to a course."""
    word, flag = marked.words.words[at], marked.words.flags[at]
    grammar = bool(flag & (lexicon.GRAMMAR | lexicon.SPLIT))
    if at + 1 == span.end and not before_course(marked, at):
        return False
    if not grammar or (is_titled(word) and span.big):
        return False
    return marked.words.keys[at] in lexicon.TO_COURSE or at + 1 < span.end


def _is_missed(marked: Marked, span: _Span, at: int) -> bool:
    """Return whether the one word that is left of the name may have lost its surname: "MINH EN DA
    PYTHON".
    """
    written_alike = is_small(marked.words.words[at]) != span.big
    told = marked.words.flags[at] & (lexicon.NUMBER | lexicon.CIVIL | lexicon.CORE)
    return written_alike and not told and span.count == 1


def _surely_last(marked: Marked, span: _Span, at: int) -> bool:
    words = marked.words
    flag, word = words.flags[at], words.words[at]
    if announced(words, span.start) or is_initial(words, at):
        return True
    if not flag & _JOINS:
        return bool(flag & lexicon.CALLED) and span.count == 1
    if not flag & (lexicon.GRAMMAR | lexicon.SPLIT):
        return True
    if at + 1 < span.end or before_course(marked, at):
        return False
    return span.count == 1 or (span.big and is_titled(word))

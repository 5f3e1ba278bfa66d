"""A title's words with what each is taken for, and what the words beside one say of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.titles import lexicon
from rules.titles.names import is_small
from rules.titles.words import CUT, Words

FREE = 0
NOISE = 1
COURSE = 2


@dataclass(slots=True)
class Marked:
    """The words of a title with what each is taken for. `doubtful`: words of names that may have
    lost a word, or have one too many.
    """

    words: Words
    marks: list[int]
    doubtful: set[int] = field(default_factory=set)

    def is_noise(self, at: int) -> bool:
        return self.marks[at] == NOISE

    def give_back(self, at: int, *, sure: bool) -> None:
        """Give this word back to the name beside it."""
        self.marks[at] = FREE
        if not sure:
            self.doubtful.add(at)


def announced(words: Words, at: int) -> bool:
    """Return whether the word before says that a person's name follows: "M. …", "Étudiant : …"."""
    if at == 0:
        return False
    before = words.flags[at - 1]
    if before & lexicon.CIVIL:
        return words.kinds[at] < CUT
    head = before & lexicon.NAME_NEXT or words.keys[at - 1] in lexicon.NAME_HEADS
    return bool(head) and (words.kinds[at] < CUT or ":" in words.gaps[at])


def before_course(marked: Marked, at: int) -> bool:
    """Return whether the known course follows this word with nothing between them."""
    after = at + 1
    return (
        after < len(marked.marks)
        and marked.marks[after] == COURSE
        and marked.words.kinds[after] < CUT
    )


def is_initial(words: Words, at: int) -> bool:
    """Return whether the word is a single capital from A to Z."""
    word = words.words[at]
    return len(word) == 1 and word.isascii() and word.isupper()


def is_titled(word: str) -> bool:
    """Return whether a word begins with a capital and goes on small: what nobody does to a "de"."""
    return not is_small(word) and (len(word) == 1 or not word.isupper())

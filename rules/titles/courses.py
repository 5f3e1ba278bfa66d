"""The courses (*parcours*) of the school, and how one is recognised in the words of a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rules.titles.lexicon import FILLERS, SAME
from rules.titles.words import keys_of

SHORTEST_CORRECTED = 5  # letters of a word in which a typing error is forgiven


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its name as the school writes it, and the other ways in which people write it.
    `projects`: the names of its own, where labels do not tell whose they are.
    """

    name: str
    aliases: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


class Found(NamedTuple):
    """A course found in words `start` to `end` (excluded), by a phrase of `words` words.
    `others`: a different course is named just as clearly.
    """

    start: int
    end: int
    course: Course
    words: int
    others: bool


# Sources: the school's public catalogue of courses, and what people write instead.
SHIPPED: tuple[Course, ...] = (
    Course(
        "Développeur d’application Python",
        (
            "DA Python",
            "D A Python",
            "DAP",
            "DAPy",
            "DA Py",
            "Dév Python",
            "Python",
            "DA Python Django",
        ),
    ),
    Course(
        "Développeur d’application Java/JEE",
        (
            *("DA Java/JEE", "DA Java", "D A Java", "DA JEE", "DAJ", "DAJEE", "Java/JEE", "JEE"),
            *("Dév application Java", "Dév application JEE", "Dév Java/JEE", "Dév Java", "Dév JEE"),
            *("Java EE", "Dév Java EE", "DA Java EE"),
        ),
    ),
    Course(
        "Développeur full-stack Java/Angular",
        (
            *("Dév full-stack Java Angular", "Full-stack Java/Angular", "Fullstack Java/Angular"),
            *("Fullstack Java", "Full-stack Java", "Java/Angular", "Dév Java/Angular", "DFSJA"),
            *("Dév fullstack Java/Angular", "Dév full-stack Java", "Dév fullstack Java"),
            *("Java Angular fullstack", "Java Angular full-stack", "Dév Java Angular full-stack"),
        ),
    ),
    Course(
        "Développeur web",
        ("Dév web", "DW", "Web dev", "Dév web junior", "DWJ", "Dév front et web", "Dév site web"),
    ),
    Course("Intégrateur web", ("Intégrateur", "Intégration web", "Intégrateur web HTML CSS")),
    Course(
        "Chef de projet digital",
        (
            *("CDP digital", "CP digital", "CPD", "CDP", "C D P digital", "Chef projet digital"),
            *(
                "Chef de projet",
                "Chef de projet numérique",
                "CDP numérique",
                "Digital project manager",
            ),
            "Chef de projet web",
        ),
    ),
    Course(
        "Data analyst",
        (
            *(
                "Analyste de données",
                "Analyste data",
                "Analyste données",
                "DA Data",
                "Data analysis",
            ),
            *("Data analytics", "Data analyse", "Dataanalyst", "Analyse de données"),
        ),
    ),
    Course(
        "AI engineer",
        (
            *("Ingénieur IA", "IA engineer", "Ingénieur en intelligence artificielle"),
            *("Artificial intelligence engineer", "Ingénieur intelligence artificielle", "AIE"),
        ),
    ),
)


class _Node:
    """A word of a phrase: the words that may follow, and the course if a phrase ends here."""

    __slots__ = ("below", "course")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.course: Course | None = None


SHORTEST_COMPACT = 6
"""From so many letters a course is also known without its spaces: "dapython"."""


class CourseIndex:
    """Courses ready to be found in the keys of a text. Made once per rulebook."""

    __slots__ = ("_near", "_root", "courses", "vocabulary")

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = tuple(courses)
        self._root = _Node()
        vocabulary: set[str] = set()
        for course in courses:
            for text in (course.name, *course.aliases):
                keys = keys_of(text)
                _plant(self._root, keys, course)
                vocabulary.update(keys)
                if len(keys) > 1 and len("".join(keys)) >= SHORTEST_COMPACT:
                    _plant(self._root, ["".join(keys)], course)
        self.vocabulary = frozenset(vocabulary)
        self._near = _neighbours(self.vocabulary)

    def find(self, keys: Sequence[str]) -> Found | None:
        """Return the course named by most words, the first of several; None if none is named in full."""
        root = self._root.below
        best: Found | None = None
        for at, key in enumerate(keys):
            if key not in root or (best is not None and at < best.end):
                continue
            match = self._longest(keys, at)
            if match and (best is None or match.words > best.words):
                best = match._replace(others=True) if best and _rivals(match, best) else match
            elif match and best and _rivals(best, match):
                best = best._replace(others=True)
        return best

    def _longest(self, keys: Sequence[str], start: int) -> Found | None:
        """Return the longest phrase that begins at `start`."""
        node, course, end, words, depth = self._root, None, start, 0, 0
        for at in range(start, len(keys)):
            below = node.below.get(keys[at])
            if below is None:
                if depth and keys[at] in FILLERS:
                    continue
                break
            node, depth = below, depth + 1
            if node.course:
                course, end, words = node.course, at + 1, depth
        return Found(start, end, course, words, False) if course else None

    def corrected(self, key: str) -> str:
        """Return the word of a course that `key` misspells by one letter, or `key` itself."""
        if len(key) < SHORTEST_CORRECTED or key in self.vocabulary:
            return key
        near = (self._near[form] for form in _forms(key) if form in self._near)
        return next(near, key)


def _rivals(best: Found, other: Found) -> bool:
    """Return whether another course is named elsewhere in the text, just as clearly."""
    return other.course is not best.course and (other.words > 1 or best.words == 1)


def _plant(root: _Node, keys: Iterable[str], course: Course) -> None:
    """Add a phrase; where two courses claim the same one, the first keeps it."""
    node = root
    for key in keys:
        node = node.below.setdefault(key, _Node())
    if node is not root and node.course is None:
        node.course = course


def _neighbours(vocabulary: Iterable[str]) -> dict[str, str]:
    """Return every form that a word of a course and its misspellings have in common, with that word."""
    near: dict[str, str] = {}
    for key in sorted(vocabulary):
        for spelled in (key, *SAME.get(key, "").split()):
            if len(spelled) >= SHORTEST_CORRECTED:
                near.update(dict.fromkeys(_forms(spelled), key))
    return near


def _forms(word: str) -> tuple[str, ...]:
    """Return the word without doubled letters, whole and with each one of its letters left out.

    Two words that differ by a letter too many, too few, wrong or swapped share one of these.
    """
    single = "".join(each for at, each in enumerate(word) if at == 0 or each != word[at - 1])
    return (single, *(single[:at] + single[at + 1 :] for at in range(len(single))))

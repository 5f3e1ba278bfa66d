"""How alike two names of people are: the same, near enough for a question, or not."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final, Literal

Likeness = Literal["same", "near", ""]

ALIKE: Final = 0.86
"""From here on two names are told apart by so few letters that the same person may be meant."""


def likeness(wanted: str, key: str) -> Likeness:
    """Return how a name is like the one that is wanted; both as `rules.twins.name_key` makes them.

    "near": one has all the words of the other (two at least, unless they are all that was asked for),
    or they differ in a letter or two.
    """
    if not wanted or not key:
        return ""
    if wanted == key:
        return "same"
    words, others = set(wanted.split()), set(key.split())
    if words <= others or (len(others) > 1 and others <= words):
        return "near"
    return "near" if SequenceMatcher(None, wanted, key).ratio() >= ALIKE else ""

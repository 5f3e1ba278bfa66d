"""What is said about a card: findings, and the verdict they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rules.history import Hold

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
Severity = Literal["blocks", "warns"]
State = Literal["complete", "incomplete", "not-checked", "suspended"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a mention's check says about one card.

    `mention` is the mention's code, `variant` which of its sentences applies, `values` what fills
    the sentence (texts, or values that `rules.formatting` knows how to write in each language).
    Sentences are written when they are asked for (`rules.formatting.say`), because most are never read.
    """

    mention: str
    severity: Severity
    variant: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        return self.severity == "blocks"


@dataclass(frozen=True, slots=True)
class Student:
    """What the forgiving reader understood of the card: a name, a course, and how sure it is (0 to 1).

    `name_sure`: the name was read without a doubt; it is whole, and nobody else's.
    """

    name: str | None
    course: str | None
    confidence: float
    name_sure: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one card. `why` says why a card is not checked or which hold applies."""

    state: State
    student: Student | None = None
    findings: tuple[Finding, ...] = ()
    why: str = ""
    hold: Hold | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the mentions that block, in the order in which they are told."""
        return tuple(each.mention for each in self.findings if each.blocks)

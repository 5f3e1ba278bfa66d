"""What a card must carry: one module a mention, all of the same shape, in the order they are told.

A mention is a module with its code, the kinds of board it applies to, its usual severity, its
short name and its rule in words, the sentences of its variants, and `check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from rules.bilingual import Sentence, Template
from rules.card import Card, Kind
from rules.mentions import (
    details,
    due,
    label,
    member,
    notice,
    past,
    sealed_date,
    student,
    twin,
)
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

__all__ = ["CODES", "MENTIONS", "Case", "Mention"]


class Mention(Protocol):
    """The shape of a mention's module; its constants are written as constants are."""

    @property
    def CODE(self) -> str: ...  # noqa: N802
    @property
    def KINDS(self) -> tuple[Kind, ...]: ...  # noqa: N802
    @property
    def SEVERITY(self) -> Severity: ...  # noqa: N802
    @property
    def LABEL(self) -> Mapping[Kind, Sentence]: ...  # noqa: N802
    @property
    def RULE(self) -> Mapping[Kind, Sentence]: ...  # noqa: N802
    @property
    def SENTENCES(self) -> Mapping[str, Template]: ...  # noqa: N802

    def check(self, card: Card, case: Case) -> Finding | None:
        """Return what is wrong with the card for this mention, or None. Pure, and quick: no sentences."""
        ...


_IN_ORDER: Final[tuple[Mention, ...]] = (
    student,
    label,
    due,
    member,
    past,
    notice,
    details,
    twin,
    sealed_date,
)

MENTIONS: Final[Mapping[str, Mention]] = MappingProxyType({each.CODE: each for each in _IN_ORDER})
CODES: Final = tuple(MENTIONS)

"""What is said of a card that carries nothing of what a requirement asks for: what pages show beforehand."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from rules.bilingual import Told
from rules.card import Card
from rules.formatting import say
from rules.requirements.check import check
from rules.rulebook.requirements import Requirement
from rules.verdict import Language

_BARE: Final = Card("0" * 24, "", "0" * 24, "0" * 24)


def said_of_nothing(asked: Requirement, language: Language) -> Told | None:
    """Return it in words; None where even such a card has what is asked for."""
    finding = check(_BARE, asked)
    return say(finding, language, UTC) if finding is not None else None

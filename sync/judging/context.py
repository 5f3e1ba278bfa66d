"""What judging a card needs beside the card: the settings."""

from __future__ import annotations

from dataclasses import dataclass

from rules.rulebook.values import InForce, Rulebook
from rules.verdict import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """What judging needs of the settings: rules in force, language, address and secret of links."""

    rules: InForce
    language: Language = "fr"
    public_url: str = ""
    secret: str = ""

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force now."""
        return self.rules()

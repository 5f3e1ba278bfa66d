"""What the pages and endpoints of the Power-Up need of the rest of Greffier."""

from __future__ import annotations

from dataclasses import dataclass

from rules.rulebook_values import Rulebook
from rules.verdict import Language
from sync.db import Database


@dataclass(frozen=True, slots=True)
class PowerUp:
    """The parts of one process. `library` is the address of Trello's client library."""

    database: Database
    rulebook: Rulebook
    language: Language
    secret: str
    api_url: str
    library: str

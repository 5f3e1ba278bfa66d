"""What `greffier doctor` says: each thing that must hold, what was found, and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language

Status = Literal["ok", "warn", "fail"]
MARKS: Final[dict[Status, str]] = {"ok": "✓", "warn": "!", "fail": "✗"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold. `text` is what was found, `remedy` what to do about it."""

    code: str
    status: Status
    text: str
    remedy: str = ""


Found = Mapping[str, tuple[Sentence, Sentence | None]]
"""What may be found by the look at one area, in both languages, each with its remedy."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Says what was found in one language: `code` names the sentence, with its remedy."""

    language: Language
    found: Found

    def ok(self, area: str, code: str, **values: Any) -> Check:
        """Say that it holds."""
        return self._check("ok", area, code, values)

    def warn(self, area: str, code: str, **values: Any) -> Check:
        """Say that it holds for now, or that somebody should know."""
        return self._check("warn", area, code, values)

    def fail(self, area: str, code: str, **values: Any) -> Check:
        """Say that it does not hold."""
        return self._check("fail", area, code, values)

    def _check(self, status: Status, area: str, code: str, values: dict[str, Any]) -> Check:
        text, remedy = self.found[code]
        return Check(
            area,
            status,
            fill(text, self.language, values),
            fill(remedy, self.language, values) if remedy is not None else "",
        )

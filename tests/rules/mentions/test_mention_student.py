"""The mention `student`: blocks what is surely missing, asks about the rest, says what it read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from titles_builders import read, table

from rules.card import Card
from rules.formatting import say
from rules.mentions import student
from rules.verdict import LANGUAGES, Finding

BLOCKING = {"empty", "nothing", "one-word", "no-name", "no-course"}
PARIS = ZoneInfo("Europe/Paris")


def _check(title: str, severity: str = "blocks", desc: str = "") -> Finding | None:
    case: Any = SimpleNamespace(reading=read(title, desc), severity=lambda _code: severity)
    return student.check(Card("65f000000000000000000001", title, "list", "board"), case)


@pytest.mark.parametrize(("outcome", "title"), [row[:2] for row in table()])
def test_the_finding_fits_what_was_read(outcome: str, title: str) -> None:
    finding = _check(title)
    if outcome == "sure":
        assert finding is None
    else:
        assert finding is not None
        assert finding.variant == outcome
        assert finding.blocks == (outcome in BLOCKING)


def test_an_empty_title_is_told_as_such() -> None:
    finding = _check(" \u00a0\t")
    assert finding is not None
    assert (finding.variant, finding.severity) == ("empty", "blocks")


def test_the_rulebook_may_let_what_is_missing_warn() -> None:
    finding = _check("Marie Dupont", severity="warns")
    assert finding is not None
    assert (finding.variant, finding.severity) == ("no-course", "warns")


def test_a_doubt_warns_whatever_the_rulebook_says() -> None:
    for title in ("Fix login bug", "Marie Dupont – Devlopeur web", "Zan Kor – Tol Mir"):
        finding = _check(title)
        assert finding is not None
        assert finding.severity == "warns"


def test_the_missing_course_is_told_with_the_name_that_was_read() -> None:
    finding = _check("DUPONT Marie")
    assert finding is not None
    told = say(finding, "fr", PARIS)
    assert told.message == "Le parcours n’est pas indiqué."
    assert "Marie Dupont" in told.read
    assert told.expected == "Prénom Nom – Parcours"
    assert "«\u00a0Marie Dupont – DA Python\u00a0»" in told.fix
    assert "Marie Dupont" in say(finding, "en", PARIS).read


def test_a_doubt_is_told_as_something_to_confirm() -> None:
    finding = _check("Marie Dupont – DA Pyhton")
    assert finding is not None
    told = say(finding, "fr", PARIS)
    assert told.message.startswith("À confirmer\u00a0:")
    assert "Développeur d’application Python" in told.read


def test_every_variant_can_be_told_in_both_languages() -> None:
    titles = {outcome: title for outcome, title, _, _ in table()} | {"empty": ""}
    assert titles.keys() - {"sure"} == student.SENTENCES.keys()
    for outcome, title in titles.items():
        finding = _check(title)
        for language in LANGUAGES if finding else ():
            told = say(finding, language, PARIS)  # type: ignore[arg-type]
            assert all((told.message, told.read, told.expected, told.fix)), outcome
            assert "{" not in told.message + told.read + told.expected + told.fix


def test_braces_in_a_title_are_only_text() -> None:
    finding = _check("{name} {0} bug")
    assert finding is not None
    assert "{name}" in say(finding, "fr", PARIS).read

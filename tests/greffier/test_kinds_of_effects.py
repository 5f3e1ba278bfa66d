"""Every kind of effect is complete: words, a group, a way back or why there is none, everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any

import pytest

import greffier.composition
from rules.bilingual import Sentence
from rules.verdict import LANGUAGES
from sync.effects.kind import UNDO, at_once
from sync.effects.kinds import GROUPS, KINDS, Kind, Stays, kind_of, names_in, register, words_of
from sync.reports.receipt_texts import ReceiptTexts

PROJECT = Path(greffier.composition.__file__).parent.parent
CODE = ("greffier", "webhooks", "powerup", "mentoring", "sync", "rules", "bench")
HOMES = ("sync/effects/kinds/", "mentoring/effects/")

STORED = """
AcceptCard AcceptDate AcceptTwins AddChecklist AddDetails AddMember ArchiveCard AssignValidator
AttachLink BreakSeal Conditional CreateCard EditComment EraseStudent FollowUp ForgetOutcome
GiveChecklist GiveLabel LiftHold MoveCard Outcome PauseBoard PutBack Reasons Remind Replay
RestoreDate ResumeBoard SealDate SetDue SetField SetLabel SetMode SetRules SetStart SetTitle
Suspend TakeOver WriteComment
"""
"""What stands in databases: a kind may be added, none may be renamed."""

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def _sentences(kind: Kind) -> Iterator[Sentence]:
    yield kind.words
    yield kind.back.why if isinstance(kind.back, Stays) else kind.back.words
    yield from kind.values.values()


def _commands(kind: Kind) -> list[str]:
    return [kind.name] if isinstance(kind.back, Stays) else [kind.name, kind.undone_as]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_what_databases_hold_has_its_kind() -> None:
    assert set(STORED.split()) <= KINDS.keys()


@every_kind
def test_a_kind_is_told_in_both_languages_with_its_way_back_or_why_there_is_none(
    kind: Kind,
) -> None:
    for each in _sentences(kind):
        assert each.fr.strip() and each.en.strip()
        assert _places(each.fr) == _places(each.en) <= {"from", "to", "note"}
        assert not each.fr.endswith(".") and not each.en.endswith(".")


@every_kind
def test_why_it_stays_is_a_clause_that_can_follow_because(kind: Kind) -> None:
    if isinstance(kind.back, Stays):
        first = kind.back.why.fr.partition(" ")[0]
        assert first.islower() and not first.endswith("ez")


@every_kind
def test_a_kind_and_its_undoing_have_a_group_in_the_journal(kind: Kind) -> None:
    assert kind.group in GROUPS
    assert names_in(kind.group) >= set(_commands(kind))


@every_kind
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_receipt_is_told_by_a_code(kind: Kind, language: Any) -> None:
    teller = ReceiptTexts({"l1": "Propositions"}, UTC, language)
    at = datetime(2026, 3, 2, tzinfo=UTC).isoformat()
    for command in _commands(kind):
        for values in ({"list": "l1"}, {"value": at}, {}):
            told = SimpleNamespace(command=command, before=values, after=values, note="")
            what = teller.what(told)
            assert what[:1].islower()
            assert command not in what and "{" not in what
            assert what != words_of("Unheard").in_(language)


def test_what_another_version_did_is_told_all_the_same() -> None:
    assert kind_of("Unheard") is kind_of("UndoUnheard") is kind_of("UndoSetTitle") is None
    assert words_of("UndoUnheard") == words_of("Unheard")


def test_a_name_is_given_once() -> None:
    kind = next(iter(KINDS.values()))
    register(kind)
    other = Kind(kind.name, "moves", kind.words, kind.back, at_once)
    with pytest.raises(ValueError, match=kind.name):
        register(other)


def _named_in(path: Path) -> Iterator[str]:
    """Where this file names a kind by a string; what people read is no name."""
    tree = ast.parse(path.read_text())
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    texts = [x for x in calls if isinstance(x.func, ast.Name) and x.func.id == "Sentence"]
    read = {id(argument) for each in texts for argument in each.args}
    for node in ast.walk(tree):
        told = node.value if isinstance(node, ast.Constant) and id(node) not in read else None
        if isinstance(told, str) and told.removeprefix(UNDO) in KINDS:
            yield f"{path.relative_to(PROJECT)}:{node.lineno} {told}"


def test_a_kind_is_named_at_home_alone() -> None:
    files = [each for folder in CODE for each in sorted((PROJECT / folder).rglob("*.py"))]
    away = [x for x in files if not str(x.relative_to(PROJECT)).startswith(HOMES)]
    assert len(away) > 200
    assert [each for path in away for each in _named_in(path)] == []

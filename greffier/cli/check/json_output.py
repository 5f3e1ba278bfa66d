"""`greffier check --format json`: the contract that other programs rely on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import tzinfo

from greffier.cli.check.judge import Judged, JudgedBoard
from rules.formatting import say
from rules.verdict import Finding, Language, Student


def as_json(boards: Sequence[JudgedBoard], language: Language, *, ascii_only: bool = False) -> str:
    """Return one object with all boards, every card of each; sentences in that language."""
    whole = {"boards": [board_to_json(each, language) for each in boards]}
    return json.dumps(whole, ensure_ascii=ascii_only, indent=2)


def board_to_json(judged: JudgedBoard, language: Language) -> dict[str, object]:
    """Return one board with every card of it; sentences in that language."""
    lists = {each.id: each.name for each in judged.board.lists}
    return {
        "id": judged.board.id,
        "name": judged.board.name,
        "kind": judged.kind,
        "cards": [card_to_json(each, lists, judged.zone, language) for each in judged.cards],
        "summary": _summary(judged),
    }


def card_to_json(
    judged: Judged, lists: Mapping[str, str], zone: tzinfo, language: Language
) -> dict[str, object]:
    """Return one card with its verdict. `lists`: names by id."""
    card, verdict = judged.card, judged.verdict
    return {
        "id": card.id,
        "name": card.name,
        "url": card.url,
        "list": lists.get(card.list_id, ""),
        "verdict": verdict.state,
        "student": _student(verdict.student),
        "findings": [_finding(each, zone, language) for each in verdict.findings],
    }


def _student(student: Student | None) -> dict[str, object] | None:
    """Return the student, or null where the card is not checked, or neither a name nor a course was read."""
    if student is None:
        return None
    confidence = round(student.confidence, 2)
    return {"name": student.name, "course": student.course, "confidence": confidence}


def _finding(finding: Finding, zone: tzinfo, language: Language) -> dict[str, object]:
    told = say(finding, language, zone)
    return {
        "mention": finding.mention,
        "severity": finding.severity,
        "message": told.message,
        "read": told.read,
        "expected": told.expected,
    }


def _summary(judged: JudgedBoard) -> dict[str, object]:
    return {
        "complete": judged.in_state("complete"),
        "incomplete": judged.in_state("incomplete"),
        "not_checked": judged.in_state("not-checked"),
        "by_mention": _by_mention(judged),
    }


def _by_mention(judged: JudgedBoard) -> dict[str, int]:
    """Return how many findings each mention has, the commonest first; those without are left out."""
    codes = Counter(each.mention for card in judged.cards for each in card.verdict.findings)
    return dict(codes.most_common())

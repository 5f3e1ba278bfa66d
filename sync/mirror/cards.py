"""From the mirror's normal forms to the values that the rules look at, and findings to JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rules.bilingual import Days
from rules.card import Attachment, Board, Card, Checklist, FieldValue, Label, Member, TrelloList
from rules.verdict import Finding, Student
from sync.mirror.forms import Form


def board_value(form: Form) -> Board:
    """Return the board, from its normal form."""
    return Board(
        id=form["id"],
        name=form["name"],
        url=form["url"],
        lists=tuple(
            TrelloList(key, name, closed, pos) for key, (name, closed, pos) in form["lists"].items()
        ),
        labels=tuple(Label(key, name, color) for key, (name, color) in form["labels"].items()),
    )


def card_value(form: Form, board: Form, members: Mapping[str, tuple[str, str, str]]) -> Card:
    """Return the card, from its normal form and its board's. `members` knows names by member id."""
    return Card(
        id=form["id"],
        name=form["name"],
        list_id=form["list_id"],
        board_id=form["board_id"],
        desc=form["desc"],
        due=form["due"],
        due_written=form["due_written"],
        due_complete=form["due_complete"],
        start=form["start"],
        closed=form["closed"],
        is_template=form["is_template"],
        role=form["role"],
        pos=form["pos"],
        url=form["url"],
        short_link=form["short_link"],
        last_activity=form["last_activity"],
        labels=tuple(_label(key, board) for key in sorted(form["labels"])),
        members=tuple(_member(key, members) for key in sorted(form["members"])),
        attachments=tuple(
            Attachment(key, name, url) for key, (name, url) in sorted(form["attachments"].items())
        ),
        fields=tuple(_fields(form, board)),
        checklists=tuple(
            Checklist(name, len(items), sum(done for _, done in items))
            for _, (name, items) in sorted(form["checklists"].items())
        ),
    )


def _label(label_id: str, board: Form) -> Label:
    name, color = board["labels"].get(label_id, ("", None))
    return Label(label_id, name, color)


def _member(member_id: str, members: Mapping[str, tuple[str, str, str]]) -> Member:
    full_name, username, _ = members.get(member_id, ("", "", ""))
    return Member(member_id, full_name, username)


def _fields(form: Form, board: Form) -> list[FieldValue]:
    found = []
    for key, (value, option) in sorted(form["fields"].items()):
        definition = board["custom_fields"].get(key)
        if definition is None:
            continue
        name, _, options = definition
        text = dict(options).get(option, "") if option else _plain(value)
        if text:
            found.append(FieldValue(name, text))
    return found


def _plain(value: object) -> str:
    """Return the text of Trello's value object, which holds one under the name of its type: `{"number":
    "42"}`.
    """
    if not isinstance(value, Mapping):
        return ""
    return next((str(each) for each in value.values() if each not in (None, "")), "")


def findings_to_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return findings as the verdict table keeps them."""
    return [
        {
            "mention": each.mention,
            "severity": each.severity,
            "variant": each.variant,
            "values": {key: _packed(value) for key, value in each.values.items()},
        }
        for each in findings
    ]


def findings_from_json(data: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Read findings as `findings_to_json` wrote them."""
    return tuple(
        Finding(
            mention=each["mention"],
            severity=each["severity"],
            variant=each["variant"],
            values={key: _unpacked(value) for key, value in each["values"].items()},
        )
        for each in data
    )


def student_to_json(student: Student | None) -> dict[str, Any] | None:
    """Return what was understood of the student, as the verdict table keeps it."""
    if student is None:
        return None
    return {
        "name": student.name,
        "course": student.course,
        "confidence": student.confidence,
        "name_sure": student.name_sure,
    }


def student_from_json(data: Mapping[str, Any] | None) -> Student | None:
    """Read the student as `student_to_json` wrote it."""
    if not data:
        return None
    sure = data.get("name_sure", True)  # verdicts of earlier versions do not say
    return Student(data["name"], data["course"], data["confidence"], sure)


def _packed(value: object) -> Any:
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Days):
        return {"days": value.count}
    if isinstance(value, tuple | list):
        return [_packed(each) for each in value]
    return value


def _unpacked(value: Any) -> object:
    if isinstance(value, dict) and "instant" in value:
        return datetime.fromisoformat(value["instant"])
    if isinstance(value, dict) and "day" in value:
        return date.fromisoformat(value["day"])
    if isinstance(value, dict) and "days" in value:
        return Days(value["days"])
    if isinstance(value, list):
        return tuple(_unpacked(each) for each in value)
    return value

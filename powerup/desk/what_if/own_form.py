"""The school's own requirements in the tab "Et si…": as a form, and what a draft makes of them in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from powerup.desk.what_if import own_texts as texts
from rules.editing.parse import RulebookError
from rules.formatting import label
from rules.requirements.absent import Absent, told
from rules.requirements.bare import said_of_nothing
from rules.requirements.sentences import rule_text
from rules.rulebook.requirements import SEVERITIES, USUAL_LISTS, Requirement
from rules.rulebook.values import BoardRules, Rulebook
from rules.verdict import Language
from sync.mirror.forms import Form

Json = dict[str, Any]

_PLACE: Final = re.compile(r"requirements\[(\d+)\]\.?(.*)")


def requirements_form(
    tables: Mapping[str, Any],
    rulebook: Rulebook,
    boards: Sequence[tuple[BoardRules, Form | None]],
    checklists: Iterable[str],
    language: Language,
) -> Json:
    """Return what the form needs: the tables in force, what may be chosen, and the names that boards have."""
    names = {rules.name: form["name"] for rules, form in boards if form is not None}
    forms = [form for _, form in boards if form is not None]
    return {
        "value": [_as_lists(each) for each in tables.get("requirements") or ()],
        "told": requirements_told(rulebook, language),
        "boards": [[name, names.get(name, name)] for name in rulebook.boards],
        "lists": [[key, sentence.in_(language)] for key, sentence in texts.LISTS.items()],
        "usual": list(USUAL_LISTS),
        "severities": [[each, texts.SEVERITIES[each].in_(language)] for each in SEVERITIES],
        "needs": [[key, sentence.in_(language)] for key, sentence in texts.NEEDS.items()],
        "tests": [[key, sentence.in_(language)] for key, sentence in texts.TESTS.items()],
        "attachments": [[key, told.in_(language)] for key, told in texts.ATTACHMENTS.items()],
        "known": {
            "field": _once(name for form in forms for name, _, _ in form["custom_fields"].values()),
            "label": _once(name for form in forms for name, _ in form["labels"].values()),
            "list": _once(
                name for form in forms for name, gone, _ in form["lists"].values() if not gone
            ),
            "checklist": _once(checklists),
        },
    }


def _as_lists(table: Mapping[str, Any]) -> Json:
    """Return the table with boards and lists as arrays: a single one may be written without."""
    single = {key: [table[key]] for key in ("boards", "lists") if isinstance(table.get(key), str)}
    return {**table, **single}


def _once(names: Iterable[str]) -> list[str]:
    return sorted({each for each in names if each}, key=str.casefold)


def requirements_told(rulebook: Rulebook, language: Language) -> list[Json]:
    """Return for each requirement, in the file's order, what the pages and a bare card say of it."""
    return [_told(each, language) for each in rulebook.requirements]


def _told(asked: Requirement, language: Language) -> Json:
    own = said_of_nothing(asked, language)
    return {
        "code": asked.code,
        "label": label(asked.code, "", language),
        "rule": rule_text(asked, language),
        "said": own.message if own is not None else "",
        "fix": own.fix if own is not None else "",
    }


def lacking(absent: Iterable[Absent], rules: BoardRules, language: Language) -> list[str]:
    """Return what the requirements of a board name and it has not, with what to do."""
    lines = (told(each, rules, language) for each in absent)
    return [texts.LACKING.in_(language).format(what=what, remedy=remedy) for what, remedy in lines]


def field_problems(error: RulebookError) -> list[Json]:
    """Return the problems that belong beside a field of the form: `at` counts requirements from 0."""
    found = ((_PLACE.fullmatch(path), text) for path, text in error.places)
    return [
        {"at": int(place[1]) - 1, "key": place[2], "text": text} for place, text in found if place
    ]


def other_problems(error: RulebookError, fields: Sequence[Json], language: Language) -> list[str]:
    """Return the problems that stand beside no field, and one sentence for all those that do."""
    beside = [f"{path}: {text}" for path, text in error.places if _PLACE.fullmatch(path)]
    others = [each for each in error.problems if not each.endswith(tuple(beside))]
    if not fields:
        return others
    sentence = texts.TO_CORRECT[len(fields) > 1].in_(language)
    return [*others, sentence.format(count=len(fields))]

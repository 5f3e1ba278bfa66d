"""The rules as the form of the tab shows them: fields, each with its value in the rules in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any, Final

from powerup.desk.what_if import texts
from rules.bilingual import Days, Sentence
from rules.editing.diff import BY_NAME, RETURNS
from rules.editing.draft import Change
from rules.editing.parse import default_severities
from rules.formatting import duration, fill, in_words, joined, label, rule
from rules.mentions import MENTIONS
from rules.mentions.notice import CODE as NOTICE
from rules.projects import reads_as_project
from rules.rulebook.values import USUAL_NOTICE, WEIGHTS, BoardRules, Notice, Rulebook, Weight
from rules.titles.courses import SHIPPED
from rules.verdict import Language
from sync.mirror.forms import Form

Json = dict[str, Any]

_UNITS: Final = (("h", 3600), ("m", 60), ("s", 1))


@dataclass(frozen=True, slots=True)
class FormOf:
    """Writes the fields of one scope: of a board (`rules`, with its `form`), or of all boards (None). `text`:
    the tables of the rulebook's TOML.
    """

    text: Mapping[str, Any]
    rulebook: Rulebook
    language: Language
    rules: BoardRules | None = None
    form: Form | None = None

    def scope(self) -> Json:
        """Return the scope with its groups of fields."""
        groups = []
        if self.rules is None or self.rules.is_school:
            groups += [(texts.CARRIES, self._weights()), (texts.NOTICE, self._notice())]
        if self.rules is None:
            groups.append((texts.COURSES, [self._courses()]))
        else:
            groups.append((texts.PATIENCE, self._patience(self.rules)))
        if self.rules is not None and self.rules.is_school:
            groups.append((texts.LABELS, [self._labels(self.rules)]))
        return {
            "board": self.rules.name if self.rules else None,
            "title": self._title(),
            "groups": [{"title": self._in(title), "fields": each} for title, each in groups],
        }

    def _title(self) -> str:
        if self.rules is None:
            return self._in(texts.ALL_BOARDS)
        return str(self.form["name"]) if self.form else self.rules.name

    def _weights(self) -> list[Json]:
        found = []
        for code, mention in MENTIONS.items():
            kind = self.rules.kind if self.rules else mention.KINDS[0]
            if kind not in mention.KINDS:
                continue
            name = label(code, kind, self.language)
            notice = self.rules.notice if self.rules else self.rulebook.notices[kind]
            options = self._weight_options(code)
            field = self._field(f"mentions.{code}.severity", "choice", name, options=options)
            found.append({**field, "hint": rule(code, kind, notice, self.language)})
        return found

    def _weight_options(self, code: str) -> list[list[str]]:
        usual: Weight = default_severities()[code]
        sentence = texts.AS_SHIPPED
        if self.rules is not None:
            usual, sentence = self.rulebook.severities[code], texts.AS_EVERYWHERE
        told = fill(sentence, self.language, {"value": self._in(texts.WEIGHTS[usual])})
        return [["", told], *([each, self._in(texts.WEIGHTS[each])] for each in WEIGHTS)]

    def _notice(self) -> list[Json]:
        """Return the fields of both limits, in days; an empty one shows the usual value."""
        usual = self._usual_notice()
        fields = (
            ("min_days", texts.MIN_DAYS, usual.min_days),
            ("max_days", texts.MAX_DAYS, usual.max_days or 0),
        )
        return [self._days(key, name, value) for key, name, value in fields]

    def _days(self, key: str, name: Sentence, usual: int) -> Json:
        field = self._field(f"mentions.{NOTICE}.{key}", "days", self._in(name))
        own = field["value"]
        number = own if isinstance(own, int) else usual
        endless = key == "max_days" and not number
        now = self._in(texts.NO_MAX) if endless else in_words(Days(number), self.language, UTC)
        return {**field, "usual": str(usual), "now": now}

    def _usual_notice(self) -> Notice:
        if self.rules is None:
            return USUAL_NOTICE["soutenances"]
        return self.rulebook.notices[self.rules.kind]

    def _patience(self, rules: BoardRules) -> list[Json]:
        waits = (
            ("settle_new", texts.SETTLE_NEW, rules.settle_new),
            ("settle_moved", texts.SETTLE_MOVED, rules.settle_moved),
        )
        fields = [
            {
                **self._field(key, "duration", self._in(name)),
                "value": _short(value),
                "now": duration(value, self.language),
            }
            for key, name, value in waits
        ]
        words = {key: self._in(told) for key, told in RETURNS.items()}
        if not rules.is_school:
            words["mentor"] = self._in(texts.OWN_RETURN)
        options = [[key, told] for key, told in words.items()]
        back = self._field("return", "choice", self._in(texts.RETURN), options=options)
        return [*fields, {**back, "value": rules.return_, "now": words[rules.return_]}]

    def _labels(self, rules: BoardRules) -> Json:
        known = self.form["labels"] if self.form else {}
        named = [(key, name) for key, (name, _) in known.items() if name]
        named.sort(key=lambda each: (not reads_as_project(each[1]), len(each[1]), each[1]))
        field = self._field("project_labels", "labels", self._in(texts.LABELS))
        chosen = [name for key, name in named if key in rules.project_labels]
        return {
            **field,
            "value": list(rules.project_labels),
            "options": [list(each) for each in named],
            "hint": self._in(texts.LABELS_HINT),
            "now": joined(chosen, self.language) or self._in(BY_NAME),
        }

    def _courses(self) -> Json:
        own = self._own("courses") or []
        names = ", ".join(each.name for each in SHIPPED)
        told = joined([str(each.get("name", "")) for each in own], self.language)
        return {
            **self._field("courses", "courses", self._in(texts.COURSES)),
            "value": [
                {
                    "name": each.get("name", ""),
                    "aliases": _list(each.get("aliases")),
                    "projects": _list(each.get("projects")),
                }
                for each in own
            ],
            "hint": fill(texts.COURSES_HINT, self.language, {"names": names}),
            "now": told or self._in(texts.NONE),
        }

    def _field(self, key: str, kind: str, name: str, options: Sequence[Sequence[str]] = ()) -> Json:
        own = self._own(key)
        labels = {each[0]: each[1] for each in options}
        now = labels.get(own if isinstance(own, str) else "", "" if own is None else str(own))
        return {
            "key": key,
            "kind": kind,
            "label": name[:1].upper() + name[1:],
            "value": own,
            "options": options,
            "now": now,
        }

    def _own(self, key: str) -> Any:
        """Return what the text itself says for this key, None where it says nothing."""
        found: Any = self.text
        for each in Change(self.rules.name if self.rules else None, key, None).path:
            found = found.get(each) if isinstance(found, Mapping) else None
        return found

    def _in(self, sentence: Sentence) -> str:
        return sentence.in_(self.language)


def scopes(
    tables: Mapping[str, Any],
    rulebook: Rulebook,
    boards: Sequence[tuple[BoardRules, Form | None]],
    language: Language,
) -> list[Json]:
    """Return the forms of these boards, then the one of all boards. `tables`: the rulebook's TOML, read."""
    of_boards = [FormOf(tables, rulebook, language, rules, form) for rules, form in boards]
    return [each.scope() for each in (*of_boards, FormOf(tables, rulebook, language))]


def _short(value: timedelta) -> str:
    """Return a duration as the rulebook writes it, in the largest unit that fits: "3m"."""
    seconds = int(value.total_seconds())
    unit, size = next((each for each in _UNITS if seconds and seconds % each[1] == 0), ("s", 1))
    return f"{seconds // size}{unit}"


def _list(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return [value] if isinstance(value, str) else []

"""`greffier week --without NAME`: what becomes of the school if that mentor stops tomorrow."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, Final

import click

from greffier.cli.mentor import meant
from greffier.cli.shared.assembly import end
from greffier.composition import Greffier
from mentoring.matching.week.draft_words import WeekWords
from mentoring.matching.week.week_draft import Week
from mentoring.matching.week.without import Stop, Without, look_without, morning
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import day, fill
from sync.clock import now

_NOT_THERE: Final = Sentence(
    "{name} n'est plus sur aucun tableau : il n'y a rien à reprendre.",
    "{name} is on no board any more: there is nothing to take over.",
)
_TITLE: Final = Sentence("Sans {name}, à partir du {day} :", "Without {name}, from {day}:")
_NOTHING: Final = Sentence("personne n'attend rien.", "nobody waits for anything.")
_STUDENT: Final = Sentence("seul : {who} → {person}", "alone: {who} → {person}")
_DEFENCE: Final = Sentence("soutenance : {who} → {person}", "defence: {who} → {person}")
_NOBODY: Final = Sentence("personne", "nobody")
_SESSIONS: Final = Sentence("sessions sans personne : {count}", "sessions without anybody: {count}")


def show_without(parts: Greffier, name: str, form: str) -> None:
    """Print what becomes of the school without this mentor. Nothing is noted. Ends where nobody is meant."""
    rulebook, at, language = parts.rulebook, now(), parts.settings.language
    first = local_date(at, rulebook.timezone) + timedelta(days=1)
    boards = [rules.board for rules in rulebook.boards.values()]
    with parts.database.transaction() as session:
        person = meant(parts, session, name)
        stop = Stop(person.id, morning(first, rulebook.timezone, at), at, boards)
        found = look_without(session, rulebook, stop)
    if found is None:
        end(fill(_NOT_THERE, language, {"name": person.name}), 1)
    words = WeekWords(language, rulebook.timezone)
    if form == "json":
        told = {
            "mentor": found.mentor.username,
            "from": first.isoformat(),
            **_as_json(found, words),
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(fill(_TITLE, language, {"name": found.mentor.name, "day": day(first, language)}))
    for line in _lines(parts, found) or [_NOTHING.in_(language)]:
        click.echo(f"  {line}")


def _as_json(found: Without, words: WeekWords) -> dict[str, Any]:
    sessions = {each.student_id: each.count for each in found.ahead}
    students = _part(found.relays, words)
    for each in students:
        each["transfer"] = each["card"] in found.waiting
        each["sessions"] = sessions.get(each["card"], 0)
    return {
        "students": students,
        "defences": _part(found.holds, words),
        "attends": [each.card_id for each in found.attends],
        "sessions": sum(sessions.values()),
    }


def _part(week: Week, words: WeekWords) -> list[dict[str, Any]]:
    lines = [(x.card, x.mentor.username, " ".join(words.why(x))) for x in week.lines]
    left = [(x.card, None, words.why_nobody(x)) for x in week.left]
    return [
        {"card": card.card_id, "student": card.student, "person": person, "reason": why}
        for card, person, why in [*lines, *left]
    ]


def _lines(parts: Greffier, found: Without) -> list[str]:
    language = parts.settings.language
    nobody = _NOBODY.in_(language)
    told = []
    for sentence, week in ((_STUDENT, found.relays), (_DEFENCE, found.holds)):
        pairs = [(x.card.student, x.mentor.name) for x in week.lines]
        pairs += [(x.card.student, nobody) for x in week.left]
        told += [fill(sentence, language, {"who": who, "person": to}) for who, to in pairs]
    count = sum(each.count for each in found.ahead)
    return [*told, *([fill(_SESSIONS, language, {"count": count})] if count else [])]

"""`greffier doctor`: each thing that must hold, one line each, with its remedy where it does not."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click
from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.doctor import boards, files, local, post, state, trello, webhooks
from greffier.cli.doctor.texts import MARKS, Check, Status, Voice
from greffier.cli.shared.text_table import clean
from greffier.composition import Greffier
from greffier.settings import Settings, SettingsError, environment, read_settings
from rules.bilingual import Sentence
from rules.editing.parse import RulebookError, read_rulebook
from rules.formatting import fill, plural
from rules.verdict import Language
from sync.rulebook.rulebook_file import rulebook_text
from sync.trello.errors import TrelloError

COLOURS: Final[dict[Status, str]] = {"ok": "green", "warn": "yellow", "fail": "red"}
_SUM: Final = Sentence("{right}, {wrong}, {told}.", "{right}, {wrong}, {told}.")
_COUNTS: Final = {
    "fr": (("point en ordre", "points en ordre"), ("à corriger", "à corriger"), ("à savoir",) * 2),
    "en": (("thing right", "things right"), ("to correct",) * 2, ("to know",) * 2),
}


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def doctor(form: str) -> None:
    """Vérifie tout ce qui doit l'être, et dit le remède (code de sortie 1 si un point manque)."""
    found = []
    language = _language()
    for check in _checks(language):
        found.append(check)
        if form == "text":
            _tell(check)
    worst = any(each.status == "fail" for each in found)
    if form == "json":
        shown = {"healthy": not worst, "checks": [asdict(each) for each in found]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _sum_up(found, language)
    raise SystemExit(int(worst))


def _language() -> Language:
    try:
        values = environment()
    except SettingsError:  # the file of settings cannot be read: that is told below
        values = dict(os.environ)
    return "en" if values.get("GREFFIER_LANGUAGE", "").strip().lower() == "en" else "fr"


def _checks(language: Language) -> Iterator[Check]:
    """Do every look, one after the other; what depends on something broken is left out."""
    voice = Voice(language, local.FOUND)
    settings, problems = _settings()
    if problems:
        for problem in problems:
            yield voice.fail("settings", "settings-wrong", problem=problem)
    else:
        yield voice.ok("settings", "settings-right")
    if settings is None:
        return
    parts = Greffier(settings)
    try:
        _take_rules_to_come(parts)
        yield from local.rulebook(parts)
        knows_boards = True
    except RulebookError as error:
        for problem in error.problems:
            yield voice.fail("rulebook", "rulebook-wrong", problem=problem)
        knows_boards = False
    try:
        yield from _looks(parts, knows_boards)
    finally:
        parts.close()


def _take_rules_to_come(parts: Greffier) -> None:
    """Look with the rules that the next start will have: those of the file where it was edited, or
    where the database cannot be asked. Raises `RulebookError` with every problem of the file.
    """
    path, language = parts.settings.rulebook, parts.settings.language
    file = read_rulebook(rulebook_text(path, language), str(path), language)
    try:
        if parts.rules.file_is() != "edited":
            return
    except (SQLAlchemyError, OSError):
        pass  # the database has a look of its own
    parts.__dict__["rules"] = lambda: file


def _settings() -> tuple[Settings | None, list[str]]:
    """Return the settings as far as they can be read, and what is wrong with them."""
    try:
        values = environment()
    except SettingsError as error:
        return None, error.problems
    try:
        return read_settings(values), []
    except SettingsError as error:
        problems = error.problems
    try:
        return read_settings(values, ()), problems
    except SettingsError:
        return None, problems


def _looks(parts: Greffier, knows_boards: bool) -> Iterator[Check]:
    settings, lines = parts.settings, list[trello.Line]()
    yield from local.disk(parts)
    usable = True
    for check in local.database(parts):
        usable = check.status == "ok"
        yield check
    yield from files.files(parts, Path.cwd() / ".env")
    if usable and knows_boards:
        yield from _guarded(parts, lambda: state.state(parts))
    if usable:
        yield from _guarded(parts, lambda: post.mail(parts))
    if settings.may_ask:
        yield from _guarded(parts, lambda: trello.trello(parts, lines))
    if settings.public_url:
        yield from webhooks.public_url(parts)
    if lines and knows_boards:
        yield from _guarded(parts, lambda: boards.boards(parts, lines[0]))
        if settings.public_url:
            yield from _guarded(parts, lambda: webhooks.webhooks(parts, lines[0]))


def _guarded(parts: Greffier, look: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """Do this look; an outage in its midst is one more finding, not the end."""
    language = parts.settings.language
    try:
        yield from look()
    except TrelloError as error:
        voice = Voice(language, trello.FOUND)
        yield voice.fail("trello", "trello-away", url=parts.settings.api_url, why=error)
    except SQLAlchemyError as error:
        voice = Voice(language, local.FOUND)
        yield voice.fail("database", "database-away", why=type(error).__name__)


def _tell(check: Check) -> None:
    coloured = sys.stdout.isatty()
    mark = MARKS[check.status]
    shown = click.style(mark, fg=COLOURS[check.status], bold=True) if coloured else mark
    click.echo(f"{shown} {clean(check.text, 400)}")
    if check.remedy:
        click.echo(f"    → {clean(check.remedy, 600)}")


def _sum_up(found: list[Check], language: Language) -> None:
    right, wrong, told = _COUNTS[language]
    count = {each: sum(one.status == each for one in found) for each in MARKS}
    click.echo("")
    click.echo(
        fill(
            _SUM,
            language,
            {
                "right": plural(count["ok"], *right, language),
                "wrong": plural(count["fail"], *wrong, language),
                "told": plural(count["warn"], *told, language),
            },
        )
    )

"""The rulebook: one TOML text read into values, with every problem told at once."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from rules.bilingual import Sentence
from rules.card import KINDS
from rules.editing.boards import (
    default_board,
    default_severities,
    read_boards,
    read_mentions,
)
from rules.mentions import CODES
from rules.rulebook.channels import read_channels
from rules.rulebook.mentoring import read_mentoring
from rules.rulebook.pay import read_pay
from rules.rulebook.problems import Problems, RulebookError
from rules.rulebook.requirements import check_boards, read_requirements
from rules.rulebook.sessions import read_sessions
from rules.rulebook.toml_table import Table
from rules.rulebook.values import (
    PARIS,
    RESYNC,
    USUAL_NOTICE,
    BoardRules,
    Brake,
    Mode,
    Return,
    Rulebook,
    Weight,
)
from rules.titles.courses import SHIPPED, Course
from rules.verdict import Language

__all__ = [
    "BoardRules",
    "Brake",
    "Mode",
    "Return",
    "Rulebook",
    "RulebookError",
    "Weight",
    "default_board",
    "default_rulebook",
    "default_severities",
    "read_rulebook",
]

_NOT_TOML = Sentence("ce n'est pas du TOML : {why}", "this is not TOML: {why}")
_TOO_DEEP = Sentence(
    "ce n'est pas du TOML : trop de tables l'une dans l'autre ; repartez de celui que `greffier init` écrit.",
    "this is not TOML: too many tables within each other; begin with the one that `greffier init` writes.",
)
_NUL = Sentence(
    "un texte de ce fichier contient le caractère nul (\\u0000), que rien ne peut garder ; retirez-le.",
    "a text of this file holds the NUL character (\\u0000), which nothing can keep; take it out.",
)
_ZONE = Sentence("un fuseau horaire comme Europe/Paris", "a time zone such as Europe/Paris")
_ARRAY = Sentence("des tables ouvertes par [[courses]]", "tables opened by [[courses]]")


def read_rulebook(text: str, source: str = "rulebook.toml", language: Language = "fr") -> Rulebook:
    """Read a rulebook; `source` is its file's name in problems. Raises `RulebookError` with every problem, in
    that language.
    """
    problems = Problems(source, language)
    top = Table(_toml(text, problems), "", problems)
    usual = read_mentions(top.table("mentions"), default_severities(), USUAL_NOTICE)
    keep = top.kept("keep", None)
    requirements = read_requirements(top, CODES)
    boards = read_boards(top.table("boards"), usual, keep, requirements)
    known = {*boards, *(each.kind for each in boards.values()), *KINDS}
    check_boards(requirements, known, top)
    courses, sessions = _courses(top), read_sessions(top.table("sessions"))
    rulebook = Rulebook(
        severities=usual.severities,
        timezone=_zone(top),
        boards=boards,
        courses=courses,
        brake=_brake(top.table("brake")),
        resync_every=_resync(top.table("resync")),
        mentoring=read_mentoring(top),
        sessions=sessions,
        pay=read_pay(top, courses, tuple(sessions.length)),
        channels=read_channels(top.table("channels"), boards),
        notices=usual.notices,
        keep=keep,
        requirements=requirements,
    )
    top.done()
    problems.stop_if_any()
    return rulebook


def default_rulebook() -> Rulebook:
    """Return the rules as they are shipped, without any board."""
    return Rulebook(severities=default_severities())


def _toml(text: str, problems: Problems) -> dict[str, object]:
    try:
        read = tomllib.loads(text.removeprefix("\ufeff"))
        if not _has_nul(read):
            return read
        problems.add("", _NUL)
    except RecursionError:
        problems.add("", _TOO_DEEP)
    except ValueError as error:
        problems.add("", _NOT_TOML, why=str(error))
    raise RulebookError(problems.found)


def _has_nul(value: object) -> bool:
    """Return whether a text in it holds NUL, which TOML can write and no database can keep."""
    if isinstance(value, dict):
        return any(_has_nul(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return any(_has_nul(each) for each in value)
    return isinstance(value, str) and "\x00" in value


def _zone(top: Table) -> ZoneInfo:
    name = top.text("timezone", PARIS.key)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a folder of zones is an OSError
        near = top.problems.nearest(name, sorted(available_timezones()))
        top.problems.wrong("timezone", name, _ZONE, near)
        return PARIS


def _courses(top: Table) -> tuple[Course, ...]:
    """Return the school's courses, and those shipped whose names the school does not use itself."""
    entries = top.take("courses")
    if entries is None:
        return SHIPPED
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        top.problems.wrong("courses", entries, _ARRAY)
        return SHIPPED
    own = [
        _course(Table(each, f"courses[{number}]", top.problems))
        for number, each in enumerate(entries, start=1)
    ]
    names = {each.name.casefold() for each in own}
    return (*own, *(each for each in SHIPPED if each.name.casefold() not in names))


def _course(table: Table) -> Course:
    course = Course(
        name=table.text("name", required=True),
        aliases=table.texts("aliases"),
        projects=table.texts("projects"),
    )
    table.done()
    return course


def _brake(table: Table) -> Brake:
    usual = Brake()
    brake = Brake(
        moves=table.count("moves", usual.moves),
        per=table.duration("per", usual.per, zero=False),
        card_moves=table.count("card_moves", usual.card_moves),
        card_per=table.duration("card_per", usual.card_per, zero=False),
    )
    table.done()
    return brake


def _resync(table: Table) -> timedelta:
    every = table.duration("every", RESYNC, zero=False)
    table.done()
    return every

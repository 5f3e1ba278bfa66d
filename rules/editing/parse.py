"""The rulebook: one TOML text read into values, with every problem told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from rules.bilingual import Sentence
from rules.card import KINDS, Kind
from rules.mentions import CODES, MENTIONS, notice
from rules.rulebook.channels import read_channels
from rules.rulebook.mentoring import read_mentoring
from rules.rulebook.problems import Problems, RulebookError
from rules.rulebook.sessions import read_sessions
from rules.rulebook.toml_table import Table
from rules.rulebook.values import (
    MODES,
    PARIS,
    RESYNC,
    RETURNS,
    USUAL_NOTICE,
    WEIGHTS,
    BoardRules,
    Brake,
    Mode,
    Notice,
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
_TWO_USES = Sentence(
    "la liste {list} sert déjà pour {other} ; une liste n'a qu'un rôle.",
    "the list {list} is already used for {other}; a list has one role only.",
)
_MANAGES = Sentence(
    "{name} est aussi parmi les responsables ; retirez ce nom de l'une des deux listes.",
    "{name} is among the managers too; take that name out of one of the two lists.",
)
_TWICE = Sentence(
    "ce tableau de Trello est déjà celui de {other}.",
    "this Trello board is already that of {other}.",
)
_BACKWARDS = Sentence(
    "{max} jours au plus, mais {min} au moins ; 0 veut dire sans maximum.",
    "{max} days at most, but {min} at least; 0 means without a most.",
)
_ARRAY = Sentence("des tables ouvertes par [[courses]]", "tables opened by [[courses]]")
_ROLES: Final = ("intake", "incomplete", "accepted", "passed", "failed")


def read_rulebook(text: str, source: str = "rulebook.toml", language: Language = "fr") -> Rulebook:
    """Read a rulebook. Raises `RulebookError` with every problem, in that language."""
    problems = Problems(source, language)
    top = Table(_toml(text, problems), "", problems)
    usual = _mentions(top.table("mentions"), default_severities(), USUAL_NOTICE)
    keep = top.kept("keep", None)
    boards = _boards(top.table("boards"), usual, keep)
    rulebook = Rulebook(
        severities=usual.severities,
        timezone=_zone(top),
        boards=boards,
        courses=_courses(top),
        brake=_brake(top.table("brake")),
        resync_every=_resync(top.table("resync")),
        mentoring=read_mentoring(top),
        sessions=read_sessions(top.table("sessions")),
        channels=read_channels(top.table("channels"), boards),
        notices=usual.notices,
        keep=keep,
    )
    top.done()
    problems.stop_if_any()
    return rulebook


def default_severities() -> Mapping[str, Weight]:
    """How much each mention weighs where no rulebook says otherwise."""
    return MappingProxyType({code: mention.SEVERITY for code, mention in MENTIONS.items()})


def default_rulebook() -> Rulebook:
    """The rules as they are shipped, without any board."""
    return Rulebook(severities=default_severities())


def default_board(
    kind: Kind,
    board: str,
    intake: tuple[str, ...],
    incomplete: tuple[str, ...] = (),
    severities: Mapping[str, Weight] | None = None,
) -> BoardRules:
    """The usual rules for a board that no rulebook names."""
    return BoardRules(
        name=kind,
        kind=kind,
        board=board,
        intake=intake,
        incomplete=incomplete,
        severities=severities or default_severities(),
        notice=USUAL_NOTICE[kind],
    )


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
    """Whether a text in it holds NUL, which TOML can write and no database can keep."""
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


def _boards(tables: Table, mentions: _Mentions, keep: timedelta | None) -> Mapping[str, BoardRules]:
    boards = {name: _board(name, table, mentions, keep) for name, table in tables.tables()}
    seen: dict[str, str] = {}
    for name, rules in boards.items():
        if rules.board and seen.setdefault(rules.board, name) != name:
            tables.problems.add(f"boards.{name}.board", _TWICE, other=f"boards.{seen[rules.board]}")
    return MappingProxyType(boards)


def _board(name: str, table: Table, mentions: _Mentions, keep: timedelta | None) -> BoardRules:
    usual = default_board("soutenances", "", ())
    kind = table.choice("kind", KINDS, usual.kind, required=True)
    own = _mentions(table.table("mentions"), mentions.severities, mentions.notices, kind)
    rules = BoardRules(
        name=name,
        kind=kind,
        board=table.identifier("board"),
        intake=table.identifiers("intake", required=True),
        incomplete=table.identifiers("incomplete", required=True),
        severities=own.severities,
        accepted=table.identifiers("accepted"),
        passed=table.identifiers("passed"),
        failed=table.identifiers("failed"),
        mode=table.choice("mode", MODES, usual.mode),
        settle_new=table.duration("settle_new", usual.settle_new),
        settle_moved=table.duration("settle_moved", usual.settle_moved),
        return_=table.choice("return", RETURNS, usual.return_),
        managers=tuple(each.removeprefix("@") for each in table.texts("managers")),
        robots=tuple(each.removeprefix("@") for each in table.texts("robots")),
        project_labels=table.identifiers("project_labels"),
        notice=own.notices[kind],
        keep=table.kept("keep", keep),
    )
    _one_role_each(rules, table)
    for each in filter(rules.is_robot, rules.managers):
        table.problems.add(table.at("robots"), _MANAGES, name=each)
    table.done()
    return rules


def _one_role_each(rules: BoardRules, table: Table) -> None:
    seen: dict[str, str] = {}
    for role in _ROLES:
        for list_id in getattr(rules, role):
            if seen.setdefault(list_id, role) != role:
                table.problems.add(table.at(role), _TWO_USES, list=list_id, other=seen[list_id])


class _Mentions(NamedTuple):
    """What a table of mentions says: how much each weighs, and how long the notice is."""

    severities: Mapping[str, Weight]
    notices: Mapping[Kind, Notice]


def _mentions(
    tables: Table,
    weights: Mapping[str, Weight],
    notices: Mapping[Kind, Notice],
    kind: Kind | None = None,
) -> _Mentions:
    """`weights` and `notices` are usual; `kind` is the board's, None for all boards."""
    read = dict(weights)
    for code in CODES:
        table = tables.table(code)
        read[code] = table.choice("severity", WEIGHTS, weights[code])
        if code == notice.CODE:
            notices = _notices(table, notices, kind)
        table.done()
    tables.done()
    return _Mentions(MappingProxyType(read), notices)


def _notices(
    table: Table, usual: Mapping[Kind, Notice], kind: Kind | None
) -> Mapping[Kind, Notice]:
    """A most for all boards is meant for defences: a transfer is never put forward too early, unless
    its own board says so.
    """
    meant = kind or "soutenances"
    known = usual[meant]
    least = table.days("min_days", known.min_days)
    most = table.days("max_days", known.max_days or 0) or None
    if most is not None and most < least:
        table.problems.add(table.at("max_days"), _BACKWARDS, min=str(least), max=str(most))
    others = {each: Notice(least, notice.max_days) for each, notice in usual.items()}
    return MappingProxyType(others | {meant: Notice(least, most)})


def _courses(top: Table) -> tuple[Course, ...]:
    """The courses shipped and those of the school; one of the same name replaces ours."""
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

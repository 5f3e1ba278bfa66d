"""The boards of a rulebook, each with its lists, manners, mentions and requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.bilingual import Sentence
from rules.card import KINDS, Kind
from rules.mentions import CODES, MENTIONS, notice
from rules.rulebook.requirements import Requirement
from rules.rulebook.toml_table import Table
from rules.rulebook.values import (
    MODES,
    RETURNS,
    WEIGHTS,
    BoardRules,
    Notice,
    Weight,
    usual_notice,
)

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
    "{max} days at most, but {min} at least; 0 means no maximum.",
)
_KIND = Sentence(
    "{options}, ou un nom à vous en minuscules et tirets, comme achats",
    "{options}, or a name of your own in small letters and dashes, such as purchases",
)
_NOTHING_ASKED = Sentence(
    "rien n'est demandé aux cartes d'un tableau de la sorte « {kind} » ; écrivez une exigence "
    '([[requirements]], boards = ["{kind}"]), ou choisissez soutenances ou transfert.',
    "nothing is asked of the cards of a board of the kind “{kind}”; write a requirement "
    '([[requirements]], boards = ["{kind}"]), or choose soutenances or transfert.',
)
_OWN_KIND: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_ROLES: Final = ("intake", "incomplete", "accepted", "passed", "failed")


def default_severities() -> Mapping[str, Weight]:
    """Return how much each mention weighs where no rulebook says otherwise."""
    return MappingProxyType({code: mention.SEVERITY for code, mention in MENTIONS.items()})


def default_board(
    kind: Kind,
    board: str,
    intake: tuple[str, ...],
    incomplete: tuple[str, ...] = (),
    severities: Mapping[str, Weight] | None = None,
) -> BoardRules:
    """Return the usual rules for a board that no rulebook names."""
    return BoardRules(
        name=kind,
        kind=kind,
        board=board,
        intake=intake,
        incomplete=incomplete,
        severities=severities or default_severities(),
        notice=usual_notice(kind),
    )


def read_boards(
    tables: Table,
    mentions: Mentions,
    keep: timedelta | None,
    requirements: tuple[Requirement, ...],
) -> Mapping[str, BoardRules]:
    """Read the boards by their names; problems are noted. `mentions` and `keep` are usual: they hold where
    a board says nothing.
    """
    boards = {
        name: _required(_board(name, table, mentions, keep), table, requirements)
        for name, table in tables.tables()
    }
    seen: dict[str, str] = {}
    for name, rules in boards.items():
        if rules.board and seen.setdefault(rules.board, name) != name:
            tables.problems.add(f"boards.{name}.board", _TWICE, other=f"boards.{seen[rules.board]}")
    return MappingProxyType(boards)


def _board(name: str, table: Table, mentions: Mentions, keep: timedelta | None) -> BoardRules:
    usual = default_board("soutenances", "", ())
    kind = _kind(table)
    own = read_mentions(table.table("mentions"), mentions.severities, mentions.notices, kind)
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
        notice=usual_notice(kind, own.notices),
        keep=table.kept("keep", keep),
    )
    _one_role_each(rules, table)
    for each in filter(rules.is_robot, rules.managers):
        table.problems.add(table.at("robots"), _MANAGES, name=each)
    table.done()
    return rules


def _kind(table: Table) -> Kind:
    """Read one of `KINDS`, or a word of the rulebook's own."""
    value = table.take("kind")
    if value is None:
        table.problems.missing(table.at("kind"), _KIND, options=", ".join(KINDS))
    elif isinstance(value, str) and _OWN_KIND.fullmatch(value):
        return value
    else:
        near = table.problems.nearest(value, KINDS)
        table.problems.wrong(table.at("kind"), value, _KIND, near, options=", ".join(KINDS))
    return KINDS[0]


def with_requirements(rules: BoardRules, requirements: tuple[Requirement, ...]) -> BoardRules:
    """Return the rules with those of the requirements that are for this board."""
    here = tuple(each for each in requirements if each.concerns(rules.name, rules.kind))
    weights = {**rules.severities, **{each.code: each.severity for each in here}}
    return replace(rules, requirements=here, severities=MappingProxyType(weights))


def _required(rules: BoardRules, table: Table, requirements: tuple[Requirement, ...]) -> BoardRules:
    """Return the same; note a board of the rulebook's own kind that has no requirement."""
    found = with_requirements(rules, requirements)
    if not found.requirements and not rules.is_school:
        near = table.problems.nearest(rules.kind, KINDS)
        table.problems.add(table.at("kind"), _NOTHING_ASKED, near, kind=rules.kind)
    return found


def _one_role_each(rules: BoardRules, table: Table) -> None:
    seen: dict[str, str] = {}
    for role in _ROLES:
        for list_id in getattr(rules, role):
            if seen.setdefault(list_id, role) != role:
                table.problems.add(table.at(role), _TWO_USES, list=list_id, other=seen[list_id])


class Mentions(NamedTuple):
    """What a table of mentions says: how much each weighs, and how long the notice is."""

    severities: Mapping[str, Weight]
    notices: Mapping[Kind, Notice]


def read_mentions(
    tables: Table,
    weights: Mapping[str, Weight],
    notices: Mapping[Kind, Notice],
    kind: Kind | None = None,
) -> Mentions:
    """Read a table of mentions. `weights` and `notices` hold where it says nothing; `kind` is the board's,
    None for all boards.
    """
    read = dict(weights)
    for code in CODES:
        table = tables.table(code)
        read[code] = table.choice("severity", WEIGHTS, weights[code])
        if code == notice.CODE:
            notices = _notices(table, notices, kind)
        table.done()
    tables.done()
    return Mentions(MappingProxyType(read), notices)


def _notices(
    table: Table, usual: Mapping[Kind, Notice], kind: Kind | None
) -> Mapping[Kind, Notice]:
    """Read the notices. A `max_days` for all boards is meant for defences: a transfer is never put forward
    too early, unless its own board says so.
    """
    meant = kind or "soutenances"
    known = usual_notice(meant, usual)
    least = table.days("min_days", known.min_days)
    most = table.days("max_days", known.max_days or 0) or None
    if most is not None and most < least:
        table.problems.add(table.at("max_days"), _BACKWARDS, min=str(least), max=str(most))
    others = {each: Notice(least, notice.max_days) for each, notice in usual.items()}
    return MappingProxyType(others | {meant: Notice(least, most)})

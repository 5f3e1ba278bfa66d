"""A board's rules as the page tells them: text in one language, made from the rulebook alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from powerup.rules_page import texts
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.card import Kind
from rules.formatting import day, duration, joined, label, rule
from rules.mentions import MENTIONS
from rules.requirements.bare import said_of_nothing
from rules.requirements.sentences import rule_text
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.rulebook.versions import Version


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The rule of one mention. `code` is the anchor that comments link to; `fixes`: what may be wrong, and
    what to do then.
    """

    code: str
    title: str
    weight: str
    severity: str
    rule: str
    fixes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RulesText:
    """Everything that the page says."""

    board: str
    in_force: str
    introduction: str
    paragraphs: tuple[Paragraph, ...]
    not_checked: str
    manners: tuple[str, ...]
    orders: tuple[tuple[str, str], ...]


def rules_text(
    rules: BoardRules,
    board: str,
    lists: Mapping[str, str],
    now: datetime,
    zone: tzinfo,
    language: Language,
    version: Version | None = None,
) -> RulesText:
    """Return the rules of this board in words. `board` is its name, `lists` the names of its lists by id;
    `version` is the one in force, None where the rules come from the file. Dates are of `zone`.
    """
    names = {
        "intake": _names(rules.intake, lists, language),
        "incomplete": _names(rules.incomplete, lists, language),
    }
    off = [label(code, rules.kind, language) for code in _codes(rules, on=False)]
    return RulesText(
        board=texts.BOARD.in_(language).format(name=board),
        in_force=_in_force(version, now, zone, language),
        introduction=_introduction(rules).in_(language).format(**names),
        paragraphs=tuple(_paragraph(code, rules, language) for code in _codes(rules, on=True)),
        not_checked=texts.NOT_CHECKED.in_(language).format(labels=joined(off, language))
        if off
        else "",
        manners=_manners(rules, names, language),
        orders=tuple((a.in_(language), b.in_(language)) for a, b in _orders(rules.kind)),
    )


def _orders(kind: Kind) -> Sequence[tuple[Sentence, Sentence]]:
    return (*texts.FURTHER_TEXTS.get(kind, ()), *texts.ORDER_TEXTS, texts.HELP_TEXT)


def _introduction(rules: BoardRules) -> Sentence:
    return texts.INTRODUCTION.get(rules.kind, texts.INTRODUCTION_OTHER)


def _in_force(version: Version | None, now: datetime, zone: tzinfo, language: Language) -> str:
    since = day(local_date(version.at if version else now, zone), language)
    if version is None:
        return texts.FROM_FILE.in_(language).format(day=since)
    return texts.IN_FORCE.in_(language).format(id=version.id, day=since)


def _codes(rules: BoardRules, *, on: bool) -> list[str]:
    kind = [code for code, each in MENTIONS.items() if rules.kind in each.KINDS]
    kind += [each.code for each in rules.requirements]
    return [code for code in kind if (rules.severities[code] != "off") == on]


def _names(ids: Sequence[str], lists: Mapping[str, str], language: Language) -> str:
    mark = " » et « " if language == "fr" else "” and “"
    return mark.join(lists.get(each, each) for each in ids)


def _paragraph(code: str, rules: BoardRules, language: Language) -> Paragraph:
    name = label(code, rules.kind, language)
    severity = rules.severities[code]
    return Paragraph(
        code=code,
        title=name[:1].upper() + name[1:],
        weight=texts.WEIGHTS[severity].in_(language),
        severity=severity,
        rule=_rule(code, rules, language),
        fixes=_fixes(code, rules, language),
    )


def _rule(code: str, rules: BoardRules, language: Language) -> str:
    required = rules.requirement(code)
    if required is None:
        return rule(code, rules.kind, rules.notice, language)
    return rule_text(required, language)


def _fixes(code: str, rules: BoardRules, language: Language) -> tuple[tuple[str, str], ...]:
    """Return what may be wrong and what to do then, each advice once. Sentences with places to fill are left
    out: they are about one card.
    """
    required = rules.requirement(code)
    if required is not None:
        told = said_of_nothing(required, language)
        if told is None:
            return ()
        own = f"{told.message} " if required.words else ""
        return ((told.message, f"{own}{told.fix}"),)
    other = {"soutenances": "transfert", "transfert": "soutenances"}.get(rules.kind, "transfert")
    found: dict[str, str] = {}
    for variant, template in MENTIONS[code].SENTENCES.items():
        message, fix = template.message.in_(language), template.fix.in_(language)
        if other not in variant and "{" not in message + fix:
            found.setdefault(fix, message)
    return tuple((message, fix) for fix, message in found.items())


def _manners(rules: BoardRules, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    settle = texts.SETTLE.in_(language).format(
        new=duration(rules.settle_new, language), moved=duration(rules.settle_moved, language)
    )
    said = [
        settle if rules.settle_new or rules.settle_moved else "",
        texts.DOUBT.in_(language),
        texts.ONE_COMMENT.in_(language),
        texts.RETURN[rules.return_].in_(language).format(**names),
        texts.PERSON_FIRST.in_(language),
        texts.SEALED.in_(language) if rules.kind == "soutenances" else "",
        texts.RECEIPTS.in_(language),
        texts.ELSEWHERE.in_(language),
    ]
    return tuple(each for each in said if each)

"""What differs between two rulebooks, in words: "délai, sur « Soutenances » : signale → …"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from rules.bilingual import Sentence
from rules.formatting import duration, fill, joined, label, notice_in_words
from rules.mentions import CODES, MENTIONS
from rules.requirements.sentences import rule_text
from rules.rulebook.requirements import Requirement
from rules.rulebook.values import BoardRules, Mode, Return, Rulebook, Weight
from rules.titles.courses import SHIPPED, Course
from rules.verdict import Language

WEIGHTS: Final[dict[Weight, Sentence]] = {
    "blocks": Sentence("renvoie la carte", "sends the card back"),
    "warns": Sentence("signale", "points it out"),
    "off": Sentence("ne vérifie pas", "does not check"),
}
RETURNS: Final[dict[Return, Sentence]] = {
    "mentor": Sentence("le mentor remet la carte", "the mentor puts the card back"),
    "automatic": Sentence("la carte revient d'elle-même", "the card goes back by itself"),
}
MODES: Final[dict[Mode, Sentence]] = {
    "observe": Sentence("observe", "observes"),
    "enforce": Sentence("agit", "acts"),
}
NOTICE: Final = Sentence("délai de proposition", "notice to be given")
NONE: Final = Sentence("aucune", "none")
BY_NAME: Final = Sentence(
    "celles dont le nom se lit P7, Projet 7…", "those that read P7, Project 7…"
)
EVERYWHERE: Final = Sentence("{what} : {before} → {after}", "{what}: {before} → {after}")
ON_BOARD: Final = Sentence(
    "{what}, sur « {board} » : {before} → {after}", "{what}, on “{board}”: {before} → {after}"
)
USUALLY: Final = Sentence(
    "{what}, là où un tableau ne dit rien : {before} → {after}",
    "{what}, where a board says nothing: {before} → {after}",
)
COURSE_ADDED: Final = Sentence("parcours ajouté : {course}", "course added: {course}")
COURSE_REMOVED: Final = Sentence("parcours retiré : {course}", "course removed: {course}")
BOARD_ADDED: Final = Sentence("tableau ajouté : « {board} »", "board added: “{board}”")
BOARD_REMOVED: Final = Sentence("tableau retiré : « {board} »", "board removed: “{board}”")
CHANNEL: Final = Sentence("canal changé : {name}", "channel changed: {name}")
MENTORING: Final = Sentence(
    "suivi des mentors et des étudiants changé", "follow-up of mentors and students changed"
)
SESSIONS: Final = Sentence("règles des sessions changées", "rules of sessions changed")
PAY: Final = Sentence("barème des relevés changé", "rates of statements changed")
KEEP: Final = Sentence(
    "durée de conservation de ce qui nomme un étudiant", "how long what names a student is kept"
)
KEEP_ELSEWHERE: Final = Sentence(
    "durée de conservation de ce qui nomme un étudiant, là où un tableau ne dit rien",
    "how long what names a student is kept, where a board says nothing",
)
WITHOUT_LIMIT: Final = Sentence("sans limite", "without limit")
_WRITTEN: Final = Sentence("{name} (aussi : {aliases})", "{name} (also: {aliases})")

Names = Mapping[str, str]
"""What boards, lists and labels are called on Trello, by id."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """Tells values in one language."""

    language: Language
    names: Names

    def board(self, rules: BoardRules) -> str:
        return self.names.get(rules.board) or rules.name

    def ids(self, value: Sequence[str]) -> str:
        found = [self.names.get(each) or each for each in value]
        return joined(found, self.language) or NONE.in_(self.language)


_Value = Callable[[BoardRules, _Voice], str]


def _kept(keep: timedelta | None, voice: _Voice) -> str:
    if keep is None:
        return WITHOUT_LIMIT.in_(voice.language)
    return duration(keep, voice.language)


def _ids(key: str, nothing: Sentence = NONE) -> _Value:
    def told(rules: BoardRules, voice: _Voice) -> str:
        value = getattr(rules, key)
        return voice.ids(value) if value else nothing.in_(voice.language)

    return told


# What a board's rules say: how it is called, and how its value is told.
_OF_BOARD: Final[tuple[tuple[Sentence, _Value], ...]] = (
    (NOTICE, lambda rules, voice: notice_in_words(rules.notice, voice.language)),
    (
        Sentence("délai avant vérification d'une carte neuve", "wait before a new card is checked"),
        lambda rules, voice: duration(rules.settle_new, voice.language),
    ),
    (
        Sentence(
            "délai avant vérification d'une carte déplacée", "wait before a moved card is checked"
        ),
        lambda rules, voice: duration(rules.settle_moved, voice.language),
    ),
    (
        Sentence("retour d'une carte complétée", "return of a completed card"),
        lambda rules, voice: RETURNS[rules.return_].in_(voice.language),
    ),
    (Sentence("étiquettes de projet", "project labels"), _ids("project_labels", BY_NAME)),
    (KEEP, lambda rules, voice: _kept(rules.keep, voice)),
    (
        Sentence("le greffier", "the clerk"),
        lambda rules, voice: MODES[rules.mode].in_(voice.language),
    ),
    (
        Sentence("responsables", "managers"),
        _ids("managers", Sentence("les administrateurs du tableau", "the board's admins")),
    ),
    (Sentence("robots", "robots"), _ids("robots", Sentence("aucun", "none"))),
    (Sentence("listes d'entrée", "intake lists"), _ids("intake")),
    (Sentence("listes des cartes à compléter", "lists of cards to complete"), _ids("incomplete")),
    (Sentence("listes des cartes acceptées", "lists of accepted cards"), _ids("accepted")),
    (Sentence("listes des réussites", "lists of passed cards"), _ids("passed")),
    (Sentence("listes à retravailler", "lists of cards to rework"), _ids("failed")),
)


def changes_in_words(
    before: Rulebook, after: Rulebook, language: Language, names: Names
) -> tuple[str, ...]:
    """Return each difference in one line, boards first. Empty where both say the same."""
    voice = _Voice(language, names)
    return (*_boards(before, after, voice), *_general(before, after, voice))


def _boards(before: Rulebook, after: Rulebook, voice: _Voice) -> Iterator[str]:
    same = [key for key in after.boards if key in before.boards]
    found: dict[tuple[str, str, str], list[str]] = {}
    for key in same:
        for line in _board(before.boards[key], after.boards[key], voice):
            found.setdefault(line, []).append(voice.board(after.boards[key]))
    for (what, was, is_), boards in found.items():
        values = {"what": what, "before": was, "after": is_}
        if len(boards) == len(after.boards) > 1:
            yield fill(EVERYWHERE, voice.language, values)
        else:
            for board in boards:
                yield fill(ON_BOARD, voice.language, {**values, "board": board})
    yield from _usual(before, after, voice, {what for what, _, _ in found})
    for rules in (each for key, each in after.boards.items() if key not in before.boards):
        yield fill(BOARD_ADDED, voice.language, {"board": voice.board(rules)})
    for rules in (each for key, each in before.boards.items() if key not in after.boards):
        yield fill(BOARD_REMOVED, voice.language, {"board": voice.board(rules)})


def _board(before: BoardRules, after: BoardRules, voice: _Voice) -> Iterator[tuple[str, str, str]]:
    for code in CODES:
        weights = before.severities[code], after.severities[code]
        if weights[0] != weights[1] and after.kind in MENTIONS[code].KINDS:
            told = [WEIGHTS[each].in_(voice.language) for each in weights]
            yield label(code, after.kind, voice.language), told[0], told[1]
    yield from _requirements(before, after, voice)
    for what, value in _OF_BOARD:
        was, is_ = value(before, voice), value(after, voice)
        if was != is_:
            yield what.in_(voice.language), was, is_


def _requirements(
    before: BoardRules, after: BoardRules, voice: _Voice
) -> Iterator[tuple[str, str, str]]:
    """Yield what the school requires beside the mentions: new, gone, or asked in another way."""
    old, new = ({x.code: x for x in rules.requirements} for rules in (before, after))
    for code in (*new, *(each for each in old if each not in new)):
        if old.get(code) != new.get(code):
            was, is_ = (_required(each.get(code), voice) for each in (old, new))
            yield label(code, after.kind, voice.language), was, is_


def _required(requirement: Requirement | None, voice: _Voice) -> str:
    if requirement is None:
        return WEIGHTS["off"].in_(voice.language)
    rule = rule_text(requirement, voice.language).rstrip(".")
    return f"{WEIGHTS[requirement.severity].in_(voice.language)} – {rule}"


def _usual(before: Rulebook, after: Rulebook, voice: _Voice, told: set[str]) -> Iterator[str]:
    """Yield the changes of what holds where a board says nothing of its own, unless a board shows them
    already.
    """
    for code in CODES:
        kind = MENTIONS[code].KINDS[0]
        what = label(code, kind, voice.language)
        weights = before.severities[code], after.severities[code]
        if weights[0] != weights[1] and what not in told:
            was, is_ = (WEIGHTS[each].in_(voice.language) for each in weights)
            values = {"what": what, "before": was, "after": is_}
            yield fill(USUALLY, voice.language, values)
    notices = [rules.notices["soutenances"] for rules in (before, after)]
    what = NOTICE.in_(voice.language)
    if notices[0] != notices[1] and what not in told:
        was, is_ = (notice_in_words(each, voice.language) for each in notices)
        yield fill(USUALLY, voice.language, {"what": what, "before": was, "after": is_})


def _general(before: Rulebook, after: Rulebook, voice: _Voice) -> Iterator[str]:
    old, new = _own(before), _own(after)
    for name in (*new, *(each for each in old if each not in new)):
        if old.get(name) != new.get(name):
            yield _course(old.get(name), new.get(name), voice)
    for what, value in _OF_ALL:
        was, is_ = value(before, voice), value(after, voice)
        if was != is_:
            values = {"what": what.in_(voice.language), "before": was, "after": is_}
            yield fill(EVERYWHERE, voice.language, values)
    yield from _channels(before, after, voice)
    if before.mentoring != after.mentoring:
        yield MENTORING.in_(voice.language)
    if before.sessions != after.sessions:
        yield SESSIONS.in_(voice.language)
    if before.pay != after.pay:
        yield PAY.in_(voice.language)


def _channels(before: Rulebook, after: Rulebook, voice: _Voice) -> Iterator[str]:
    """Compare channels by name alone: their addresses are secrets."""
    old, new = ({each.name: each for each in rules.channels} for rules in (before, after))
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield fill(CHANNEL, voice.language, {"name": name})


def _own(rulebook: Rulebook) -> dict[str, Course]:
    """Return the courses that are not those shipped."""
    return {each.name: each for each in rulebook.courses if each not in SHIPPED}


def _course(before: Course | None, after: Course | None, voice: _Voice) -> str:
    if after is None:
        assert before is not None
        return fill(COURSE_REMOVED, voice.language, {"course": before.name})
    if before is None:
        return fill(COURSE_ADDED, voice.language, {"course": _written(after, voice)})
    values = {
        "what": Sentence("parcours", "course").in_(voice.language),
        "before": _written(before, voice),
        "after": _written(after, voice),
    }
    return fill(EVERYWHERE, voice.language, values)


def _written(course: Course, voice: _Voice) -> str:
    others = (*course.aliases, *course.projects)
    if not others:
        return course.name
    return fill(_WRITTEN, voice.language, {"name": course.name, "aliases": ", ".join(others)})


def _brake(rulebook: Rulebook, voice: _Voice) -> str:
    brake, language = rulebook.brake, voice.language
    values: dict[str, Any] = {
        "moves": brake.moves,
        "per": duration(brake.per, language),
        "card_moves": brake.card_moves,
        "card_per": duration(brake.card_per, language),
    }
    told = Sentence(
        "{moves} en {per}, {card_moves} par carte en {card_per}",
        "{moves} in {per}, {card_moves} a card in {card_per}",
    )
    return fill(told, language, values)


_OF_ALL: Final[tuple[tuple[Sentence, Callable[[Rulebook, _Voice], str]], ...]] = (
    (Sentence("fuseau horaire", "time zone"), lambda rulebook, _: rulebook.timezone.key),
    (Sentence("frein", "brake"), _brake),
    (
        Sentence("relecture complète", "full reading"),
        lambda rulebook, voice: duration(rulebook.resync_every, voice.language),
    ),
    (KEEP_ELSEWHERE, lambda rulebook, voice: _kept(rulebook.keep, voice)),
)

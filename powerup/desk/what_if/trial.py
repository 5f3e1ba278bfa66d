"""What a draft would change, in words: on today's cards, and in the last thirty days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from powerup.desk.tab import Ask, Json
from powerup.desk.what_if import texts
from powerup.desk.what_if.own_form import lacking, requirements_told
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.editing.diff import changes_in_words
from rules.editing.draft import read_draft
from rules.editing.parse import Rulebook, read_rulebook
from rules.formatting import fill, joined, label, moment, shortened
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.clock import now
from sync.mirror.write import load_board_form
from sync.reports.board_lacks import absent_now
from sync.rulebook.text import rewritten
from sync.rulebook.versions import Version, version
from sync.simulation.what_if import Shift, WhatIf, what_if
from sync.use_cases.apply_rules import changed_boards

NAMED: Final = 12
"""How many cards of a group are named; the others are counted."""

LONGEST_NAME: Final = 70


@dataclass(frozen=True, slots=True)
class Trial:
    """Rules that somebody tries out (`after`, written in `text`), and those in force (`before`, of version
    `base`). `boards`: those that the change concerns.
    """

    text: str
    before: Rulebook
    after: Rulebook
    base: Version
    boards: tuple[BoardRules, ...]


def trial_of(ask: Ask) -> Trial:
    """Return the rules that the body asks for: a `draft` of changes, or an older `version`. Raises
    `RulebookError` with every problem of the draft, `Denied` for an unknown version.
    """
    rules = ask.powerup.rules
    rules.look()
    before, base = rules(), rules.version
    if base is None:
        raise Denied(503, "later", texts.NEVER_READ)
    if "version" in ask.body:
        text = _older(ask).text
    else:
        draft = read_draft(ask.body.get("draft"), before, ask.language)
        text = rewritten(base.text, draft, ask.language)
    after = read_rulebook(text, "", ask.language)
    return Trial(text, before, after, base, tuple(changed_boards(before, after)))


def _older(ask: Ask) -> Version:
    wanted = ask.body["version"]
    if not isinstance(wanted, int) or isinstance(wanted, bool):
        raise bad_input("body")
    with ask.powerup.database.transaction() as session:
        found = version(session, wanted) if 0 < wanted < 2**31 else None
    if found is None:
        raise Denied(404, "unknown-version", texts.NO_SUCH_VERSION)
    return found


def names_of(ask: Ask, rulebook: Rulebook) -> dict[str, str]:
    """Return what boards, lists and labels are called on Trello, by id."""
    names: dict[str, str] = {}
    with ask.powerup.database.transaction() as session:
        for rules in rulebook.boards.values():
            form = load_board_form(session, rules.board)
            if form is not None:
                names[form["id"]] = form["name"]
                names.update({key: each[0] for key, each in form["lists"].items()})
                names.update({key: each[0] for key, each in form["labels"].items() if each[0]})
    return names


def names_in(ask: Ask, trial: Trial) -> dict[str, str]:
    """Return these names for the boards of both rulebooks of a trial."""
    return {**names_of(ask, trial.before), **names_of(ask, trial.after)}


def tried(ask: Ask, trial: Trial) -> Json:
    """Return what the page shows of a draft."""
    names = names_in(ask, trial)
    changes = changes_in_words(trial.before, trial.after, ask.language, names)
    mine = {rules.board for rules, _ in ask.managed()}
    found = [_board(ask, trial, rules, names) for rules in trial.boards if rules.board in mine]
    return {
        "basedOn": trial.base.id,
        "meanwhile": meanwhile(ask, trial.base),
        "changes": list(changes),
        "problems": [],
        "fields": [],
        "requirements": requirements_told(trial.after, ask.language),
        "boards": found,
        "refusal": refusal(ask, trial, names),
    }


def refusal(ask: Ask, trial: Trial, names: Mapping[str, str]) -> str:
    """Return why the caller may not put these rules in force, "" where they may."""
    mine = {rules.board for rules, _ in ask.managed()}
    others = [names.get(each.board) or each.name for each in trial.boards if each.board not in mine]
    if others:
        told = joined(others, ask.language)
        return fill(texts.NOT_YOURS, ask.language, {"boards": told})
    if trial.after == trial.before:
        return texts.NO_DIFFERENCE.in_(ask.language)
    return ""


def meanwhile(ask: Ask, base: Version) -> str:
    """Return a sentence that others changed the rules since the page was read, "" where nobody did."""
    if ask.body.get("basedOn") == base.id:
        return ""
    values = {"who": author(base, ask.language), "id": base.id, "when": _when(ask, base)}
    return fill(texts.MEANWHILE, ask.language, values)


def author(known: Version, language: Language) -> str:
    """Return who made a version: a person's name, or the words for the file."""
    return known.by or texts.FILE.in_(language)


def _when(ask: Ask, known: Version) -> str:
    return moment(known.at, ask.language, ask.powerup.rulebook.timezone)


def _board(ask: Ask, trial: Trial, rules: BoardRules, names: Mapping[str, str]) -> Json:
    if trial.after.board(rules.board) is None:
        return _unfound(rules, names, texts.NO_MORE.in_(ask.language))
    with ask.powerup.database.transaction() as session:
        found = what_if(session, trial.before, trial.after, rules.board, now())
        lacks = absent_now(session, rules) if rules.requirements else ()
    if found is None:
        return _unfound(rules, names, texts.NEVER_READ.in_(ask.language))
    return {
        "board": rules.board,
        "name": names.get(rules.board) or rules.name,
        "summary": _summary(found, ask.language),
        "notes": [*lacking(lacks, rules, ask.language), *_notes(found, ask.language)],
        "groups": _groups(found, names, ask.language),
    }


def _unfound(rules: BoardRules, names: Mapping[str, str], told: str) -> Json:
    name = names.get(rules.board) or rules.name
    return {"board": rules.board, "name": name, "summary": told, "notes": [], "groups": []}


def _summary(found: WhatIf, language: Language) -> str:
    if not found.judged:
        return texts.NO_CARD.in_(language)
    sentence = texts.CHANGED if found.shifts else texts.UNCHANGED
    return fill(sentence, language, {"changed": len(found.shifts), "count": found.judged})


def _notes(found: WhatIf, language: Language) -> list[str]:
    notes = []
    if found.board.mode == "observe":
        notes.append(texts.OBSERVED.in_(language))
    if found.board.paused:
        notes.append(texts.PAUSED.in_(language))
    if found.brake_at is not None:
        values = {"moves": found.moves, "limit": found.brake_at}
        notes.append(fill(texts.BRAKE, language, values))
    return notes


def _groups(found: WhatIf, names: Mapping[str, str], language: Language) -> list[Json]:
    """Return the cards by what becomes of them and why, the gravest first."""
    groups: dict[tuple[str, tuple[str, ...]], list[Shift]] = {}
    for each in found.shifts:
        groups.setdefault((each.effect, each.mentions), []).append(each)
    order = list(texts.EFFECTS)
    ordered = sorted(groups.values(), key=lambda each: (order.index(each[0].effect), -len(each)))
    return [
        {
            "effect": group[0].effect,
            "text": _told(group, found.board.rules, names, language),
            "cards": [card_json(each.card) for each in group[:NAMED]],
            "more": max(0, len(group) - NAMED),
        }
        for group in ordered
    ]


def _told(
    group: Sequence[Shift], rules: BoardRules, names: Mapping[str, str], language: Language
) -> str:
    effect = group[0].effect
    lists = rules.intake if effect == "returned" else rules.incomplete
    place = names.get(lists[0], "") if lists else ""
    sentence = of_many(texts.EFFECTS[effect], len(group))
    what = fill(sentence, language, {"count": len(group), "list": place})
    why = mentions_in_words(group[0].mentions, rules, language)
    return fill(texts.WITH_WHY, language, {"what": what, "why": why}) if why else what


def mentions_in_words(codes: Sequence[str], rules: BoardRules, language: Language) -> str:
    """Return the short names of these mentions, joined."""
    return joined([label(each, rules.kind, language) for each in codes], language)


def of_many(sentences: tuple[Sentence, Sentence], count: int) -> Sentence:
    """Return the sentence for one (the first), or for several (the second), by `count`."""
    return sentences[0] if count == 1 else sentences[1]


def card_json(card: Any) -> Json:
    """Return a card as the page links to it."""
    name = shortened(card.name, LONGEST_NAME)
    return {"id": card.id, "board": card.board_id, "name": name, "url": card.url}

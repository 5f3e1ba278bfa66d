"""The tab "Et si…": rules are tried out, put in force, and replaced by an older version again."""

from __future__ import annotations

import tomllib
from typing import Final

from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.desk.what_if import texts
from powerup.desk.what_if.form import scopes
from powerup.desk.what_if.habit_texts import WORDS as PROPOSAL_WORDS
from powerup.desk.what_if.habits import proposed, set_aside, tried_out
from powerup.desk.what_if.own_form import field_problems, other_problems, requirements_form
from powerup.desk.what_if.own_texts import WORDS
from powerup.desk.what_if.replay import replayed
from powerup.desk.what_if.trial import (
    Trial,
    author,
    meanwhile,
    names_in,
    names_of,
    refusal,
    trial_of,
    tried,
)
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.editing.diff import changes_in_words
from rules.editing.draft import read_draft
from rules.editing.parse import Rulebook, RulebookError
from rules.formatting import fill, moment
from sync.clock import now
from sync.mirror.write import load_board_form
from sync.reports.board_lacks import checklists_of
from sync.rulebook.drafts import keep_draft, kept_draft
from sync.rulebook.versions import ChangedMeanwhile, Version, read_version, version, versions
from sync.storage.whole_number import whole_number
from sync.use_cases.apply_rules import judge_by_new_rules, put_in_force

PAGE: Final = 10
"""How many versions are shown at a time."""

LONGEST_REASON: Final = 500


def _rules(ask: Ask) -> Json:
    """Return the rules in force, as a form, and their latest versions."""
    rules = ask.powerup.rules
    rules.look()
    rulebook, known, tables = rules(), rules.version, tomllib.loads(rules.text)
    with ask.powerup.database.transaction() as session:
        boards = [(each, load_board_form(session, each.board)) for each, _ in ask.managed()]
        draft = kept_draft(session, ask.caller.person.id)
        checklists = [x for each, _ in boards for x in checklists_of(session, each.board)]
    return {
        "basedOn": known.id if known else None,
        "draft": draft,
        "scopes": scopes(tables, rulebook, boards, ask.language),
        "requirements": requirements_form(tables, rulebook, boards, checklists, ask.language),
        **_versions(ask),
    }


def _versions(ask: Ask) -> Json:
    """Return a page of versions, newest first, each with what it changed."""
    before = whole_number(ask.query.get("before", ""))
    with ask.powerup.database.transaction() as session:
        found = versions(session, before, PAGE + 1)
        eldest = found[-1] if found else None
        parent = version(session, eldest.based_on) if eldest and eldest.based_on else None
    names = names_of(ask, ask.powerup.rulebook)
    shown = found[:PAGE]
    parents = [*found[1:], *([parent] if parent else [])]
    in_force = ask.powerup.rules.version
    return {
        "versions": [
            _version(ask, each, next(iter(parents[at : at + 1]), None), in_force, names)
            for at, each in enumerate(shown)
        ],
        "older": shown[-1].id if len(found) > PAGE else None,
    }


def _version(
    ask: Ask,
    known: Version,
    parent: Version | None,
    in_force: Version | None,
    names: dict[str, str],
) -> Json:
    when = moment(known.at, ask.language, ask.powerup.rulebook.timezone)
    return {
        "id": known.id,
        "title": fill(texts.VERSION, ask.language, {"id": known.id, "when": when}),
        "by": author(known, ask.language),
        "reason": known.reason,
        "inForce": in_force is not None and in_force.id == known.id,
        "changes": _changes(ask, parent, known, names),
    }


def _changes(ask: Ask, parent: Version | None, known: Version, names: dict[str, str]) -> list[str]:
    """Return what a version changed; where this program cannot read it, the problems."""
    if parent is None:
        return [texts.FIRST.in_(ask.language)]
    try:
        both: list[Rulebook] = [read_version(each, ask.language) for each in (parent, known)]
    except RulebookError as error:
        return list(error.problems)
    return list(changes_in_words(both[0], both[1], ask.language, names))


def _try(ask: Ask) -> Json:
    """Return what a draft would change on today's cards, or the mistakes in it as `problems`."""
    try:
        _keep(ask)
        return tried(ask, trial_of(ask))
    except RulebookError as error:
        nothing: Json = {"changes": [], "boards": [], "refusal": "", "meanwhile": ""}
        fields = field_problems(error)
        return {
            **nothing,
            "basedOn": ask.body.get("basedOn"),
            "problems": other_problems(error, fields, ask.language),
            "fields": fields,
        }


def _keep(ask: Ask) -> None:
    """Keep the caller's draft; nothing where they look at an older version."""
    if "draft" in ask.body:
        draft = read_draft(ask.body["draft"], ask.powerup.rulebook, ask.language)
        with ask.powerup.database.transaction() as session:
            keep_draft(session, ask.caller.person.id, draft)


def _drop(ask: Ask) -> Json:
    """Forget the caller's draft."""
    with ask.powerup.database.transaction() as session:
        keep_draft(session, ask.caller.person.id, ())
    return {"message": texts.PAGE["dropped"].in_(ask.language)}


def _replay(ask: Ask) -> Json:
    return replayed(ask, _trial(ask))


def _apply(ask: Ask) -> Json:
    """Put the draft, or an older version, in force. Raises `Denied` without a reason, where the rules changed
    meanwhile, and where the caller may not put these in force.
    """
    reason = ask.body.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise bad_input("reason")
    trial = _trial(ask)
    told = meanwhile(ask, trial.base)
    if told:
        raise Denied(409, "changed-meanwhile", Sentence(told, told))
    no = refusal(ask, trial, names_in(ask, trial))
    if no:
        raise Denied(403, "not-applied", Sentence(no, no))
    made = _put_in_force(ask, trial, reason.strip()[:LONGEST_REASON])
    ask.powerup.rules.look()
    text = fill(texts.APPLIED, ask.language, {"id": made.id})
    return {"version": made.id, "message": text}


def _put_in_force(ask: Ask, trial: Trial, reason: str) -> Version:
    person, powerup, at = ask.caller.person, ask.powerup, now()
    try:
        with powerup.database.transaction() as session:
            made = put_in_force(session, trial.text, person.name, reason, trial.base.id, at)
            judge_by_new_rules(session, powerup.fixes.enqueue, trial.boards, made, at)
            if "draft" in ask.body:
                keep_draft(session, person.id, ())
    except ChangedMeanwhile as error:
        told = meanwhile(ask, error.latest)
        raise Denied(409, "changed-meanwhile", Sentence(told, told)) from error
    return made


def _trial(ask: Ask) -> Trial:
    try:
        return trial_of(ask)
    except RulebookError as error:
        told = " ".join(error.problems)
        raise Denied(422, "draft", Sentence(told, told)) from error


TAB: Final = Tab(
    name="whatif",
    title=texts.TITLE,
    words={**texts.PAGE, **WORDS, **PROPOSAL_WORDS},
    routes=(
        Route("GET", "whatif", _rules),
        Route("GET", "whatif/proposals", proposed),
        Route("POST", "whatif/propose", tried_out),
        Route("POST", "whatif/decline", set_aside),
        Route("GET", "whatif/versions", _versions),
        Route("POST", "whatif/try", _try),
        Route("POST", "whatif/drop", _drop),
        Route("POST", "whatif/replay", _replay),
        Route("POST", "whatif/apply", _apply),
    ),
    styled=True,
)

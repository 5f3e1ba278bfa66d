"""The tab "Santé": whether Greffier can be believed, in one light, and what to do where it is not green."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from powerup.desk.health import texts
from powerup.desk.health.checks import TONES, Check, Checks, light
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.formatting import fill, moment, shortened
from sync.clock import now
from sync.reports.trust import Parked, Trust, play_again, read_trust

NAMES: Final = {True: "SQLite", False: "PostgreSQL"}


def _health(ask: Ask) -> Json:
    """Return the light, its sentence, every check (the most pressing first) and what is parked."""
    powerup, at = ask.powerup, now()
    managed = {rules.board for rules, _ in ask.managed()}
    trust = read_trust(powerup.database, powerup.rulebook, managed)
    usage = powerup.fixes.gateway.usage()
    checks = Checks(trust, powerup.rulebook, usage, at, ask.language)
    found = checks.all([each for each in trust.state.boards if each.board_id in managed])
    tone, worst = light(found)
    told = [checks.told(each) for each in sorted(found, key=lambda x: TONES.index(x.tone))]
    return {
        "tone": tone,
        "sentence": _sentence(checks, worst, found),
        "checks": told,
        "parked": [_parked(checks, each) for each in trust.parked],
        "versions": _versions(ask, trust),
    }


def _sentence(checks: Checks, worst: Check | None, found: Sequence[Check]) -> str:
    """Return the sentence beside the light: what is wrong and the remedy, or that all is well."""
    if worst is None:
        new = any(each.code == "event-new" for each in found)
        return (texts.ALL_READY if new else texts.ALL_GOOD).in_(checks.language)
    told = checks.told(worst)
    title = " – ".join(each for each in (told["board"], told["title"]) if each)
    colon = "\u00a0: " if checks.language == "fr" else ": "
    return f"{title}{colon}{told['text']}. {told['remedy']}"


def _parked(checks: Checks, each: Parked) -> Json:
    failures = checks.count("failures", each.failures)
    told = {"failures": failures, "ago": checks.ago(each.since)}
    board = checks.trust.names.get(each.board_id, "")
    name = board if each.scope == "board" else each.name
    return {
        "id": each.id,
        "card": {
            "id": each.id,
            "board": each.board_id,
            "name": shortened(name) or each.id,
            "url": each.url,
        },
        "board": texts.BOARD.in_(checks.language) if each.scope == "board" else board,
        "text": fill(texts.PARKED_SINCE, checks.language, told),
        "error": shortened(each.error, 400),
    }


def _versions(ask: Ask, trust: Trust) -> str:
    database = NAMES[ask.powerup.database.is_sqlite]
    told = {"version": version("greffier"), "database": database}
    if trust.version is None:
        return fill(texts.VERSIONS_FILE, ask.language, told)
    when = moment(trust.version.at, ask.language, ask.powerup.rulebook.timezone)
    return fill(texts.VERSIONS, ask.language, {**told, "rules": trust.version.id, "when": when})


def _replay(ask: Ask) -> Json:
    """Replay a parked card or board."""
    target = ask.body.get("id")
    if not isinstance(target, str):
        raise bad_input("body")
    people = {rules.board: person for rules, person in ask.managed()}
    by = next(iter(people.values())).name
    powerup = ask.powerup
    with powerup.database.transaction() as session:
        done = play_again(session, powerup.fixes.enqueue, people, target, by, now())
    return {"message": (texts.REPLAYED if done else texts.NOT_PARKED).in_(ask.language)}


TAB: Final = Tab(
    name="health",
    title=Sentence("Santé", "Health"),
    words=texts.WORDS,
    routes=(Route("GET", "health", _health), Route("POST", "health/replay", _replay)),
    styled=True,
)

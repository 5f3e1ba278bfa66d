"""The replay of the last thirty days, part by part: each answer says where the next one goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from powerup.desk.tab import Ask, Json
from powerup.desk.what_if import texts
from powerup.desk.what_if.trial import Trial, card_json, meanwhile, mentions_in_words, of_many
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.editing.replay import Moved
from rules.formatting import fill, moment
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.simulation.replay import Cursor, Part, Replayed, begin, go_on

SECONDS: Final = 1.0
"""About how many seconds one answer takes."""

COUNTS: Final = ("more", "fewer", "same", "lost", "deliveries")
BIGGEST: Final = 10_000_000


def replayed(ask: Ask, trial: Trial) -> Json:
    """Return one part of the replay on the body's `board`. Its `cursor` is the one of the last answer, or
    none at the beginning.

    Raises `Denied` where the caller does not manage the board, it was never read, or the rules in force
    changed meanwhile.
    """
    rules, _ = ask.manager_of(ask.body.get("board"))
    told = ask.body.get("cursor")
    if told is not None and ask.body.get("basedOn") != trial.base.id:
        told_of = meanwhile(ask, trial.base)
        raise Denied(409, "changed-meanwhile", Sentence(told_of, told_of))
    with ask.powerup.database.transaction() as session:
        cursor = _cursor(told) if told is not None else begin(session, rules, now())
        part = go_on(session, trial.before, trial.after, rules.board, cursor, SECONDS)
    if part is None:
        raise Denied(409, "unread", texts.NEVER_READ)
    counts = _counts(told)
    more = [each for each in part.found if each.after and not each.before]
    fewer = [each for each in part.found if each.before and not each.after]
    counts["more"] += len(more)
    counts["fewer"] += len(fewer)
    counts["same"] += len(part.found) - len(more) - len(fewer)
    counts["lost"] += part.lost
    counts["deliveries"] += part.deliveries
    return {
        "cursor": None if part.ended else _to_json(part.cursor, counts),
        "done": part.cursor.done,
        "cards": max(part.cursor.cards, part.cursor.done),
        "progress": _progress(ask, part, counts),
        "more": [_line(ask, rules, each, each.after) for each in more],
        "fewer": [_line(ask, rules, each, each.before) for each in fewer],
        "told": _told(ask, counts),
    }


def _line(ask: Ask, rules: BoardRules, each: Replayed, moves: Sequence[Moved]) -> Json:
    first = moves[0]
    why = mentions_in_words(first.missing, rules, ask.language)
    when = moment(first.at, ask.language, ask.powerup.rulebook.timezone)
    text = fill(texts.REPLAY_CARD, ask.language, {"when": when, "why": why})
    return {**card_json(each.card), "text": text}


def _progress(ask: Ask, part: Part, counts: Mapping[str, int]) -> str:
    values = {
        "done": part.cursor.done,
        "cards": max(part.cursor.cards, part.cursor.done),
        "deliveries": counts["deliveries"],
    }
    return fill(texts.REPLAY_PROGRESS, ask.language, values)


def _told(ask: Ask, counts: Mapping[str, int]) -> dict[str, str]:
    """Return the totals so far in words, "" for those that are 0."""
    sentences = {"more": texts.REPLAY_MORE, "fewer": texts.REPLAY_FEWER, "same": texts.REPLAY_SAME}
    told = {
        key: fill(of_many(each, counts[key]), ask.language, {"count": counts[key]})
        if counts[key]
        else ""
        for key, each in sentences.items()
    }
    lost = fill(texts.REPLAY_LOST, ask.language, {"count": counts["lost"]})
    nothing = texts.REPLAY_NOTHING.in_(ask.language)
    return {
        **told,
        "lost": lost if counts["lost"] else "",
        "nothing": "" if counts["more"] or counts["fewer"] else nothing,
        "honest": texts.HONEST.in_(ask.language),
    }


def _to_json(cursor: Cursor, counts: Mapping[str, int]) -> Json:
    return {
        "until": cursor.until.isoformat(),
        "cards": cursor.cards,
        "done": cursor.done,
        "after": cursor.after,
        **counts,
    }


def _cursor(told: Any) -> Cursor:
    """Return the cursor of our last answer. It need not be signed: a made-up one only skips or repeats cards
    of the same board.
    """
    if not isinstance(told, Mapping):
        raise bad_input("body")
    try:
        until = datetime.fromisoformat(str(told.get("until")))
    except ValueError:
        raise bad_input("body") from None
    after = told.get("after")
    if until.tzinfo is None or not isinstance(after, str) or len(after) > 64:
        raise bad_input("body")
    return Cursor(until, _number(told, "cards"), _number(told, "done"), after)


def _counts(told: Any) -> dict[str, int]:
    known = told if isinstance(told, Mapping) else {}
    return {key: _number(known, key) for key in COUNTS}


def _number(told: Mapping[str, Any], key: str) -> int:
    value = told.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= BIGGEST:
        raise bad_input("body")
    return value

"""The tab on what the clerk did: its receipts, undoing them, and how it stands on each board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any, Final

from powerup.desk.journal import texts
from powerup.desk.journal.entries import Teller
from powerup.desk.journal.switches import foreseen, thrown
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import fill, joined, moment, plural, shortened
from rules.rulebook.values import Brake
from rules.verdict import Language
from sync.clock import now
from sync.effects.kinds import GROUPS
from sync.effects.undo import Undone, undo_many
from sync.reports.board_status import Held, Oversight, Pause, oversee
from sync.reports.note_texts import note_in_words
from sync.reports.timeline import (
    MOST_UNDONE,
    Undoing,
    Wanted,
    authors,
    board_names,
    entries_of,
    page,
    part_names,
    undoable,
)
from sync.rights.request import Asked
from sync.storage.whole_number import whole_number

PAGE: Final = 50
TOGETHER: Final = 20
"""How many receipts one request may undo; the page asks card by card."""

NAMED: Final = 5
SPANS: Final = {
    "10m": timedelta(minutes=10),
    "1h": timedelta(hours=1),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
FROM: Final = "act-"
"""What stands before a receipt's number in `since`: from that receipt on."""

YES_NO: Final = {"yes": True, "no": False}


def _timeline(ask: Ask) -> Json:
    """Return a page of receipts, by day; the first page brings what the filters offer too."""
    wanted, before = _wanted(ask), whole_number(ask.query.get("before", ""))
    teller = _teller(ask)
    with ask.powerup.database.transaction() as session:
        found = page(session, wanted, before, PAGE)
        told = {"days": teller.days(found.entries), "total": found.total, "before": found.before}
    return told if before is not None else {**told, "choices": _choices(ask, teller)}


def _choices(ask: Ask, teller: Teller) -> Json:
    """Return what the filters offer."""
    with ask.powerup.database.transaction() as session:
        people = authors(session, list(teller.boards))
    families = [(each, name.in_(ask.language)) for each, name in GROUPS.items()]
    return {
        "boards": list(teller.boards.items()),
        "families": families,
        "authors": [(each, teller.author(each)) for each in people],
    }


def _boards(ask: Ask) -> Json:
    """Return how the clerk stands on each board that the caller manages."""
    powerup, brake = ask.powerup, ask.powerup.rulebook.brake
    with powerup.database.transaction() as session:
        found = [oversee(session, rules, brake, now()) for rules, _ in ask.managed()]
    zone = powerup.rulebook.timezone
    return {"boards": [_board(each, brake, zone, ask.language) for each in found]}


def _board(each: Oversight, brake: Brake, zone: tzinfo, language: Language) -> Json:
    minutes = round(brake.per.total_seconds() / 60)
    moves = plural(each.moves, *texts.MOVES[language], language)
    told = {"moves": moves, "minutes": minutes, "limit": brake.moves}
    by = ""
    if each.mode_at is not None:
        when = moment(each.mode_at, language, zone)
        by = fill(texts.MODE_BY, language, {"by": each.mode_by, "when": when})
    return {
        "id": each.rules.board,
        "name": each.name,
        "mode": each.mode,
        "modeBy": by,
        "pause": _pause(each.pause, zone, language) if each.pause else "",
        "brake": {
            "moves": each.moves,
            "limit": brake.moves,
            "text": fill(texts.BRAKE, language, told),
        },
        "held": [_held(held, zone, language) for held in each.held],
        "heldMore": each.holds - len(each.held),
    }


def _pause(pause: Pause, zone: tzinfo, language: Language) -> str:
    why = pause.reason or note_in_words(pause.why, language)
    if pause.by and pause.by != "greffier":
        why = fill(texts.PAUSED_BY, language, {"why": why, "by": pause.by})
    when = moment(pause.at, language, zone)
    return fill(texts.SINCE, language, {"when": when, "why": why.rstrip(".")})


def _held(held: Held, zone: tzinfo, language: Language) -> Json:
    card, hold = held.card, held.hold
    accepted = hold.kind == "accepted"
    until = texts.WITHOUT_END if accepted else texts.UNTIL_EDIT
    if hold.until is not None:
        until = texts.UNTIL
    when = moment(hold.until, language, zone) if hold.until is not None else ""
    said = (
        fill(texts.ACCEPTED if accepted else texts.SUSPENDED, language, {"by": hold.by}),
        fill(until, language, {"when": when}),
    )
    name = shortened(card.name)
    return {
        "card": {"id": card.id, "board": card.board_id, "name": name, "url": card.url},
        "text": ", ".join(said),
        "reason": shortened(hold.reason),
    }


def _lift(ask: Ask) -> Json:
    """End a suspension or an acceptance."""
    rules, person = ask.manager_of(ask.body.get("board"))
    card = ask.body.get("card")
    if not isinstance(card, str) or not card:
        raise bad_input("body")
    ask.powerup.fixes.lift(Asked(person, rules, card))
    return {"message": texts.WORDS["lifted"].in_(ask.language)}


def _undoable(ask: Ask) -> Json:
    """Return what would be undone among the receipts that the filters show, and what would stay."""
    with ask.powerup.database.transaction() as session:
        found, left = undoable(session, _wanted(ask))
    return {
        "cards": [{"name": shortened(x.card.name), "receipts": x.receipts} for x in found],
        "lines": _foretold(found, left, ask.language),
    }


def _foretold(found: Sequence[Undoing], left: int, language: Language) -> list[str]:
    if not found:
        return [texts.UNDOES_NONE.in_(language)]
    acts = sum(len(each.receipts) for each in found)
    names = [shortened(each.card.name, 60) for each in found[:NAMED]]
    if len(found) > NAMED:
        names.append(plural(len(found) - NAMED, *texts.OTHER_CARDS[language], language))
    told = {
        "acts": plural(acts, *texts.ACTS[language], language),
        "cards": plural(len(found), *texts.CARDS[language], language),
        "names": joined(names, language),
    }
    said = [fill(texts.UNDOES, language, told), texts.UNDOES_HOW.in_(language)]
    if left:
        stays = plural(left, *texts.ACTS[language], language)
        said.append(fill(texts.UNDOES_BUT, language, {"acts": stays}))
    if acts + left >= MOST_UNDONE:
        said.append(fill(texts.UNDOES_MOST, language, {"most": MOST_UNDONE}))
    return said


def _undo(ask: Ask) -> Json:
    """Undo these receipts, the newest first; return what became of each, and how its line reads now. One of
    a board that the caller does not manage is answered as if it did not exist.
    """
    ids = _receipts(ask.body.get("receipts"))
    people = {rules.board: person for rules, person in ask.managed()}
    with ask.powerup.database.transaction() as session:
        found = [each.receipt for each in entries_of(session, ids)]
        theirs = [each.id for each in found if each.board_id in people]
    if not theirs:
        raise bad_input("receipt")
    fixes, by = ask.powerup.fixes, next(iter(people.values())).name
    done = undo_many(fixes.database, fixes.gateway, fixes.enqueue, theirs, by)
    done += [Undone(each, "unknown") for each in ids if each not in theirs]
    teller = _teller(ask)
    with fixes.database.transaction() as session:
        lines = [teller.line(each) for each in entries_of(session, theirs)]
    return {
        "results": [
            {"id": each.receipt_id, "whyNot": teller.why_not(each.why_not) if each.why_not else ""}
            for each in done
        ],
        "lines": lines,
    }


def _receipts(value: Any) -> list[int]:
    if not isinstance(value, list) or not 0 < len(value) <= TOGETHER:
        raise bad_input("receipt")
    if any(type(each) is not int or not 0 < each < 2**31 for each in value):
        raise bad_input("receipt")
    return value


def _teller(ask: Ask) -> Teller:
    boards = [rules.board for rules, _ in ask.managed()]
    with ask.powerup.database.transaction() as session:
        names, parts = board_names(session, boards), part_names(session, boards)
    return Teller(ask.powerup.rulebook, parts, names, ask.language)


def _wanted(ask: Ask) -> Wanted:
    """Return which receipts the filters ask for, of the boards that the caller manages alone."""
    query, boards = ask.query, tuple(rules.board for rules, _ in ask.managed())
    board = query.get("board", "")
    if board and board not in boards:
        ask.manager_of(board)
    return Wanted(
        boards=(board,) if board else boards,
        family=query.get("family", ""),
        by=query.get("by", ""),
        text=query.get("text", "")[:200],
        undone=YES_NO.get(query.get("undone", "")),
        since=_since(query.get("since", ""), ask.powerup.rulebook.timezone),
        from_id=whole_number(query.get("since", "").removeprefix(FROM)),
    )


def _since(text: str, zone: tzinfo) -> datetime | None:
    """Return the instant that "10m", "1h", "today", "7d" or "30d" reach back to; None for anything else."""
    if text == "today":
        return datetime.combine(local_date(now(), zone), time(), zone)
    return now() - SPANS[text] if text in SPANS else None


TAB: Final = Tab(
    name="acts",
    title=Sentence("Journal", "Journal"),
    words=texts.WORDS,
    routes=(
        Route("GET", "acts", _timeline),
        Route("GET", "acts/boards", _boards),
        Route("GET", "acts/foreseen", foreseen),
        Route("POST", "acts/switch", thrown),
        Route("POST", "acts/lift", _lift),
        Route("GET", "acts/undoable", _undoable),
        Route("POST", "acts/undo", _undo),
    ),
    styled=True,
)

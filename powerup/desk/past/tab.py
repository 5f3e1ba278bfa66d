"""The tab « Le tableau le… »: a board as it stood at a moment, and what changed until another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from powerup.desk.past import texts
from powerup.desk.past.told import Teller
from powerup.desk.tab import Ask, Json, Route, Tab
from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.formatting import fill, moment
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.reports.timeline import board_names
from sync.simulation.horizon import Horizon, horizon
from sync.simulation.past_board import PastBoard, board_at
from sync.simulation.past_changes import changes

NEAR: Final = timedelta(minutes=1)
"""A moment is chosen by the minute: one so little outside of what is known is taken for its end."""


class Cannot(Exception):
    """There is no board to show; the sentence says why, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.fr)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class _Looked:
    """The board then, and later where a second moment was asked for."""

    past: PastBoard
    later: PastBoard | None
    told: Json | None


def _past(ask: Ask) -> Json:
    """Return the board at the moment that is asked for, a day ago where none is; what the form offers; and
    what changed until a second moment.
    """
    rules, at = _board(ask), now()
    zone, language = ask.powerup.rulebook.timezone, ask.language
    with ask.powerup.database.transaction() as session:
        known = horizon(session, rules.board, at)
        names = board_names(session, [each.board for each, _ in ask.managed()])
        name = names.get(rules.board, rules.name)
        form = {
            "boards": list(names.items()),
            "board": rules.board,
            **_offered(known, at, zone, ask),
        }
        if known is None:
            return {**form, "empty": fill(texts.UNREAD, language, {"board": name})}
        try:
            looked = _look(ask, session, rules, known, at)
        except Cannot as cannot:
            first = moment(known.first, language, zone)
            told = {"board": name, "first": first}
            return {**form, "empty": fill(cannot.sentence, language, told)}
    teller = Teller(looked.past, language, zone, ask.query.get("card", ""))
    until = _minute(looked.later.at, zone) if looked.later is not None else ""
    chosen = {"at": _minute(looked.past.at, zone), "until": until}
    return {**form, **chosen, "empty": "", **teller.board(), "changes": looked.told}


def _board(ask: Ask) -> BoardRules:
    """Return the board that is asked for, the first that the caller manages where none is."""
    wanted = ask.query.get("board", "")
    return ask.manager_of(wanted or ask.managed()[0][0].board)[0]


def _look(ask: Ask, session: Any, rules: BoardRules, known: Horizon, instant: datetime) -> _Looked:
    """Return what is asked for. Raises `Cannot`."""
    zone, rulebook = ask.powerup.rulebook.timezone, ask.powerup.rulebook
    day_ago = max(instant - timedelta(days=1), known.first)
    at = _known(_read(ask.query.get("at", ""), zone) or day_ago, known, instant)
    until = _read(ask.query.get("until", ""), zone)
    past = board_at(session, rulebook, rules.board, at, known, ask.language)
    if past is None:
        raise Cannot(texts.UNREAD)
    if until is None:
        return _Looked(past, None, None)
    until = _known(until, known, instant)
    if until <= at:
        raise Cannot(texts.NOT_AFTER)
    later = board_at(session, rulebook, rules.board, until, known, ask.language)
    if later is None:
        raise Cannot(texts.UNREAD)
    found = changes(session, past, later)
    return _Looked(past, later, Teller(past, ask.language, zone).changes(later, found))


def _read(text: str, zone: tzinfo) -> datetime | None:
    """Return a moment as the form or a link writes it, on the school's clocks where it tells no zone; None
    for nothing. Raises `Cannot`.
    """
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
        return read if read.tzinfo is not None else read.replace(tzinfo=zone)
    except ValueError:
        raise Cannot(texts.UNREADABLE) from None


def _known(at: datetime, known: Horizon, instant: datetime) -> datetime:
    """Return the moment, or the end of what is known where it is only just outside. Raises `Cannot`."""
    if at < known.first - NEAR:
        raise Cannot(texts.TOO_EARLY)
    if at > instant + NEAR:
        raise Cannot(texts.FUTURE)
    return min(max(at, known.first), instant)


def _offered(known: Horizon | None, at: datetime, zone: tzinfo, ask: Ask) -> Json:
    """Return the bounds of the form, its buttons, and the sentence below it."""
    first = known.first if known is not None else at
    ago = [(at - timedelta(days=days), name) for days, name in texts.PRESETS]
    told = {"zone": str(zone), "first": moment(first, ask.language, zone)}
    return {
        "first": _minute(first, zone),
        "now": _minute(at, zone),
        "presets": [
            [name.in_(ask.language), _minute(when, zone)] for when, name in ago if when >= first
        ],
        "zone": fill(texts.ZONE, ask.language, told) if known is not None else "",
    }


def _minute(at: datetime, zone: tzinfo) -> str:
    """Return a moment as a field for dates and times holds it."""
    return local_time(at, zone).strftime("%Y-%m-%dT%H:%M")


TAB: Final = Tab(
    name="past",
    title=Sentence("Le tableau le…", "The board on…"),
    words=texts.WORDS,
    routes=(Route("GET", "past", _past),),
    styled=True,
)

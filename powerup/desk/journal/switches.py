"""The switches of a board: pause, resume, observe, enforce; each says first what it will do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final, Literal, get_args

from mentoring.defences.follow.foresee import beyond
from powerup.desk.journal import switch_texts as texts
from powerup.desk.tab import Ask, Json
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.comments.orders import LONGEST_REASON
from rules.formatting import fill, plural, shortened
from sync.clock import now
from sync.reports.timeline import board_names
from sync.rulebook.boards import Watched
from sync.rulebook.urls import rules_url
from sync.simulation.preview import Foreseen, Preview, foresee
from sync.use_cases.board_mode import pause, resume, set_mode

Switch = Literal["pause", "resume", "observe", "enforce"]
SWITCHES: Final[tuple[Switch, ...]] = get_args(Switch)
NAMED: Final = 5
"""How many cards are named; the others are counted."""


def switch_of(value: object) -> Switch:
    """Return the switch with this name. Raises `Denied` for any other."""
    for each in SWITCHES:
        if each == value:
            return each
    raise bad_input("body")


def foreseen(ask: Ask) -> Json:
    """Return what the switch would do now: a title, sentences, and the first cards that are concerned."""
    switch = switch_of(ask.query.get("what"))
    rules, _ = ask.manager_of(ask.query.get("board"))
    powerup = ask.powerup
    url = rules_url(powerup.public_url, powerup.secret, rules.board)
    further = beyond(powerup.fixes.settings)
    found = foresee(powerup.database, powerup.rulebook, rules.board, ask.language, url, further)
    name = found.board.form["name"] if found is not None else rules.name
    return {
        "title": texts.TITLE[switch].in_(ask.language).format(board=name),
        "action": texts.ACTION[switch].in_(ask.language),
        "lines": _lines(ask, switch, found),
        "lists": _cards(ask, switch, found),
        "reason": switch == "pause",
    }


def thrown(ask: Ask) -> Json:
    """Throw the switch, which leaves a receipt; return a message that says what holds now."""
    switch = switch_of(ask.body.get("what"))
    rules, person = ask.manager_of(ask.body.get("board"))
    by, reason = person.name, _reason(ask.body.get("reason", ""))
    enqueue = ask.powerup.fixes.enqueue
    with ask.powerup.database.transaction() as session:
        if switch == "pause":
            changed = pause(session, rules, by, reason, now())
        elif switch == "resume":
            changed = resume(session, enqueue, rules, by, now()) is not None
        else:
            changed = set_mode(session, enqueue, rules, switch, by, now())
        name = board_names(session, [rules.board]).get(rules.board, rules.name)
    sentence = texts.DONE[switch] if changed else texts.ALREADY
    return {"message": fill(sentence, ask.language, {"board": name})}


def _reason(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_REASON or "\x00" in value:
        raise bad_input("body")
    return " ".join(value.split())


def _lines(ask: Ask, switch: Switch, found: Preview | None) -> list[str]:
    """Return what the switch means, what it would do at once, and for how long it holds."""
    language = ask.language
    said = [texts.STOPS[switch].in_(language)] if switch in texts.STOPS else []
    if found is None:
        return [*said, texts.UNREAD.in_(language)]
    blocked = _blocked(switch, found.board)
    if blocked is not None:
        said.append(blocked.in_(language))
    said += _effects(ask, switch, found, wakes=blocked is None)
    if switch == "resume":
        said.append(texts.FROM_NOW.in_(language))
    if switch in ("observe", "enforce"):
        said.append(texts.HOW_LONG.in_(language))
    return said


def _blocked(switch: Switch, board: Watched) -> Sentence | None:
    """Return why nothing will be written although the switch lets the clerk act."""
    if switch == "resume" and board.mode == "observe":
        return texts.STILL_OBSERVES
    if switch == "enforce" and board.paused:
        return texts.STILL_PAUSED
    return None


def _effects(ask: Ask, switch: Switch, found: Preview, *, wakes: bool) -> list[str]:
    """Return what would be done, or is held back, and to how many cards. `wakes`: nothing else blocks it."""
    language, stops = ask.language, switch in texts.STOPS
    settling = sum(each.waits_until is not None for each in found.cards)
    told = {
        "moves": plural(found.moves, *texts.MOVES[language], language),
        "comments": plural(found.comments, *texts.COMMENTS[language], language),
        "cards": plural(settling, *texts.CARDS[language], language),
        "count": found.brake_at,
        "lists": plural(found.checklists, *texts.LISTS[language], language),
    }
    said = []
    if found.checklists:
        said.append(texts.HELD_BACK_LISTS if stops or not wakes else texts.AT_ONCE_LISTS)
    elif found.moves or found.comments:
        said.append(texts.HELD_BACK if stops or not wakes else texts.AT_ONCE)
    elif not stops:
        said.append(texts.NOTHING)
    if settling:
        said.append(texts.SETTLING)
    if found.brake_at is not None and not stops:
        said.append(texts.BRAKE)
    return [fill(each, language, told) for each in said]


def _cards(ask: Ask, switch: Switch, found: Preview | None) -> list[Json]:
    if found is None or switch in texts.STOPS:
        return []
    moved = [each for each in found.cards if each.move is not None]
    commented = [each for each in found.cards if each.move is None and each.tell is not None]
    prepared = [each for each in found.cards if each.checklist]
    lists = ((texts.MOVED, moved), (texts.COMMENTED, commented), (texts.PREPARED, prepared))
    return [
        {"title": title.in_(ask.language), "cards": _named(cards), "more": _more(ask, len(cards))}
        for title, cards in lists
        if cards
    ]


def _named(cards: Iterable[Foreseen]) -> list[str]:
    return [shortened(each.card.name, 80) for each in islice(cards, NAMED)]


def _more(ask: Ask, count: int) -> str:
    rest = {"count": count - NAMED}
    return fill(texts.OTHERS, ask.language, rest) if count > NAMED else ""

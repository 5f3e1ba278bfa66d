"""What `greffier doctor` reads in the database: the queue, deliveries, each board's mode and mirror."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.cli.receipts.texts import short
from greffier.composition import Greffier
from rules.bilingual import NO_BREAK, Sentence
from rules.formatting import plural
from sync.clock import now
from sync.reports.health import LATE, BoardHealth, State, read_state
from sync.reports.note_texts import note_in_words
from sync.storage.board_tables import BoardStateRow
from sync.trello.power_up_seen import other_power_up

SILENT: Final = 3 * 24 * 3600.0
"""Seconds after which no delivery at all is worth a look: a long week-end."""

S = Sentence
FOUND: Final[Found] = {
    "power-up-right": (S("Power-Up : {ours}", "Power-Up: {ours}"), None),
    "power-up-none": (
        S("Power-Up : pas encore réglé", "Power-Up: not set up yet"),
        S(
            "docs/powerup.md : les pages et les boutons dans Trello ; sans lui, tout le reste marche",
            "docs/powerup.md: pages and buttons inside Trello; without it all the rest works",
        ),
    ),
    "power-up-other": (
        S(
            "Power-Up : Trello parle du {seen}, TRELLO_POWERUP_ID vaut {ours} : ses pages restent fermées",
            "Power-Up: Trello speaks of {seen}, TRELLO_POWERUP_ID is {ours}: its pages stay closed",
        ),
        S(
            "si le Power-Up {seen} est le vôtre, mettez-le dans TRELLO_POWERUP_ID et redémarrez ; sinon, "
            "quelqu'un d'autre essaie cette adresse : rien à faire",
            "if Power-Up {seen} is yours, put it into TRELLO_POWERUP_ID and restart; else somebody else "
            "tries this address: nothing to do",
        ),
    ),
    "queue-right": (S("file : {waiting} en attente", "queue: {waiting} waiting"), None),
    "queue-late": (
        S(
            "file : la plus ancienne carte attend depuis {age}",
            "queue: the oldest card waits for {age}",
        ),
        S(
            "un travailleur tourne-t-il ? `greffier serve` ou `greffier worker`, puis `greffier queue`",
            "is a worker running? `greffier serve` or `greffier worker`, then `greffier queue`",
        ),
    ),
    "queue-parked": (
        S(
            "file : mises de côté après plusieurs échecs : {count}",
            "queue: {count} parked after failures",
        ),
        S(
            "`greffier queue` dit pourquoi ; `greffier queue replay --all` les reprend",
            "`greffier queue` tells why; `greffier queue replay --all` takes them up again",
        ),
    ),
    "delivery-recent": (
        S("dernière livraison de Trello : il y a {age}", "last delivery of Trello's: {age} ago"),
        None,
    ),
    "delivery-none": (
        S("aucune livraison de Trello jusqu'ici", "no delivery of Trello's so far"),
        S(
            "modifiez une carte sur un tableau : elle doit arriver en quelques secondes",
            "edit a card on a board: it should arrive within seconds",
        ),
    ),
    "delivery-old": (
        S("dernière livraison de Trello : il y a {age}", "last delivery of Trello's: {age} ago"),
        S(
            "si les tableaux ont changé depuis, `greffier webhooks repair`",
            "if the boards have changed since, `greffier webhooks repair`",
        ),
    ),
    "drift-none": (S("{board} : miroir sans écart", "{board}: mirror without a difference"), None),
    "drift-repaired": (
        S(
            "{board} : {count} à la comparaison du {when}, tout est réparé",
            "{board}: {count} in the comparison of {when}, all repaired",
        ),
        S(
            "rien à faire une fois ; si cela revient, des livraisons se perdent : "
            "`greffier webhooks list`",
            "nothing to do about one; if it comes again, deliveries get lost: `greffier webhooks list`",
        ),
    ),
    "drift-some": (
        S(
            "{board} : {count} à la comparaison du {when}, laissés tels quels",
            "{board}: {count} in the comparison of {when}, left as they are",
        ),
        S(
            "`greffier sync --board {board}` les montre et les répare",
            "`greffier sync --board {board}` shows and repairs them",
        ),
    ),
    "unread": (
        S("{board} : pas encore lu", "{board}: not read yet"),
        S(
            "`greffier serve`, ou `greffier sync --board {board}`",
            "`greffier serve`, or `greffier sync`",
        ),
    ),
    "paused": (
        S("{board} : en pause depuis le {when} ({why})", "{board}: paused since {when} ({why})"),
        S(
            "`greffier receipts --board {board}`, puis `greffier resume {board}` "
            "ou `greffier undo --since … --board {board}`",
            "`greffier receipts --board {board}`, then `greffier resume {board}` "
            "or `greffier undo --since … --board {board}`",
        ),
    ),
    "observes": (
        S("{board} : Greffier observe, il n'écrit rien", "{board}: observed, nothing is written"),
        S(
            "`greffier preview {board}`, puis `greffier mode {board} enforce`",
            "`greffier preview {board}`, then `greffier mode {board} enforce`",
        ),
    ),
    "enforces": (S("{board} : Greffier agit", "{board}: Greffier acts"), None),
}


def state(parts: Greffier) -> Iterator[Check]:
    """Look at all that the database tells."""
    yield from _power_up(parts, Voice(parts.settings.language, FOUND))
    voice = Voice(parts.settings.language, FOUND)
    found = read_state(parts.database, parts.rulebook)
    yield from _queue(voice, found)
    yield _delivery(voice, found)
    for each in found.boards:
        yield from _board(parts, voice, each)


def _power_up(parts: Greffier, voice: Voice) -> Iterator[Check]:
    ours = parts.settings.powerup_id
    with parts.database.transaction() as session:
        seen = other_power_up(session, ours)
    if ours and seen:
        yield voice.fail("power-up", "power-up-other", ours=ours, seen=seen)
    elif ours:
        yield voice.ok("power-up", "power-up-right", ours=ours)
    else:
        yield voice.warn("power-up", "power-up-none")


def _queue(voice: Voice, found: State) -> Iterator[Check]:
    if found.queue_age > LATE.total_seconds():
        yield voice.fail("queue", "queue-late", age=span(found.queue_age, voice))
    else:
        yield voice.ok("queue", "queue-right", waiting=found.waiting)
    if found.parked:
        yield voice.fail("queue", "queue-parked", count=found.parked)


def _delivery(voice: Voice, found: State) -> Check:
    if found.last_delivery is None:
        return voice.warn("deliveries", "delivery-none")
    age = (now() - found.last_delivery).total_seconds()
    if age > SILENT:
        return voice.warn("deliveries", "delivery-old", age=span(age, voice))
    return voice.ok("deliveries", "delivery-recent", age=span(age, voice))


def _board(parts: Greffier, voice: Voice, each: BoardHealth) -> Iterator[Check]:
    name = each.name
    if each.snapshot_at is None:
        yield voice.fail("mirror", "unread", board=name)
    elif each.drift:
        words = ("écart", "écarts") if voice.language == "fr" else ("difference", "differences")
        count = plural(each.drift, *words, voice.language)
        when = short(each.drift_at, parts.rulebook.timezone) if each.drift_at else "?"
        code = "drift-repaired" if each.drift_repaired else "drift-some"
        yield voice.warn("mirror", code, board=name, count=count, when=when)
    else:
        yield voice.ok("mirror", "drift-none", board=name)
    if each.paused_why:
        when, why = _pause(parts, voice, each)
        yield voice.warn("mode", "paused", board=name, when=when, why=why)
    if each.mode == "observe":
        yield voice.warn("mode", "observes", board=name)
    elif not each.paused_why:
        yield voice.ok("mode", "enforces", board=name)


def _pause(parts: Greffier, voice: Voice, each: BoardHealth) -> tuple[str, str]:
    with parts.database.transaction() as session:
        row = session.get(BoardStateRow, each.board_id)
        since = row.paused_at if row is not None else None
    when = short(since, parts.rulebook.timezone) if since is not None else "?"
    return when, note_in_words(each.paused_why, voice.language)


def span(seconds: float, voice: Voice) -> str:
    """Return so many seconds as "3 min", "2 h", "4 j" (in English "4 d"), rounded down."""
    day = "j" if voice.language == "fr" else "d"
    for unit, length in ((day, 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{int(seconds // length)}{NO_BREAK}{unit}"
    return f"{int(seconds)}{NO_BREAK}s"

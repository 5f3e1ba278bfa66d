"""The managers' queue over all their boards: gathered, filtered, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from mentoring.defences.open_questions import owed_on
from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import asks_on, value_of, waits_since
from powerup.desk.tab import Ask
from powerup.desk.todo.next_asked import NextAsked
from powerup.desk.todo.rows import Json, Rows
from powerup.http.power_up import Caller, PowerUp
from rules.formatting import shortened
from rules.projects import natural_order
from rules.reports.triage import CONCERNS, Concern
from rules.rulebook.values import BoardRules
from rules.twins import name_key
from rules.verdict import Language
from sync.clock import now
from sync.mirror.member_names import names_of
from sync.reports.triage import Matter, Queue, queue_of
from sync.reports.triage_cache import Queues, Versions
from sync.rights.request import Asked
from sync.rulebook.boards import Watched, managers_of, watched

PAGE: Final = 50
MOST: Final = 200
NOBODY: Final = "-"
QUEUES: Final = Queues()
VERSIONS: Final = Versions()


@dataclass(frozen=True, slots=True)
class Shelf:
    """One board's part of the queue, and what writes its rows."""

    queue: Queue
    rows: Rows

    @property
    def rules(self) -> BoardRules:
        return self.rows.board.rules


Entry = tuple[Matter, Rows]
Test = Callable[[Matter, Rows], bool]


def shelves(ask: Ask, boards: Iterable[BoardRules], card: str | None = None) -> list[Shelf]:
    """Return the parts of the queue of these boards, read in one transaction; of one card and its twins
    alone where `card` names it. A board that was never read is left out.
    """
    powerup, at, found = ask.powerup, now(), []
    with powerup.database.transaction() as session:
        names = names_of(session)
        for rules in boards:
            board = watched(session, rules.board, powerup.rulebook, powerup.bot_id(), at)
            if board is not None:
                managers = [names.get(each, "") for each in managers_of(session, rules)]
                asks = asks_on(session, rules.board)
                owed = {**_unanswered(asks, at), **_owed(session, board, at)}
                if card is None:
                    queue = QUEUES.of(session, board, managers, at, owed)
                else:
                    queue = queue_of(session, board, managers, at, card, owed)
                after = NextAsked(powerup, rules)
                rows = Rows(board, names, projects_of(board), at, ask.language, asks, after)
                found.append(Shelf(queue, rows))
    return found


def is_in_queue(powerup: PowerUp, asked: Asked, language: Language) -> bool:
    """Return whether this card waits for the person who asks, as a manager of its board."""
    if not asked.person.manager:
        return False
    ask = Ask(powerup, Caller(asked.person, asked.rules), language)
    found = shelves(ask, [asked.rules], asked.card_id)
    return any(x.card_id == asked.card_id for each in found for x in each.queue.matters)


def version_of(powerup: PowerUp) -> tuple[str, str]:
    """Return two marks: one changes when anybody's queue may have changed (by changes on any board, or by
    time that passes), the other when anybody takes a card in hand or gives it back.

    They are the same for everybody and tell nothing else: no rights are looked up for them.
    """
    boards = tuple(powerup.rulebook.boards.values())
    found = VERSIONS.of(powerup.database, boards, now())
    queue, claims = (blake2b(each.encode(), digest_size=8).hexdigest() for each in found)
    return queue, claims


def _owed(session: Any, board: Watched, at: datetime) -> dict[str, tuple[Concern, datetime]]:
    """Return what waits for managers after defences, by card id, and since when: a result that nobody told,
    a decision that is overdue.
    """
    found: dict[str, tuple[Concern, datetime]] = {}
    for card, each in owed_on(session, board.rules, at, board.ruled.zone).items():
        if each.overdue and each.what == "result":
            found[card] = "result", each.since
        elif each.overdue and each.what == "decision" and each.until is not None:
            found[card] = "decision", each.until
    return found


def _unanswered(
    asks: Mapping[str, Sequence[AskRow]], at: datetime
) -> dict[str, tuple[Concern, datetime]]:
    """Return the cards for which somebody else is to be asked, and since when."""
    waits = {card: waits_since([value_of(x) for x in rows], at) for card, rows in asks.items()}
    return {card: ("answer", since) for card, since in waits.items() if since is not None}


def projects_of(board: Watched) -> dict[str, str]:
    """Return the names of the labels that say a project, by label id."""
    ruled = board.ruled
    return {each.id: each.name for each in ruled.board.labels if ruled.is_project(each)}


def entries(found: Iterable[Shelf]) -> list[Entry]:
    """Return every card of the queue, the greatest risk first."""
    both = [(matter, shelf.rows) for shelf in found for matter in shelf.queue.matters]
    return sorted(both, key=lambda each: (*each[0].triage.order, each[0].card_id))


def tests_of(query: Mapping[str, str]) -> dict[str, Test]:
    """Return the tests for the filters that are set in the address, by name."""
    tests: dict[str, Test] = {
        "board": lambda matter, _: matter.rules.board == query["board"],
        "kind": lambda matter, _: query["kind"] in matter.triage.concerns,
        "project": lambda matter, rows: query["project"] in rows.projects(matter),
        "mentor": lambda matter, _: query["mentor"] in (matter.members or (NOBODY,)),
        "text": lambda matter, rows: _contains(matter, rows, name_key(query["text"]).split()),
    }
    return {name: test for name, test in tests.items() if query.get(name)}


def _contains(matter: Matter, rows: Rows, words: list[str]) -> bool:
    people = (rows.names.get(each, "") for each in matter.members)
    text = name_key(" ".join((matter.row.name, *people, *rows.labels(matter))))
    return all(each in text for each in words)


def kept(all_: Iterable[Entry], tests: Mapping[str, Test], but: str = "") -> list[Entry]:
    """Return the entries that pass all tests, except the one named `but`, which is not applied."""
    wanted = [test for name, test in tests.items() if name != but]
    return [each for each in all_ if all(test(*each) for test in wanted)]


def facets(all_: list[Entry], tests: Mapping[str, Test]) -> Json:
    """Return the choices of each filter, and how many cards each would show with the other filters set."""
    kinds = Counter(x for matter, _ in kept(all_, tests, "kind") for x in matter.triage.concerns)
    projects = Counter(x for m, r in kept(all_, tests, "project") for x in r.projects(m))
    mentors = Counter(
        (each, rows.names.get(each, ""))
        for matter, rows in kept(all_, tests, "mentor")
        for each in matter.members or (NOBODY,)
    )
    return {
        "kinds": [{"code": each, "count": kinds[each]} for each in CONCERNS if kinds[each]],
        "projects": [
            {"id": each, "name": each, "count": projects[each]}
            for each in sorted(projects, key=natural_order)
        ],
        "mentors": _named(mentors),
    }


def boards_of(found: Iterable[Shelf], all_: list[Entry], tests: Mapping[str, Test]) -> list[Json]:
    """Return every board with how many cards it would show, also where that is none."""
    counts = Counter(matter.rules.board for matter, _ in kept(all_, tests, "board"))
    return [
        {
            "id": each.rules.board,
            "name": each.rows.board.form["name"],
            "count": counts[each.rules.board],
        }
        for each in found
    ]


def _named(counter: Counter[tuple[str, str]]) -> list[Json]:
    ordered = sorted(counter.items(), key=lambda each: each[0][1].casefold())
    return [{"id": key, "name": name, "count": count} for (key, name), count in ordered]


def coming(found: Iterable[Shelf]) -> Json:
    """Return what will come, for whoever has an empty queue: the next card to be in it, the next due date."""
    told: Json = {"next": None, "due": None}
    for name in told:
        some: list[tuple[datetime, str, Rows]] = []
        for shelf in found:
            each: Any = getattr(shelf.queue, name)
            if each is not None:
                some.append((*each, shelf.rows))
        if some:
            at, card, rows = min(some, key=lambda each: each[0])
            told[name] = {"at": rows.moment(at), "name": shortened(card, 80)}
    return told

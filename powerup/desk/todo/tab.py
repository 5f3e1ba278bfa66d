"""The tab "À traiter": what needs the managers now on all their boards, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from powerup.desk.sessions.service import service, who
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.desk.todo import peek_texts, texts, views, views_texts
from powerup.desk.todo.in_hand import claim, claimed
from powerup.desk.todo.peek import peek
from powerup.desk.todo.presses import act, row_of
from powerup.desk.todo.queue import (
    MOST,
    PAGE,
    Shelf,
    boards_of,
    coming,
    entries,
    facets,
    kept,
    shelves,
    tests_of,
    version_of,
)
from powerup.desk.todo.table import table_of
from powerup.desk.todo.twins import twins_of
from powerup.desk.week import texts as week_texts
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.formatting import joined
from sync.storage.whole_number import whole_number

LONGEST: Final = 200
OVERDUE: Final = 4
"""How many mentors are named whose sessions wait for a status; the others are counted."""


def _queue(ask: Ask) -> Json:
    """Return one page of the queue, with what it can be filtered by."""
    offset, limit = _number(ask.query, "offset", 0), _number(ask.query, "limit", PAGE)
    version, claims = version_of(
        ask.powerup
    )  # before the rows: a change between the two makes the page ask again
    found = shelves(ask, [rules for rules, _ in ask.managed()])
    every, tests = entries(found), tests_of(_short(ask.query))
    chosen = kept(every, tests)
    page = chosen[offset : offset + min(limit, MOST)]
    return {
        "version": version,
        "inHand": {"mark": claims, **claimed(ask)},
        "rows": [rows.row(matter) for matter, rows in page],
        "count": len(chosen),
        "all": len(every),
        "paused": [_paused(each, ask) for each in found if each.rows.board.paused],
        "overdue": _overdue(ask),
        **facets(every, tests),
        "boards": boards_of(found, every, tests),
        **(coming(found) if not every else {}),
    }


def _table(ask: Ask) -> Json:
    """Return every card that passes the filters, as a table."""
    every = entries(shelves(ask, [rules for rules, _ in ask.managed()]))
    chosen = kept(every, tests_of(_short(ask.query)))
    return {"count": len(chosen), **table_of(chosen, ask.language)}


def _count(ask: Ask) -> Json:
    found = shelves(ask, [rules for rules, _ in ask.managed()])
    return {"count": sum(len(each.queue.matters) for each in found)}


def _overdue(ask: Ask) -> str:
    """Return a sentence that counts, by mentor, the sessions still without status on the third working day;
    "" for none.
    """
    found = service(ask).overdue(who(ask)) if ask.managed() else []
    if not found:
        return ""
    named = [f"{name} ({count})" for name, count in found[:OVERDUE]]
    left = len(found) - OVERDUE
    if left > 0:
        named.append(texts.OTHERS.in_(ask.language).format(count=left))
    return texts.OVERDUE.in_(ask.language).format(mentors=joined(named, ask.language))


def _paused(shelf: Shelf, ask: Ask) -> Json:
    board = shelf.rows.board.form["name"]
    return {"board": shelf.rules.board, "text": texts.PAUSED.in_(ask.language).format(board=board)}


def _number(query: Mapping[str, str], name: str, usual: int) -> int:
    number = whole_number(query.get(name, str(usual)))
    if number is None:
        raise bad_input("body")
    return number


def _short(query: Mapping[str, str]) -> dict[str, str]:
    if any(len(value) > LONGEST for value in query.values()):
        raise bad_input("body")
    return dict(query)


_SPOKEN: Final = {
    **texts.PAGE,
    **peek_texts.PAGE,
    **views_texts.PAGE,
    **week_texts.IN_QUEUE,
    **{f"kind-{code}": sentence for code, sentence in texts.KINDS.items()},
}

TAB: Final = Tab(
    name="todo",
    title=Sentence("À traiter", "To do"),
    words=_SPOKEN,
    routes=(
        Route("GET", "todo", _queue),
        Route("GET", "todo/count", _count),
        Route("GET", "todo/card/<board>/<card>", row_of),
        Route("GET", "todo/peek/<card>", peek),
        Route("GET", "todo/table", _table),
        Route("GET", "todo/views", views.views),
        Route("POST", "todo/views", views.keep),
        Route("POST", "todo/views/<view>/change", views.change),
        Route("POST", "todo/views/<view>/delete", views.delete),
        Route("GET", "todo/claims", claimed),
        Route("POST", "todo/claim/<board>/<card>", claim),
        Route("GET", "todo/twins/<board>/<card>", twins_of),
        Route("POST", "card/<board>/<card>/<action>", act),
    ),
    styled=True,
)

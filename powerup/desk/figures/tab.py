"""The tab "Chiffres": how things go, week by week; nobody is counted by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from mentoring.defences.counts import endings
from powerup.desk.figures import texts
from powerup.desk.figures.chart import Chart, as_csv, table_day
from powerup.desk.figures.charts import Charts
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import fill, plural
from rules.projects import project_order
from rules.reports import statistics
from rules.reports.statistics import Check, Facets
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.reports import statistics as history
from sync.reports.statistics import Move, Stay, Wanted
from sync.reports.timeline import board_names

USUAL: Final = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """What the boards' histories hold for the weeks that are shown."""

    weeks: tuple[date, ...]
    about: Mapping[str, Facets]
    checks: Sequence[Check]
    completed: Sequence[tuple[datetime, timedelta]]
    moves: Sequence[Move]
    stays: Sequence[Stay]
    lists: Mapping[str, str]
    endings: Sequence[tuple[datetime, str]]

    @property
    def nothing(self) -> bool:
        return not (self.checks or self.completed or self.moves or self.stays or self.endings)


def _figures(ask: Ask) -> Json:
    """Return the charts, a sentence about them, and the filters."""
    boards = _boards(ask)
    found = _count(ask, boards)
    return {
        "charts": [each.json(ask.language) for each in _charts(ask, boards, found)],
        "about": _about(ask, found),
        "note": texts.ARRIVAL.in_(ask.language),
        "filters": _choices(ask, found.about.values()),
        "empty": _empty(ask) if found.nothing else "",
    }


def _table(ask: Ask) -> Json:
    """Return the tables of the charts as a file."""
    boards = _boards(ask)
    found = _count(ask, boards)
    text = as_csv(_charts(ask, boards, found), _about(ask, found), ask.language)
    return {"name": texts.FILE.in_(ask.language), "text": text}


def _count(ask: Ask, boards: tuple[BoardRules, ...]) -> Counted:
    at, zone = now(), ask.powerup.rulebook.timezone
    weeks = statistics.weeks_until(at, zone, _weeks(ask))
    since = datetime.combine(weeks[0], time(), tzinfo=zone)
    wanted = Wanted(boards, since, ask.query.get("course", ""), ask.query.get("project", ""))
    with ask.powerup.database.transaction() as session:
        about = history.facets_of(session, wanted)
        pasts = history.pasts(session, wanted, about)
        ended = endings(session, wanted.board_ids, since)
        moves = history.moves(session, wanted, about)
        stays = history.stays(session, wanted, about)
        lists = history.lists_of(session, wanted.board_ids)
    checks = [statistics.first_check(past, at) for past in pasts]
    completed = map(statistics.completion, pasts, checks)
    return Counted(
        weeks=weeks,
        about=about,
        checks=[each for each in checks if each and each.at >= since],
        completed=[each for each in completed if each and each[0] >= since],
        moves=moves,
        stays=stays,
        lists=lists,
        endings=[
            (when, outcome)
            for card, when, outcome in ended
            if wanted.has(about.get(card, Facets()))
        ],
    )


def _charts(ask: Ask, boards: tuple[BoardRules, ...], found: Counted) -> tuple[Chart, ...]:
    if found.nothing:
        return ()
    kinds = {each.kind for each in boards}
    kind = kinds.pop() if len(kinds) == 1 else "soutenances"
    make = Charts(found.weeks, ask.powerup.rulebook.timezone, kind, ask.language)
    waiting = frozenset(x for each in boards for x in each.incomplete)
    return (
        make.first(found.checks),
        make.time(found.completed),
        make.forgotten(found.checks),
        make.by_course(found.checks),
        make.by_project(found.checks),
        make.moves(found.moves),
        make.stays(found.stays, found.lists, waiting),
        make.endings(found.endings),
    )


def _about(ask: Ask, found: Counted) -> str:
    today = local_date(now(), ask.powerup.rulebook.timezone)
    cards = plural(len(found.checks), *texts.CARDS_CHECKED[ask.language], ask.language)
    days = {"first": found.weeks[0], "last": today}
    told = {key: table_day(day, ask.language) for key, day in days.items()}
    return fill(texts.ABOUT, ask.language, {**told, "cards": cards})


def _boards(ask: Ask) -> tuple[BoardRules, ...]:
    """Return the boards that the caller manages, or the one of them that is asked for. Raises `Denied` for
    any other.
    """
    if board := ask.query.get("board"):
        return (ask.manager_of(board)[0],)
    return tuple(rules for rules, _ in ask.managed())


def _weeks(ask: Ask) -> int:
    asked = ask.query.get("weeks", str(USUAL))
    if asked not in map(str, texts.PERIODS):
        raise bad_input("body")
    return int(asked)


def _empty(ask: Ask) -> str:
    narrowed = any(ask.query.get(each) for each in ("board", "course", "project", "weeks"))
    return (texts.NOTHING_LIKE_IT if narrowed else texts.EMPTY).in_(ask.language)


def _choices(ask: Ask, facets: Iterable[Facets]) -> Json:
    """Return for each filter what may be chosen, and what is chosen; "" stands for everything."""
    language = ask.language
    about = set(facets)
    courses = sorted({each.course for each in about} - {""})
    projects = sorted({each.project for each in about} - {""}, key=project_order)
    options = {
        "weeks": [(str(key), word.in_(language)) for key, word in texts.PERIODS.items()],
        "board": [("", texts.EVERY_BOARD.in_(language)), *_names(ask)],
        "course": [("", texts.EVERY_COURSE.in_(language)), *((x, x) for x in courses)],
        "project": [("", texts.EVERY_PROJECT.in_(language)), *((x, x) for x in projects)],
    }
    usual = {"weeks": str(USUAL)}
    return {
        name: {"value": ask.query.get(name, usual.get(name, "")), "options": found}
        for name, found in options.items()
    }


def _names(ask: Ask) -> list[tuple[str, str]]:
    """Return the boards that the caller manages, by the names that Trello gives them."""
    rules = {each.board: each.name for each, _ in ask.managed()}
    with ask.powerup.database.transaction() as session:
        names = board_names(session, list(rules))
    return [(board, names.get(board, name)) for board, name in rules.items()]


TAB: Final = Tab(
    name="figures",
    title=Sentence("Chiffres", "Figures"),
    words=texts.WORDS,
    routes=(Route("GET", "figures", _figures), Route("GET", "figures/table", _table)),
    styled=True,
)

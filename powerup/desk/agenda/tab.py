"""The tab "Agenda": the defences of the next six weeks, and the students who change mentors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, transfers
from powerup.desk.agenda import texts
from powerup.desk.agenda.days import Diary
from powerup.desk.agenda.surroundings import Around
from powerup.desk.agenda.transfers import ladder
from powerup.desk.tab import Ask, Json, Route, Tab
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import fill, plural
from rules.reports.agenda import weeks_from
from sync.clock import now
from sync.reports.agenda import facts_of, holiday_names, people

Case = TypeVar("Case", Defence, Transfer)
SETTLED: Final = ("passed", "failed")


def _agenda(ask: Ask) -> Json:
    """Return weeks of days with their defences, and the transfers by how soon their project ends."""
    rulebook, at = ask.powerup.rulebook, now()
    today = local_date(at, rulebook.timezone)
    weeks = weeks_from(today, holiday_names(today.year, ask.language))
    shown = [day.date for week in weeks for day in week]
    with ask.powerup.database.transaction() as session:
        every = _ours(ask, defences(session, rulebook, at, since=at))
        held = [x for x in every if x.at and local_date(x.at, rulebook.timezone) in shown]
        moving = _ours(ask, transfers(session, rulebook, at, since=at))
        around = Around(
            rulebook=rulebook,
            facts=facts_of(session, [x.card_id for x in held] + [x.card_id for x in moving]),
            names=people(session, _named(held, moving)),
            now=at,
            language=ask.language,
        )
    diary = Diary(around, every, held)
    return {
        "weeks": [[diary.day(day) for day in week] for week in weeks],
        "counts": diary.counts,
        "notes": _notes(ask, every, shown[-1]),
        "transfers": ladder(around, moving),
    }


def _ours(ask: Ask, cases: Iterable[Case]) -> list[Case]:
    boards = {rules.board for rules, _ in ask.managed()}
    return [
        each
        for each in cases
        if each.board_id in boards and each.role not in SETTLED and not each.closed
    ]


def _named(held: Sequence[Defence], moving: Sequence[Transfer]) -> set[str]:
    """Return everybody whose name is shown."""
    cases: tuple[Defence | Transfer, ...] = (*held, *moving)
    found = {person for each in cases for person in (*each.mentors, *each.offers)}
    return found | {each.validator for each in held if each.validator}


def _notes(ask: Ask, every: Sequence[Defence], last: date) -> list[str]:
    """Return sentences about the defences that these days do not show: later ones, undated ones."""
    zone = ask.powerup.rulebook.timezone
    later = sum(each.at is not None and local_date(each.at, zone) > last for each in every)
    undated = sum(each.at is None for each in every)
    return [
        fill(
            sentence,
            ask.language,
            {"count": plural(count, *texts.DEFENCES[ask.language], ask.language)},
        )
        for sentence, count in ((texts.LATER, later), (texts.UNDATED, undated))
        if count
    ]


TAB: Final = Tab(
    name="agenda",
    title=Sentence("Agenda", "Agenda"),
    words=texts.WORDS,
    routes=(Route("GET", "agenda", _agenda),),
    styled=True,
    school=True,
)

"""The defences of each day, each with the warnings about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from mentoring.calendars.clashes import clashes
from mentoring.school.model import Defence
from powerup.desk.agenda.surroundings import Around
from powerup.desk.agenda.texts import FLAGS
from powerup.desk.tab import Json
from rules.bilingual import NO_BREAK, Days
from rules.calendar import days_between, local_date
from rules.formatting import day as day_in_words
from rules.formatting import in_words
from rules.reports.agenda import Day, is_short_notice

FLAGGED: Final = ("without", "clash", "short", "sealed", "off", "incomplete")
"""The warnings that a defence may have, the most pressing first."""


class Diary:
    """Tells defences by day. `every`: all of them, among which clashes are looked for; `held`: those on the
    days that are shown. `counts`: how many there are, and how many have each warning.
    """

    def __init__(self, around: Around, every: Sequence[Defence], held: Sequence[Defence]) -> None:
        self._around = around
        self._clashes = clashes(every)
        self._days = defaultdict[date, list[Json]](list)
        self.counts: Counter[str] = Counter(dict.fromkeys(("all", *FLAGGED), 0))
        for each in held:
            assert each.at is not None
            told = self._told(each)
            self._days[local_date(each.at, around.zone)].append(told)
            if not told["over"]:
                self.counts.update({"all", *(flag["code"] for flag in told["flags"])})

    def day(self, day: Day) -> Json:
        """Return one day of the calendar."""
        name = day_in_words(day.date, self._around.language)
        weekday, number, month, _ = name.split(NO_BREAK)
        return {
            "date": day.date.isoformat(),
            "name": name,
            "weekday": weekday,
            "number": number,
            "month": month,
            "weekend": day.weekend,
            "holiday": self._around.holiday(day.date),
            "past": day.past,
            "today": day.today,
            "defences": self._days.get(day.date, []),
        }

    def _told(self, each: Defence) -> Json:
        around = self._around
        assert each.at is not None
        return {
            **around.card(each),
            "time": around.time(each.at),
            "mentors": around.people(each.mentors),
            "validator": around.people([each.validator]) if each.validator else "",
            "offers": len(each.offers),
            "over": each.at < around.now,
            "flags": [{"code": code, "text": text} for code, text in self._flags(each)],
        }

    def _flags(self, each: Defence) -> Iterator[tuple[str, str]]:
        around = self._around
        if not each.complete:
            yield "incomplete", around.say(FLAGS["incomplete"])
        elif each.validator is None:
            yield "without", around.say(FLAGS["without"])
        for clash in self._clashes.get(each.card_id, ()):
            assert clash.other.at is not None
            told = {"who": around.people([clash.person]), "other": around.who(clash.other)}
            yield "clash", around.say(FLAGS["clash"], **told, time=around.time(clash.other.at))
        yield from self._of_dates(each)

    def _of_dates(self, each: Defence) -> Iterator[tuple[str, str]]:
        around, facts = self._around, self._around.facts.get(each.card_id)
        rules = around.rulebook.board(each.board_id)
        assert each.at is not None
        on = local_date(each.at, around.zone)
        put = facts.put_forward if facts is not None else None
        if rules is not None and put and is_short_notice(rules, put, each.at, around.zone):
            days = Days(days_between(put, each.at, around.zone))
            told = {"put": local_date(put, around.zone), "days": days}
            values = {key: self._words(value) for key, value in told.items()}
            least = self._words(Days(rules.notice.min_days))
            yield "short", around.say(FLAGS["short"], **values, least=least)
        sealed = facts.sealed if facts is not None else None
        if sealed is not None and local_date(sealed, around.zone) != on:
            yield "sealed", around.say(FLAGS["sealed"], sealed=self._words(sealed))
        name = around.holiday(on)
        if name:
            yield "off", around.say(FLAGS["holiday"], name=name)
        elif on.weekday() >= 5:
            yield "off", around.say(FLAGS["weekend"])

    def _words(self, value: object) -> str:
        return in_words(value, self._around.language, self._around.zone)

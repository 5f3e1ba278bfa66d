"""The charts of the figures, each made from what was counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from powerup.desk.figures import texts
from powerup.desk.figures.chart import (
    Chart,
    Number,
    Point,
    Unit,
    measured,
    percent,
    short_day,
    span_in_words,
    table_day,
    unit_for,
    with_unit,
)
from rules.bilingual import Sentence
from rules.card import Kind
from rules.formatting import fill, label, plural
from rules.mentions import CODES
from rules.reports import statistics
from rules.reports.statistics import Check, Forgotten
from rules.verdict import Language
from sync.reports.statistics import Move, Stay

ENOUGH: Final = 20
"""From this many cards on, a share is told in tenths."""

MANY_BARS: Final = 12
OUTCOMES: Final = ("passed", "conditional", "failed")


@dataclass(frozen=True, slots=True)
class Charts:
    """Makes charts for one language and these weeks; `kind` names the mentions."""

    weeks: tuple[date, ...]
    zone: tzinfo
    kind: Kind
    language: Language

    def first(self, checks: Sequence[Check]) -> Chart:
        """Return the share of cards that was complete at the first check."""
        counts = statistics.complete_at_first(checks, self.weeks, self.zone)
        shares = [percent(each.part, each.whole) for each in counts]
        return Chart(
            id="first",
            kind="columns",
            title=_first(sum(x.part for x in counts), sum(x.whole for x in counts), self.language),
            told=self._(texts.FIRST_TOLD),
            unit="%",
            keys=(self._(texts.COMPLETE_SHARE),),
            points=self._by_week([(each,) for each in shares]) if checks else (),
            head=self._head(texts.WEEK_OF, texts.CARDS, texts.COMPLETE, texts.SHARE),
            rows=tuple(
                (table_day(each.week, self.language), each.whole, each.part, share)
                for each, share in zip(counts, shares, strict=True)
            ),
        )

    def time(self, ended: Sequence[tuple[datetime, timedelta]]) -> Chart:
        """Return how long incomplete cards take to be completed. `ended`: when, and after how long."""
        by_week = statistics.times_by_week(ended, self.weeks, self.zone)
        whole = statistics.times(span for _, span in ended)
        unit = unit_for(each.most for each in by_week)
        shown = [(measured(x.median, unit), measured(x.most, unit)) for x in by_week]
        title = self._(texts.TIME_NONE)
        if whole.median is not None:
            span = span_in_words(whole.median, self.language)
            title = fill(texts.TIME, self.language, {"span": span})
        return Chart(
            id="time",
            kind="lines",
            title=title,
            told=self._(texts.TIME_TOLD),
            unit=unit,
            keys=(self._(texts.HALF), self._(texts.NINE)),
            points=self._by_week(shown) if ended else (),
            head=(*self._head(texts.WEEK_OF, texts.COMPLETED), *self._times(unit)),
            rows=tuple(
                (table_day(week, self.language), each.count, *values)
                for week, each, values in zip(self.weeks, by_week, shown, strict=True)
            ),
        )

    def forgotten(self, checks: Sequence[Check]) -> Chart:
        """Return which mentions are missing most."""
        found = statistics.forgotten(checks)
        codes = sorted(found.missing, key=lambda x: (-found.missing[x], *_order(x)))
        rows = [
            (self._mention(x), found.missing[x], percent(found.missing[x], found.cards) or 0)
            for x in codes
        ]
        title = self._(texts.FORGOTTEN_NONE)
        if rows:
            told = {"mention": rows[0][0], "part": rows[0][2]}
            title = fill(texts.FORGOTTEN, self.language, told)
        return Chart(
            id="forgotten",
            kind="bars",
            title=title,
            told=self._(texts.FORGOTTEN_TOLD),
            unit="%",
            keys=(self._(texts.MISSING_SHARE),),
            points=tuple(Point(name, (share,)) for name, _, share in rows),
            head=self._head(texts.MENTION, texts.MISSING, texts.SHARE),
            rows=tuple(rows),
        )

    def by_course(self, checks: Sequence[Check]) -> Chart:
        """Return in which courses cards are incomplete most."""
        sentences = (texts.COURSE_NONE, texts.COURSE_TOLD, texts.WORDS["course"])
        return self._by("course", lambda each: each.facets.course, checks, sentences)

    def by_project(self, checks: Sequence[Check]) -> Chart:
        """Return for which projects cards are incomplete most."""
        sentences = (texts.PROJECT_NONE, texts.PROJECT_TOLD, texts.WORDS["project"])
        return self._by("project", lambda each: each.facets.project, checks, sentences)

    def moves(self, moves: Sequence[Move]) -> Chart:
        """Return how many cards the clerk moved, and how many of these moves were undone."""
        events = [(each.at, "undone" if each.undone else "kept") for each in moves]
        counts = statistics.counted(events, self.weeks, self.zone)
        return self._counted(
            "moves",
            _moved(len(moves), sum(each.undone for each in moves), self.language),
            texts.MOVES_TOLD,
            {"kept": texts.KEPT, "undone": texts.TAKEN_BACK},
            counts if moves else (),
        )

    def endings(self, found: Sequence[tuple[datetime, str]]) -> Chart:
        """Return how defences ended. `found`: when, and the outcome."""
        counts = statistics.counted(found, self.weeks, self.zone)
        passed = sum(outcome == "passed" for _, outcome in found)
        title = _ended(passed, len(found), self.language)
        names = {each: texts.OUTCOMES[each] for each in OUTCOMES}
        shown = counts if found else ()
        return self._counted("endings", title, texts.ENDINGS_TOLD, names, shown)

    def stays(self, stays: Sequence[Stay], lists: Mapping[str, str], told: frozenset[str]) -> Chart:
        """Return how long cards stay in each list (names by id). `told`: lists preferred for the title."""
        spans: dict[str, list[timedelta]] = {}
        for each in stays:
            spans.setdefault(each.list_id, []).append(each.span)
        found = [(x, statistics.times(spans[x])) for x in lists if x in spans]
        unit = unit_for(times.median for _, times in found)
        longest = sorted(found, key=lambda x: (x[0] in told, x[1].median), reverse=True)
        title = self._(texts.STAYS_NONE)
        if longest and (median := longest[0][1].median) is not None:
            named = {"list": lists[longest[0][0]], "span": span_in_words(median, self.language)}
            title = fill(texts.STAYS, self.language, named)
        return Chart(
            id="stays",
            kind="bars",
            title=title,
            told=self._(texts.STAYS_TOLD),
            unit=unit,
            keys=(self._(texts.HALF),),
            points=tuple(Point(lists[x], (measured(y.median, unit),)) for x, y in found),
            head=(*self._head(texts.LIST, texts.LEFT), *self._times(unit)),
            rows=tuple(
                (lists[x], y.count, measured(y.median, unit), measured(y.most, unit))
                for x, y in found
            ),
        )

    def _by(
        self,
        name: str,
        facet: Callable[[Check], str],
        checks: Sequence[Check],
        sentences: tuple[Sentence, Sentence, Sentence],
    ) -> Chart:
        groups = statistics.forgotten_by(checks, facet)
        seen = {code for _, group in groups for code in group.missing}
        codes = sorted(seen, key=_order)
        none, told, column = sentences
        return Chart(
            id=name,
            kind="bars",
            title=self._worst(groups) or self._(none),
            told=self._(told),
            unit="%",
            keys=(self._(texts.INCOMPLETE_SHARE),),
            points=tuple(
                Point(f"{group} ({each.cards})", (percent(each.incomplete, each.cards),))
                for group, each in groups[:MANY_BARS]
            ),
            head=(
                *self._head(column, texts.CARDS, texts.INCOMPLETE, texts.SHARE),
                *map(self._mention, codes),
            ),
            rows=tuple(
                (
                    *(group, x.cards, x.incomplete, percent(x.incomplete, x.cards)),
                    *(x.missing.get(code, 0) for code in codes),
                )
                for group, x in groups
            ),
        )

    def _worst(self, groups: Sequence[tuple[str, Forgotten]]) -> str:
        """Return a sentence about the worst group, among those of five cards or more where there are any."""
        large = [each for each in groups if each[1].cards >= 5] or groups
        if not large or not large[0][1].incomplete:
            return ""
        name, found = large[0]
        part = percent(found.incomplete, found.cards)
        told = {"name": name, "part": part, "mention": self._mention(found.worst)}
        return fill(texts.GROUP_WORST, self.language, told)

    def _counted(
        self,
        name: str,
        title: str,
        told: Sentence,
        names: Mapping[str, Sentence],
        counts: Sequence[Mapping[str, int]],
    ) -> Chart:
        values = [tuple(each.get(sort, 0) for sort in names) for each in counts]
        return Chart(
            id=name,
            kind="columns",
            title=title,
            told=self._(told),
            unit="",
            keys=tuple(map(self._, names.values())),
            points=self._by_week(values),
            head=self._head(texts.WEEK_OF, *names.values()),
            rows=tuple(
                (table_day(week, self.language), *each)
                for week, each in zip(self.weeks, values, strict=False)
            ),
        )

    def _by_week(self, values: Sequence[tuple[Number, ...]]) -> tuple[Point, ...]:
        days = [short_day(week, self.language) for week in self.weeks]
        return tuple(Point(day, each) for day, each in zip(days, values, strict=False))

    def _times(self, unit: Unit) -> tuple[str, str]:
        half, nine = self._(texts.HALF), self._(texts.NINE)
        return with_unit(half, unit, self.language), with_unit(nine, unit, self.language)

    def _head(self, *columns: Sentence) -> tuple[str, ...]:
        return tuple(map(self._, columns))

    def _mention(self, code: str) -> str:
        return label(code, self.kind, self.language)

    def _(self, sentence: Sentence) -> str:
        return sentence.in_(self.language)


def _first(part: int, whole: int, language: Language) -> str:
    """Write the share: "7 cartes sur 10 étaient complètes à la première vérification"."""
    if part == whole:
        return texts.FIRST_ALL.in_(language)
    if not part:
        return texts.FIRST_NONE.in_(language)
    if whole >= ENOUGH:
        part, whole = round(10 * part / whole), 10
    if part in (0, whole):
        return (texts.FIRST_NEARLY_ALL if part else texts.FIRST_NEARLY_NONE).in_(language)
    sentence = texts.FIRST_ONE if part == 1 else texts.FIRST_SOME
    return fill(sentence, language, {"part": part, "whole": whole})


def _moved(moves: int, undone: int, language: Language) -> str:
    if not moves:
        return texts.MOVES_NONE.in_(language)
    told = plural(undone, *texts.UNDONE[language], language)
    if not undone:
        told = texts.NOT_UNDONE.in_(language)
    moved = plural(moves, *texts.MOVED[language], language)
    return fill(texts.MOVES, language, {"moves": moved, "undone": told})


def _ended(passed: int, whole: int, language: Language) -> str:
    if not whole:
        return texts.ENDINGS_NONE.in_(language)
    if passed == whole:
        return texts.ENDINGS_ALL.in_(language)
    sentence = texts.ENDINGS_ONE if passed == 1 else texts.ENDINGS
    return fill(sentence, language, {"part": passed, "whole": whole})


def _order(code: str) -> tuple[int, str]:
    """Return the place of a mention: ours in their order, then the school's own requirements by code."""
    return (CODES.index(code) if code in CODES else len(CODES), code)

"""A zone's changes of clock, as calendar programs want them told (iCalendar, VTIMEZONE). Pure.

Outlook reads a yearly rule and nothing else: without one it is an hour off for half a year. So the
changes become a rule where they follow one, and are told one by one only where they do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS: Final = 4
"""For how many years the changes are told, at least; a rule goes on for ever."""

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A change of clock, as it comes again: offsets to UTC before and after, the name of what begins."""

    before: timedelta
    after: timedelta
    name: str

    @property
    def summer(self) -> bool:
        return self.after > self.before


@cache
def timezone(key: str, first: int) -> Timezone:
    """Return the zone of that name, with its changes of clock from the year before `first` on."""
    zone = ZoneInfo(key)
    began = datetime(first - 1, 1, 1, tzinfo=UTC)
    changes = _changes(zone, began, datetime(first + YEARS, 1, 1, tzinfo=UTC))
    rules = {kind: _rule(moments) for kind, moments in changes.items()}
    made = Timezone()
    made.add("tzid", key)
    ruled = len(rules) == 2 and all(rules.values())
    if not ruled:
        made.add_component(_start(zone, began))
    for kind, moments in changes.items():
        made.add_component(_part(kind, moments, rules[kind] if ruled else None))
    return made


def _changes(zone: ZoneInfo, since: datetime, until: datetime) -> Mapping[_Kind, list[datetime]]:
    """Return when clocks change, by kind: on the wall clock as it shows before the change."""
    found: defaultdict[_Kind, list[datetime]] = defaultdict(list)
    for moment in _moments(zone, since, until):
        before, after = (moment - MINUTE).astimezone(zone), moment.astimezone(zone)
        offset = before.utcoffset() or timedelta()
        kind = _Kind(offset, after.utcoffset() or timedelta(), after.tzname() or "")
        found[kind].append((moment + offset).replace(tzinfo=None))
    return found


def _moments(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    day = since
    while day < until:
        after = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield _minute(zone, day, after)
        day = after


def _minute(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first minute of the offset that is in force at `after`, and not at `before`."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > MINUTE:
        middle = before + (after - before) // 2 // MINUTE * MINUTE
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _rule(moments: Sequence[datetime]) -> Mapping[str, object] | None:
    """Return what all of these have in common, one a year, None where they follow no rule: "the last
    Sunday of March", "the second of November".
    """
    years = [each.year for each in moments]
    if years != list(range(years[0], years[0] + len(years))) or len(years) <= YEARS:
        return None
    if len({(each.month, each.weekday(), each.time()) for each in moments}) > 1:
        return None
    if all((each + timedelta(days=7)).month != each.month for each in moments):
        place = -1
    elif len({(each.day - 1) // 7 for each in moments}) == 1:
        place = (moments[0].day - 1) // 7 + 1
    else:
        return None
    day = DAYS[moments[0].weekday()]
    return {"FREQ": "YEARLY", "BYMONTH": moments[0].month, "BYDAY": f"{place}{day}"}


def _part(
    kind: _Kind, moments: Sequence[datetime], rule: Mapping[str, object] | None
) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if kind.summer else TimezoneStandard()
    part.add("dtstart", moments[0])
    if rule is not None:
        part.add("rrule", dict(rule))
    elif moments[1:]:
        part.add("rdate", list(moments[1:]))
    part.add("tzoffsetfrom", kind.before)
    part.add("tzoffsetto", kind.after)
    part.add("tzname", kind.name)
    return part


def _start(zone: ZoneInfo, began: datetime) -> TimezoneStandard | TimezoneDaylight:
    """Return what is in force before the first change."""
    local = began.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    kind = _Kind(offset, offset, local.tzname() or "")
    return _part(kind, [began.replace(tzinfo=None)], None)

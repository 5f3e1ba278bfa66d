"""Who can validate a defence: the mentors in the order in which to ask them, and why not the others.

Pure. What is certain excludes; what is only unknown ranks lower and says so. A mentor who has named
the projects that they validate is excluded from the others; one who has not yet said is not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal, NamedTuple

from mentoring.school.model import GAP, Absence, Defence, Mentor, Skill
from rules.calendar import local_time

RECENT: Final = timedelta(days=90)
"""Defences as far back as this, and those to come, count when the load is shared."""

Obstacle = Literal["own", "manager", "not-validator", "project", "absent", "clash"]


class Excluded(NamedTuple):
    """A mentor who cannot hold the defence; `by`: the absence, or when the other defence begins."""

    mentor: Mentor
    obstacle: Obstacle
    by: Absence | datetime | None = None


class Candidate(NamedTuple):
    """A mentor who can hold the defence, with everything that their rank comes from.

    `again`: they held the first one. `knows`: None where they have not said which projects.
    `usual`: None where they have not said their usual hours. `recent`: defences held or planned.
    """

    mentor: Mentor
    again: bool
    offered: bool
    knows: bool | None
    usual: bool | None
    recent: int

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, int, int, str]:
        """The smaller, the earlier. Equal ones in the order of their names."""
        return (
            not self.again,
            not self.offered,
            self.knows is None,
            self.usual is False,
            self.recent,
            self.mentor.following,
            self.mentor.name,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer for one defence."""

    candidates: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]

    def obstacle_of(self, member_id: str) -> Excluded | None:
        """Return why this person cannot hold it, None if they can."""
        return next((each for each in self.excluded if each.mentor.id == member_id), None)

    def has(self, member_id: str) -> bool:
        """Return whether this person can hold it."""
        return any(each.mentor.id == member_id for each in self.candidates)


@dataclass(frozen=True, slots=True)
class Finder:
    """The school at one moment, ready to be asked about many defences."""

    mentors: Sequence[Mentor]
    zone: tzinfo
    busy: Mapping[str, Sequence[tuple[datetime, str]]]
    recent: Mapping[str, int]
    first: Mapping[tuple[str, Skill], str]

    @classmethod
    def of(
        cls, mentors: Sequence[Mentor], defences: Iterable[Defence], now: datetime, zone: tzinfo
    ) -> Finder:
        """Make a finder with everybody's defences by person. `defences` are all of them, the past ones
        too.
        """
        busy: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
        recent: Counter[str] = Counter()
        first: dict[tuple[str, Skill], str] = {}
        for each in defences:
            if each.validator is not None and each.role == "failed" and each.pupil:
                first[each.pupil, each.skill] = each.validator
            if each.at is None:
                continue
            for person in {*each.mentors, *((each.validator,) if each.validator else ())}:
                busy[person].append((each.at, each.card_id))
            if each.validator is not None and each.at > now - RECENT:
                recent[each.validator] += 1
        return cls(mentors, zone, {key: sorted(x) for key, x in busy.items()}, recent, first)

    def find(self, defence: Defence) -> Choice:
        """Return everybody, either ranked or excluded, each once."""
        candidates, excluded = [], []
        local = local_time(defence.at, self.zone) if defence.at is not None else None
        skill, again = defence.skill, self.validator_before(defence)
        for mentor in self.mentors:
            found = self._obstacle(mentor, defence, skill, local)
            if found is not None:
                excluded.append(found)
            else:
                candidates.append(self._candidate(mentor, defence, again, local))
        candidates.sort(key=lambda each: each.rank)
        return Choice(tuple(candidates), tuple(excluded))

    def validator_before(self, defence: Defence) -> str | None:
        """Return who held the first defence of this student and project, if this is a second one."""
        return self.first.get((defence.pupil, defence.skill)) if defence.pupil else None

    def _obstacle(
        self, mentor: Mentor, defence: Defence, skill: tuple[str, str], local: datetime | None
    ) -> Excluded | None:
        profile = mentor.profile
        if mentor.id in defence.mentors:
            return Excluded(mentor, "own")
        if profile is None:
            if mentor.manager:
                return Excluded(mentor, "manager")
        elif not profile.validator:
            return Excluded(mentor, "not-validator")
        elif profile.validates and skill not in profile.validates:
            return Excluded(mentor, "project")
        other = self._clash(mentor.id, defence)
        if other is not None:
            return Excluded(mentor, "clash", other)
        absence = mentor.said.absence_on(local.date() if local else None)
        return Excluded(mentor, "absent", absence) if absence is not None else None

    def _clash(self, member_id: str, defence: Defence) -> datetime | None:
        """Return when another defence of this person begins that is too near to this one."""
        busy, at = self.busy.get(member_id), defence.at
        if at is None or not busy:
            return None
        for place in range(bisect_left(busy, (at - GAP, "")), len(busy)):
            begins, card_id = busy[place]
            if begins >= at + GAP:
                break
            if card_id != defence.card_id and begins > at - GAP:
                return begins
        return None

    def _candidate(
        self, mentor: Mentor, defence: Defence, again: str | None, local: datetime | None
    ) -> Candidate:
        return Candidate(
            mentor=mentor,
            again=mentor.id == again,
            offered=mentor.id in defence.offers,
            knows=True if mentor.said.validates else None,
            usual=_usual(mentor, local),
            recent=self.recent.get(mentor.id, 0),
        )


def _usual(mentor: Mentor, local: datetime | None) -> bool | None:
    hours = mentor.said.hours
    if not hours or local is None:
        return None
    minute = local.hour * 60 + local.minute
    return any(x.weekday == local.weekday() and x.start <= minute < x.end for x in hours)

"""Which cards name a student: by what is read on them, whatever the order, case and accents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.students.read import students, students_by_card
from mentoring.students.tables import StudentCardRow
from rules.rulebook.values import Rulebook
from rules.titles.courses import CourseIndex
from rules.titles.likeness import Likeness, likeness
from rules.titles.reader import Reading, read_card
from rules.twins import name_key
from sync.mirror.cards import card_value
from sync.mirror.forms import Form
from sync.mirror.history_read import earlier_titles
from sync.mirror.read import load_all_cards, load_board_form
from sync.storage.tables import CaseRow, VerdictRow
from sync.storage.trello_tables import CardRow

Where = Literal["open", "archived", "gone"]


@dataclass(frozen=True, slots=True)
class Named:
    """A card that names a student. `name` is as it was read, the title where none was. `where`: open
    on Trello, archived there, or gone (deleted, or on a board that nobody watches any more).
    """

    card_id: str
    board_id: str
    short_link: str
    title: str
    name: str
    course: str
    where: Where
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Meant:
    """A student who may be meant, with their cards and the ids of their records (one, as a rule; none
    where no card was read with certainty). `exact`: the name is the one asked for.
    """

    name: str
    course: str
    exact: bool
    cards: tuple[Named, ...]
    students: tuple[str, ...] = ()


def students_meant(session: Session, rulebook: Rulebook, name: str) -> list[Meant]:
    """Return the students who may be meant by this name, the exact ones first; nobody: an empty list."""
    groups: dict[tuple[str, str], list[Named]] = {}
    for each in cards_like(session, rulebook, name):
        key = name_key(name) if each.likeness == "same" else name_key(each.name)
        groups.setdefault((key, each.course), []).append(each)
    found = [
        Meant(cards[0].name, course, cards[0].likeness == "same", tuple(cards))
        for (_, course), cards in _gathered(groups).items()
    ]
    found = _with_records(session, name, found)
    return sorted(found, key=lambda each: (not each.exact, name_key(each.name), each.course))


def _with_records(session: Session, name: str, found: list[Meant]) -> list[Meant]:
    """Return each with the records of its cards; and students whom only a record names."""
    joined = students_by_card(session, [card.card_id for each in found for card in each.cards])
    named = {x.id: x for x in students(session) if x.name and likeness(name_key(name), x.key)}
    told = []
    for each in found:
        ids = {joined[card.card_id] for card in each.cards if card.card_id in joined}
        ids |= {x.id for x in named.values() if (x.key, x.course) == _key_of(each)}
        told.append(replace(each, students=tuple(sorted(ids))))
    known = {student_id for each in told for student_id in each.students}
    alone = [x for x in named.values() if x.id not in known]
    return [*told, *(Meant(x.name, x.course, x.key == name_key(name), (), (x.id,)) for x in alone)]


def _key_of(meant: Meant) -> tuple[str, str]:
    return name_key(meant.name), meant.course


def open_cards(session: Session, student_ids: Collection[str]) -> dict[str, set[str]]:
    """Return the cards of these students that are on a board and not archived, by student id."""
    mine = StudentCardRow
    query = sa.select(mine.student_id, mine.card_id).join(CardRow, CardRow.id == mine.card_id)
    query = query.where(
        mine.student_id.in_(student_ids), CardRow.gone_at.is_(None), CardRow.closed.is_(False)
    )
    found: dict[str, set[str]] = {}
    for student_id, card_id in session.execute(query):
        found.setdefault(student_id, set()).add(card_id)
    return found


def _gathered(
    groups: Mapping[tuple[str, str], list[Named]],
) -> Mapping[tuple[str, str], list[Named]]:
    """Put cards that tell no course to those of the one course under that name, where there is one."""
    found = dict(groups)
    for name, course in groups:
        others = [each for each in groups if each[0] == name and each[1]]
        if not course and len(others) == 1:
            found[others[0]] = [*found[others[0]], *found.pop((name, ""))]
    return found


def where_are(
    session: Session, rulebook: Rulebook, which: sa.ColumnElement[bool]
) -> dict[str, Where]:
    """Return where these cards of the mirror are now, by card id."""
    watched = {rules.board for rules in rulebook.boards.values()}
    row = CardRow
    query = sa.select(row.id, row.board_id, row.closed, row.gone_at).where(which)
    found: dict[str, Where] = {}
    for card_id, board_id, closed, gone_at in session.execute(query):
        gone = gone_at is not None or board_id not in watched
        found[card_id] = "gone" if gone else "archived" if closed else "open"
    return found


def cards_like(session: Session, rulebook: Rulebook, name: str) -> Iterator[Named]:
    """Yield every card of the mirror on which this name, or one like it, was read or stands."""
    wanted, courses = name_key(name), CourseIndex(rulebook.courses)
    boards = session.scalars(sa.select(CardRow.board_id).distinct().order_by(CardRow.board_id))
    for board_id in boards.all():
        yield from _Reader(session, rulebook, courses, board_id).cards(wanted)


@dataclass(frozen=True, slots=True)
class _Reader:
    session: Session
    rulebook: Rulebook
    courses: CourseIndex
    board_id: str

    def cards(self, wanted: str) -> Iterator[Named]:
        """Yield the cards of this board that name somebody like that, oldest first."""
        judged, cases = self._judged(), self._cases()
        titles = earlier_titles(self.session, self.board_id)
        where = where_are(self.session, self.rulebook, CardRow.board_id == self.board_id)
        board: Form = load_board_form(self.session, self.board_id) or _UNKNOWN
        for card_id, form in sorted(load_all_cards(self.session, self.board_id).items()):
            reading = read_card(card_value(form, board, {}), self.courses)
            told, case = judged.get(card_id, {}), cases.get(card_id)
            names = [reading.name or "", told.get("name") or ""]
            keys = [name_key(each) for each in names]
            if case is not None:
                keys.append(case.twin_key.split("\n")[0])
            like = _best(likeness(wanted, each) for each in keys) or _in_title(wanted, form["name"])
            before = (_in_title(wanted, each) for each in titles.get(card_id, ()))
            like = like or _best(before)
            if like == "same" and not _is_meant(reading, wanted):
                like = "near"
            if like:
                course = told.get("course") or reading.course or (case.course if case else "")
                shown = next((each for each in names if likeness(wanted, name_key(each))), "")
                yield Named(
                    card_id=card_id,
                    board_id=self.board_id,
                    short_link=form["short_link"],
                    title=form["name"],
                    name=shown or form["name"],
                    course=course,
                    where=where[card_id],
                    likeness=like,
                )

    def _judged(self) -> dict[str, dict[str, str | None]]:
        row = VerdictRow
        query = sa.select(row.card_id, row.student).where(row.board_id == self.board_id)
        return {each.card_id: each.student or {} for each in self.session.execute(query)}

    def _cases(self) -> dict[str, CaseRow]:
        row = CaseRow
        found = self.session.scalars(sa.select(row).where(row.board_id == self.board_id))
        return {each.card_id: each for each in found}


_UNKNOWN: Final[Form] = {"labels": {}, "custom_fields": {}}
"""A board that was never read."""


def _is_meant(reading: Reading, wanted: str) -> bool:
    """Return whether what is on the card today does not speak against it: a name in doubt, or another
    one than was read before, may be somebody else's.
    """
    return reading.name is None or (reading.name_sure and name_key(reading.name) == wanted)


def _best(found: Iterable[Likeness]) -> Likeness:
    all_ = set(found)
    return "same" if "same" in all_ else "near" if "near" in all_ else ""


def _in_title(wanted: str, title: str) -> Likeness:
    """Return "near" where the words of the name stand in the title, though they were not read as one."""
    words = set(wanted.split())
    return "near" if words and words <= set(name_key(title).split()) else ""

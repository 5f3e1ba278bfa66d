"""Reading the school from the mirror: defences, transfers and mentors, in a few queries a board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.ask_tables import AskRow
from mentoring.school.model import ROLES, Defence, Role, StudentCard, Transfer
from mentoring.school.read_one import COLUMNS, around_one, row_of, with_verdicts
from mentoring.school.students import Pupil, pupils
from mentoring.school.tables import AssignmentRow, OfferRow
from rules.board_rules import RuledBoard
from rules.card import Kind
from rules.rulebook.values import BoardRules, Rulebook
from sync.mirror.write import load_board_form
from sync.rulebook.boards import robots_of, ruled_board
from sync.storage import trello_tables
from sync.trello.bot import bot_id

AnyCard = TypeVar("AnyCard", bound=StudentCard)
Only = str | Collection[str] | None
Conditions = Sequence[sa.ColumnElement[bool]]

SETTLED: tuple[Role, ...] = ("passed", "failed")
"""Roles in which archived cards count still: what they tell is over."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which cards: those with these ids, and those that are not at rest since that instant."""

    only: Only = None
    since: datetime | None = None

    @property
    def one(self) -> str | None:
        """The id of the one card that is wanted, whenever it was touched."""
        return self.only if isinstance(self.only, str) and self.since is None else None

    def of(self, rules: BoardRules) -> Conditions:
        """Return the conditions under which a card of this board is one of them."""
        card, found = trello_tables.CardRow, [trello_tables.CardRow.board_id == rules.board]
        if self.only is not None:
            found.append(card.id.in_([self.only] if isinstance(self.only, str) else self.only))
        if self.since is not None:
            lately = card.due.is_(None), card.due >= self.since, card.last_activity >= self.since
            done = [*rules.passed, *rules.failed]
            found.append(sa.or_(card.list_id.not_in(done), *lately))
        return found


def defences(
    session: Session,
    rulebook: Rulebook,
    now: datetime,
    only: Only = None,
    since: datetime | None = None,
) -> list[Defence]:
    """Return every defence of the boards, in the order of their dates; those without a date come last.

    `only`: the id of the one card that is wanted, or those of several. `since`: leave out what was
    over before that instant, and has not been touched after it; a board keeps years of it.
    """
    found = [
        Defence(
            **each.common,
            at=each.row.due,
            mentors=tuple(x for x in each.people if x != each.given),
            validator=each.given,
            ticked=each.row.due_complete,
            complete=each.row.state == "complete" or each.role in ("accepted", *SETTLED),
        )
        for each in _read(session, rulebook, "soutenances", _Wanted(only, since))
    ]
    return in_order(found, now)


def transfers(
    session: Session,
    rulebook: Rulebook,
    now: datetime,
    only: Only = None,
    since: datetime | None = None,
) -> list[Transfer]:
    """Return every transfer of the boards, in the order of the ends of their projects; those without an end
    come last. `only` and `since` are those of `defences`.
    """
    found = [
        Transfer(
            **each.common,
            end=each.row.due,
            mentors=tuple(each.people),
            taker=each.given,
            complete=each.row.state == "complete" or each.role in SETTLED,
        )
        for each in _read(session, rulebook, "transfert", _Wanted(only, since))
    ]
    return in_order(found, now)


def in_order(found: Iterable[AnyCard], now: datetime) -> list[AnyCard]:
    """Return these cards in the order of their dates; those without a date come last."""
    return sorted(found, key=lambda each: (each.due is None, each.due or now, each.card_id))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A card with what stands around it: the fields that both kinds share, and who is on it."""

    row: Any
    role: Role
    common: dict[str, Any]
    people: tuple[str, ...]
    given: str | None


def _read(session: Session, rulebook: Rulebook, kind: Kind, wanted: _Wanted) -> Iterable[_Seen]:
    for rules in rulebook.boards.values():
        form = load_board_form(session, rules.board) if rules.kind == kind else None
        if form is not None:
            ruled = ruled_board(session, form, rules, rulebook, bot_id(session))
            robots = robots_of(form, rules, ruled.bot_id)
            yield from _of_board(session, rules, ruled, robots, wanted)


def _of_board(
    session: Session,
    rules: BoardRules,
    ruled: RuledBoard,
    robots: Collection[str],
    wanted: _Wanted,
) -> Iterable[_Seen]:
    rows = _rows(session, rules, wanted)
    if not rows:
        return
    around = _Around.of(session, rules, wanted, robots)
    projects = _projects(around.labels, ruled)
    students = pupils(session, rows, ruled)
    role_of = {list_id: role for role in ROLES for list_id in getattr(rules, role)}
    for row in rows:
        role = role_of[row.list_id]
        people = around.people[row.id]
        pupil = students.get(row.id, Pupil("", ""))
        yield _Seen(
            row=row,
            role=role,
            people=people,
            given=around.given(row.id, people, row.put_forward_by, rules.kind, role),
            common={
                "card_id": row.id,
                "board_id": rules.board,
                "url": row.url,
                "student": pupil.name,
                "course": pupil.course,
                "sure": pupil.sure,
                "project": projects.get(row.id, ""),
                "offers": around.offers[row.id],
                "asked": around.asked.get(row.id),
                "role": role,
                "closed": row.closed,
            },
        )


def _rows(session: Session, rules: BoardRules, wanted: _Wanted) -> Sequence[Any]:
    """Return the cards that are to be seen on the board, and those archived after their end."""
    card, done = trello_tables.CardRow, [*rules.passed, *rules.failed]
    known = [list_id for role in ROLES for list_id in getattr(rules, role)]
    if wanted.one is not None:
        row = row_of(session, rules, wanted.one, known)
        return [] if row is None else [row]
    query = with_verdicts(sa.select(*COLUMNS)).where(
        *wanted.of(rules),
        card.gone_at.is_(None),
        card.is_template.is_(False),
        card.role.is_(None),
        card.list_id.in_(known),
        sa.or_(card.closed.is_(False), card.list_id.in_(done)),
    )
    return session.execute(query).all()


def _projects(on_cards: Mapping[str, Sequence[str]], ruled: RuledBoard) -> dict[str, str]:
    """Return the name of each card's project label, by card id."""
    labels = {each.id: each.name for each in ruled.board.labels if ruled.is_project(each)}
    return {
        card_id: labels[label_id]
        for card_id, label_ids in on_cards.items()
        for label_id in label_ids
        if label_id in labels
    }


@dataclass(frozen=True, slots=True)
class _Around:
    """Who is on each card, who proposed themselves, whom it was given to, who was asked and has yet to
    answer, and the ids of its labels.
    """

    people: Mapping[str, tuple[str, ...]]
    offers: Mapping[str, tuple[str, ...]]
    assigned: Mapping[str, str]
    asked: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls, session: Session, rules: BoardRules, wanted: _Wanted, robots: Collection[str]
    ) -> _Around:
        if wanted.one is not None:
            return cls._of_one(session, wanted.one, robots)
        cards = wanted.of(rules)
        member, offer, given = trello_tables.CardMemberRow, OfferRow, AssignmentRow
        label = trello_tables.CardLabelRow
        labels = _on_cards(sa.select(label.card_id, label.label_id), label, cards)
        people = _on_cards(sa.select(member.card_id, member.member_id), member, cards)
        offers = _on_cards(sa.select(offer.card_id, offer.member_id), offer, cards)
        assigned = _on_cards(sa.select(given.card_id, given.member_id), given, cards)
        asked = _on_cards(sa.select(AskRow.card_id, AskRow.member_id), AskRow, cards)
        asked = asked.where(AskRow.closed_at.is_(None))
        on_cards = session.execute(people.order_by(member.member_id))
        return cls(
            people=_grouped(each for each in on_cards if each[1] not in robots),
            offers=_grouped(session.execute(offers.order_by(offer.at))),
            assigned={each.card_id: each.member_id for each in session.execute(assigned)},
            asked={each.card_id: each.member_id for each in session.execute(asked)},
            labels=_grouped(session.execute(labels.order_by(label.label_id))),
        )

    @classmethod
    def _of_one(cls, session: Session, card_id: str, robots: Collection[str]) -> _Around:
        found = around_one(session, card_id)
        people = tuple(each for each in found.get("people", ()) if each not in robots)
        given, asked = found.get("given", ()), found.get("asked", ())
        return cls(
            people={card_id: people},
            offers={card_id: tuple(found.get("offers", ()))},
            assigned={card_id: given[0]} if given else {},
            asked={card_id: asked[0]} if asked else {},
            labels={card_id: tuple(found.get("labels", ()))},
        )

    def given(
        self, card_id: str, people: Sequence[str], by: str | None, kind: Kind, role: Role
    ) -> str | None:
        """Return whom the card was given to, by us or by hand: a list and a second member say it too."""
        assigned = self.assigned.get(card_id)
        if assigned in people:
            return assigned
        given_by_hand = ("accepted", *SETTLED) if kind == "soutenances" else SETTLED
        if role not in given_by_hand:
            return None
        others = [each for each in people if each != by]
        alone = kind == "transfert" or by in people
        return others[0] if by is not None and alone and len(others) == 1 else None


def _on_cards(query: Any, table: Any, cards: Conditions) -> Any:
    card = trello_tables.CardRow
    return query.join(card, card.id == table.card_id).where(*cards)


def _grouped(pairs: Iterable[Any]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return defaultdict(tuple, {key: tuple(values) for key, values in found.items()})

"""The cards of students, as lists and pages lead to them: the newest open one, and the project's link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from mentoring.school.read import defences
from mentoring.sessions.changes.act import Act
from mentoring.students.tables import StudentCardRow
from rules.projects import project_key
from sync.storage.trello_tables import AttachmentRow, CardRow

ADDRESS: Final = re.compile(r"https://[^\s<>\"'()\[\]{}|\\^`]+")
AFTER: Final = ".,;:!?»”’"
"""What ends a sentence, and not an address."""
ONES_OWN: Final = re.compile(r"https?://(?:[\w-]+\.)?trello\.com/")
"""Cards are attached to each other: they are no project."""


@dataclass(frozen=True, slots=True)
class CardLink:
    """A card of the student's: where it is, and whether it is over (archived or gone). `project_url`:
    the first address in its description or attachments.
    """

    id: str
    board_id: str
    url: str
    due: datetime | None
    over: bool
    project_url: str = ""


def cards_of_students(act: Act, student_ids: Collection[str]) -> Mapping[str, list[CardLink]]:
    """Return the cards of each of these students, the newest first, on boards where the person takes part."""
    card, joined = CardRow, StudentCardRow
    query = sa.select(joined.student_id, card).join(card, card.id == joined.card_id)
    query = query.where(joined.student_id.in_(student_ids), card.board_id.in_(act.viewer.boards))
    rows = act.session.execute(query.order_by(card.id.desc())).all()
    attached = _attached(act, [row.id for _, row in rows])
    found: defaultdict[str, list[CardLink]] = defaultdict(list)
    for student_id, row in rows:
        found[student_id].append(_link(row, attached.get(row.id, ())))
    return found


def _link(row: Any, attached: Iterable[str]) -> CardLink:
    over = row.closed or row.gone_at is not None
    return CardLink(row.id, row.board_id, row.url, row.due, over, _address(row.desc, *attached))


def _address(*texts: str) -> str:
    """Return the first address with https in these texts that is no card, "" where there is none."""
    every = (each.rstrip(AFTER) for text in texts for each in ADDRESS.findall(text or ""))
    return next((each for each in every if not ONES_OWN.match(each)), "")


def _attached(act: Act, card_ids: Collection[str]) -> Mapping[str, list[str]]:
    row = AttachmentRow
    found: defaultdict[str, list[str]] = defaultdict(list)
    if card_ids:
        query = sa.select(row.card_id, row.url).where(row.card_id.in_(card_ids)).order_by(row.id)
        for card_id, url in act.session.execute(query):
            found[card_id].append(url)
    return found


def has_defence_card(act: Act, card_ids: Collection[str], project: str) -> bool:
    """Return whether one of these cards is an open one of this project's defence, not over yet."""
    wanted = project_key(project)
    return any(
        not each.closed and not each.is_over and project_key(each.project) == wanted
        for each in (defences(act.session, act.rulebook, act.now, card_ids) if card_ids else ())
    )

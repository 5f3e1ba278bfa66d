"""Taking in a card that was just read: into the case, to a verdict, and into the mirror.

Whoever reads a card from Trello ends here: a run, an order in a comment, a button.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from sync.cases.activity import Acts
from sync.cases.case import CaseFile
from sync.cases.update import bring_up_to_date
from sync.clock import now
from sync.judging.context import Context
from sync.judging.judge import Judgement
from sync.mirror import write
from sync.mirror.as_rules import card_from
from sync.mirror.forms import Form, card_form, differences, member_form
from sync.mirror.history import OURS
from sync.rulebook.boards import Watched

Decide = Callable[[CaseFile], object]
"""What is decided about the card in the same breath, before it is judged."""


@dataclass(frozen=True, slots=True)
class CardRead:
    """What Trello said of a card, and when it was asked (UTC)."""

    data: Mapping[str, Any]
    at: datetime


def take_in(
    context: Context,
    session: Session,
    board: Watched,
    read: CardRead,
    acts: Acts | None = None,
    *,
    ours: Collection[str] = (),
    decide: Decide = lambda _: None,
    answers: bool = False,
) -> tuple[CaseFile, Judgement]:
    """Bring the card's case up to date, judge it, and write the card to the mirror.

    `acts`: what people did, None where whatever is new on the card is our own doing. `ours`: fields that
    we changed. `answers`: somebody's order is answered in this run. Everything is read before anything
    is written, so that the write lock is held briefly. Raises `Overtaken` where somebody else has
    written the card meanwhile.
    """
    form, members = card_form(read.data), read.data.get("members") or ()
    known = write.load_cards(session, [form["id"]]).get(form["id"])
    before = form if acts is None else known
    changed = [each for each in differences(before, form) if each not in ours]
    names = {each["id"]: member_form(each) for each in members}
    case = CaseFile.open(session, card_from(session, form, board.form, names), board.rules)
    put_back = bring_up_to_date(case, before, changed, acts or Acts(), now())
    decide(case)
    judgement = context.judge(session, board, case, put_back, answers=answers)
    by = acts.authors if acts is not None else {"": OURS}
    write.save_form(session, form, known, read.at, by)
    known_people = board.form["members"]
    write.save_members(session, [x for x in members if known_people.get(x["id"]) != names[x["id"]]])
    return case, judgement


def judge_mirrored(context: Context, session: Session, board: Watched, form: Form) -> Judgement:
    """Judge a card as the mirror has it: its case knows everything about it already."""
    case = CaseFile.open(session, card_from(session, form, board.form), board.rules)
    put_back = bring_up_to_date(case, form, [], Acts(), now())
    return context.judge(session, board, case, put_back)

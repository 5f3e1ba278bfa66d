"""« Préparer la carte de soutenance »: the card of a student's project, complete, with the date that was
agreed in a session; and the transfer card before a mentor's long absence, or for the day on which a manager
says that they stop. Asked for twice, or cut short and asked for again, each is made once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from mentoring.defences.follow.steps import IN_HAND
from mentoring.effects.follow_up import FOLLOW_UP
from mentoring.school.outcome_tables import FollowUpRow
from mentoring.school.read import defences, transfers
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.rights import Unknown, viewer_of
from mentoring.sessions.views.proposals import long_absence
from mentoring.students.cards import Card
from mentoring.students.model import Student
from mentoring.students.read import cards_of
from mentoring.students.tables import StudentCardRow
from mentoring.students.write import project_row
from rules.bilingual import Sentence
from rules.card import Kind
from rules.formatting import fill
from rules.projects import project_key
from rules.rulebook.values import BoardRules
from rules.titles.course_labels import label_for
from sync.clock import now
from sync.crash_points import point
from sync.effects.attempt import attempt
from sync.effects.receipts import Effect, record
from sync.effects.undo import undo
from sync.judging.context import Context
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.use_cases.linked_card import found_again, note_put_forward

ORIGINS: Final[Mapping[Kind, Sentence]] = {
    "soutenances": Sentence(
        "Carte préparée à la suite des sessions (référence {mark}). Ajoutez le lien du projet, les "
        "livrables ou vos disponibilités.",
        "Card prepared after the sessions (reference {mark}). Add the project's link, the deliverables or "
        "when you are available.",
    ),
    "transfert": Sentence(
        "Carte préparée avant une absence du mentor (référence {mark}) : il faut un nouveau mentor pour le "
        "début de l'absence.",
        "Card prepared before an absence of the mentor (reference {mark}): a new mentor is needed for the "
        "beginning of the absence.",
    ),
}
STOPS: Final = Sentence(
    "Carte préparée car le mentor s'arrête (référence {mark}) : il faut un nouveau mentor à cette date.",
    "Card prepared because the mentor stops (reference {mark}): a new mentor is needed for this date.",
)
PREFIXES: Final[Mapping[Kind, str]] = {"soutenances": "card", "transfert": "move"}
MORNING: Final = time(9, 0)
HEARD: Final = timedelta(minutes=10)
"""After so long the mirror has heard of a card that was made, or it is gone."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The card. `made`: whether it is new; `receipt` is then the id by which it is taken back."""

    card_id: str
    board_id: str
    url: str
    made: bool
    receipt: int | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be made, for whom. `again`: an earlier press may have made it without noting it."""

    student: Student
    rules: BoardRules
    key: tuple[str, str]
    fields: dict[str, Any]
    by: str
    again: bool


def prepare_card(
    context: Context,
    who: str,
    student_id: str,
    kind: Kind = "soutenances",
    stops: datetime | None = None,
) -> Prepared:
    """Make the card on the board of this kind, or give the one that is there. `stops`: for a transfer, when
    the mentor stops, as a manager says. Raises `Unknown`, `Refused`, `TrelloError`.
    """
    context.gateway.me()  # asked once and kept: never inside a transaction
    with context.database.transaction() as session:
        rulebook = context.settings.rulebook
        act = Act(session, rulebook, viewer_of(session, rulebook, who), now())
        found = _begin(act, context, student_id, kind, stops)
    if isinstance(found, Prepared):
        return found
    point("card-intended")
    desc = found.fields["desc"]
    answer = found_again(context.gateway, found.rules, desc) if found.again else None
    with attempt(context.database, lambda session: _forget(session, found.key)):
        answer = answer or context.gateway.create_card(**found.fields)
    point("card-made")
    with context.database.transaction() as session:
        return _note(session, context, found, answer)


def _begin(
    act: Act, context: Context, student_id: str, kind: Kind, stops: datetime | None
) -> Prepared | _Wanted:
    if stops is not None and "manager" not in act.student(student_id)[1]:
        raise Refused("managers-only")
    student = act.turn(act.own_student(student_id))
    due = stops or (_agreed(act, student) if kind == "soutenances" else _leaves(act, student))
    rules = _board(act, kind)
    there = _there(act, student, rules)
    if there is not None:
        return there
    key = (student.id, f"{PREFIXES[kind]} {project_key(student.project)}"[:16])
    row = act.session.get(FollowUpRow, key)
    if row is not None and row.made_id is not None and _unheard(act, row):
        return Prepared(row.made_id, row.board_id, row.url, made=False)
    again = row is not None and row.made_id is None
    if row is not None and again and act.now - row.at < IN_HAND:
        raise Refused("in-progress")
    if row is None:
        row = FollowUpRow(card_id=key[0], kind=key[1], board_id=rules.board)
        act.session.add(row)
    row.made_id, row.attached, row.at, row.by = None, True, act.now, act.viewer.name[:64]
    act.session.flush()
    origin = STOPS if stops is not None else ORIGINS[kind]
    fields = _fields(act, context, student, rules, due) | _told(context, student, origin)
    return _Wanted(student, rules, key, fields, act.viewer.name, again)


def _unheard(act: Act, row: FollowUpRow) -> bool:
    """Return whether the mirror has yet to hear of the card that was made a moment ago."""
    return act.session.get(CardRow, row.made_id) is None and act.now - row.at < HEARD


def _agreed(act: Act, student: Student) -> datetime:
    """Return when the defence of the student's project is. Raises `Refused` where it is not to come."""
    known = project_row(act.session, student.id, student.project) if student.project else None
    if known is None or known.defence_at is None or known.defence_at <= act.now:
        raise Refused("no-date")
    return known.defence_at


def _leaves(act: Act, student: Student) -> datetime:
    """Return when somebody else is to follow the student: 9:00, in the school's zone, on the day on which
    the mentor's absence begins. Raises `Refused` where no long one is known.
    """
    absence = long_absence(act, student.mentor_id or "")
    if absence is None:
        raise Refused("no-absence")
    return datetime.combine(absence.first, MORNING, act.rulebook.timezone)


def _board(act: Act, kind: Kind) -> BoardRules:
    for rules in act.rulebook.boards.values():
        if rules.kind == kind and rules.board in act.viewer.boards and rules.intake:
            return rules
    raise Refused("no-board")


def _there(act: Act, student: Student, rules: BoardRules) -> Prepared | None:
    """Return the open card of this project, if there is one."""
    cards = cards_of(act.session, student.id)
    read = defences if rules.kind == "soutenances" else transfers
    found: Sequence[Card] = read(act.session, act.rulebook, act.now, cards) if cards else ()
    for each in found:
        same = project_key(each.project) == project_key(student.project)
        open_ = not each.closed and not each.is_over and each.board_id == rules.board
        if same and open_:
            return Prepared(each.card_id, each.board_id, each.url, made=False)
    return None


def _fields(
    act: Act, context: Context, student: Student, rules: BoardRules, due: datetime
) -> dict[str, Any]:
    watched = context.watched(act.session, rules.board)
    if watched is None:
        raise Refused("no-board")
    projects = [x for x in watched.ruled.board.labels if watched.ruled.is_project(x)]
    label = label_for(projects, student.project, student.course, watched.ruled.courses)
    return {
        "idList": rules.intake[0],
        "name": f"{student.name} – {student.course}",
        "pos": "top",
        "due": due,
        "idMembers": [student.mentor_id or act.viewer.id],
        "idLabels": [label.id] if label is not None else [],
    }


def _told(context: Context, student: Student, origin: Sentence) -> dict[str, str]:
    mark = f"{student.id[:8]}-{project_key(student.project)}"
    return {"desc": fill(origin, context.settings.language, {"mark": mark})}


def _note(session: Session, context: Context, wanted: _Wanted, answer: dict[str, Any]) -> Prepared:
    card_id, board = str(answer["id"]), wanted.rules.board
    row = session.get_one(FollowUpRow, wanted.key)
    row.made_id, row.url = card_id, str(answer.get("shortUrl") or answer.get("url") or "")
    if session.get(StudentCardRow, card_id) is None:
        joined = StudentCardRow(card_id=card_id, student_id=wanted.student.id, how="chosen")
        session.add(joined)
    note_put_forward(session, card_id, board, wanted.fields["idMembers"][0])
    after = {"card": card_id, "url": row.url}
    effect = Effect(board, card_id, FOLLOW_UP, after=after, by=wanted.by)
    receipt = record(session, effect, now())
    session.flush()
    context.wake_card(session, card_id, board, "prepared")
    return Prepared(card_id, board, row.url, made=True, receipt=receipt.id)


def take_card_back(context: Context, who: str, student_id: str, receipt_id: int) -> None:
    """Archive the card that was prepared for this student, unless a person has touched it since. Raises
    `Unknown`, `Refused`, `NotUndone`, `TrelloError`.
    """
    with context.database.transaction() as session:
        rulebook = context.settings.rulebook
        act = Act(session, rulebook, viewer_of(session, rulebook, who), now())
        act.own_student(student_id)
        row = session.get(ReceiptRow, receipt_id)
        theirs = row is not None and row.card_id in cards_of(session, student_id)
        if row is None or row.command != FOLLOW_UP.name or not theirs:
            raise Unknown
        card_id, board_id = str(row.card_id), row.board_id
    undo(context.database, context.gateway, receipt_id, act.viewer.name)
    with context.database.transaction() as session:
        context.wake_card(session, card_id, board_id, "taken-back")


def _forget(session: Session, key: tuple[str, str]) -> None:
    session.delete(session.get_one(FollowUpRow, key))

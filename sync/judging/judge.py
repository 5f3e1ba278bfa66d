"""From the rows about a card to a verdict and commands, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.clerk_memory import PutBack, Standing
from rules.commands import (
    BreakSeal,
    Command,
    LookAgain,
    MoveCard,
    SealDate,
    TellCard,
)
from rules.decide import decide
from rules.evaluate import evaluate
from rules.history import History
from rules.holds import after_put_back
from rules.projects import project_key
from rules.twins import course_of, twin_key
from rules.verdict import Language, Verdict
from sync.cases import verdicts
from sync.cases.case import CaseFile
from sync.cases.update import settled
from sync.effects.kinds import date, decision
from sync.rulebook.boards import Watched
from sync.storage.many_rows import Together
from sync.storage.tables import CaseRow
from sync.storage.trello_tables import CardRow, MemberRow


@dataclass(frozen=True, slots=True)
class Judgement:
    """A card's verdict, and what is to be done about it: on Trello, and later."""

    card: Card
    verdict: Verdict
    standing: Standing
    tell: TellCard | None
    move: MoveCard | None
    again_at: datetime | None
    twins: tuple[str, ...]

    @property
    def writes(self) -> bool:
        """Whether anything is to be written to Trello."""
        return self.tell is not None or self.move is not None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges cards of one board. `together`: where what is new waits to be written at once."""

    session: Session
    watched: Watched
    language: Language
    rules_url: str
    now: datetime
    together: Together | None = None

    def judge(
        self, case: CaseFile, put_back: PutBack | None, *, answers: bool = False
    ) -> Judgement:
        """Judge the card of this case. Verdict, seal and holds are written; nothing on Trello.

        `answers`: somebody gave an order in this run. An older answer stands in the comment only
        until the verdict changes, and for a day.
        """
        self._hold(case, put_back)
        verdict, history, twins = self._evaluate(case)
        row, together = case.verdict_row, self.together
        changed = verdicts.save(self.session, case.card, verdict, self.now, row, together)
        self._note_what_it_is_about(case, verdict)
        if changed and not answers:
            case.forget_answer()
        case.forget_old_answer(self.now)
        standing = self.standing(case, history)
        commands = decide(case.card, verdict, self.watched.ruled, standing, self.now, self.language)
        settling = standing.settle_until is not None and standing.settle_until > self.now
        if not settling:
            settled(case, put_back)
        case.row.waits = settling and bool(commands)
        self._keep(case, commands)
        return Judgement(
            card=case.card,
            verdict=verdict,
            standing=standing,
            tell=next((each for each in commands if isinstance(each, TellCard)), None),
            move=next((each for each in commands if isinstance(each, MoveCard)), None),
            again_at=min(
                (each.at for each in commands if isinstance(each, LookAgain)), default=None
            ),
            twins=twins,
        )

    def _hold(self, case: CaseFile, put_back: PutBack | None) -> None:
        stored, live = case.hold(), case.live_hold(self.now)
        new = after_put_back(put_back, case.mark) if put_back is not None else None
        if stored is not None and live is None:
            decision.lift_hold(self.session, case.card, "greffier", self.now)
        if new is not None and (live is None or (live.kind == "suspended" and live.at < new.at)):
            decision.keep_hold(self.session, case.card, new)
        if new is not None or (stored is not None and live is None):
            case.look_again()

    def _evaluate(self, case: CaseFile) -> tuple[Verdict, History, tuple[str, ...]]:
        ruled = self.watched.ruled
        history = case.history()
        verdict = evaluate(case.card, ruled, self.now, history, case.reading)
        key = twin_key(case.card, verdict, ruled)
        before, course = case.row.twin_key, course_of(verdict)
        case.row.twin_key = "\n".join(key) if key else ""
        twins = case.twins() if case.row.twin_key != before else history.twins
        if twins != history.twins:
            history = replace(history, twins=twins)
            verdict = evaluate(case.card, ruled, self.now, history, case.reading)
        if case.row.twin_key == before and course in ("", case.row.course):
            return verdict, history, ()
        return verdict, history, self._others(case, {before, case.row.twin_key} - {""})

    def _others(self, case: CaseFile, keys: set[str]) -> tuple[str, ...]:
        """Return cards whose warning of a twin comes or goes with this one."""
        if case.others is not None:
            return ()  # all cards of the board are being judged
        row = CaseRow
        found = self.session.scalars(
            sa.select(row.card_id)
            .join(CardRow, CardRow.id == row.card_id)
            .where(
                row.twin_key.in_(keys),
                row.card_id != case.card.id,
                row.board_id == case.card.board_id,
                CardRow.gone_at.is_(None),
            )
        )
        return tuple(found)

    def _note_what_it_is_about(self, case: CaseFile, verdict: Verdict) -> None:
        """Note course and project as they were last known: cards lose their labels, and their verdicts."""
        course = course_of(verdict)
        ruled = self.watched.ruled
        projects = {project_key(x.name) for x in case.card.labels if ruled.is_project(x)}
        if course and course != case.row.course:
            case.row.course = course
        if len(projects) == 1 and case.row.project not in projects:
            case.row.project = projects.pop()

    def standing(self, case: CaseFile, history: History) -> Standing:
        """Return where the clerk stands with this card, for `decide`."""
        return Standing(
            history=history,
            mode=self.watched.mode,
            paused=self.watched.paused,
            settle_until=case.settles_at(),
            comment=case.comment(),
            answer=case.answer(self.language),
            notes=case.notes(self.language),
            seen_live=case.is_awake(self.watched.acts_since),
            addressees=self._addressees(case),
            managers=tuple(sorted(self.watched.managers.values())),
            names=self.watched.names,
            rules_url=self.rules_url,
        )

    def _addressees(self, case: CaseFile) -> tuple[str, ...]:
        """Return who should act: the people on the card, else who put it forward."""
        return tuple(people_of(self.session, self.watched, case))

    def _keep(self, case: CaseFile, commands: Sequence[Command]) -> None:
        for each in commands:
            if isinstance(each, SealDate):
                date.seal(case, each.due, self.now)
            elif isinstance(each, BreakSeal):
                date.break_seal(case, self.now)


def people_of(session: Session, board: Watched, case: CaseFile) -> list[str]:
    """Return the user names of who should act: the people on the card, else who put it forward."""
    people = [each.username for each in board.ruled.people(case.card) if each.username]
    if people or case.row.put_forward_by is None:
        return people
    member = session.get(MemberRow, case.row.put_forward_by)
    name = member.username if member is not None else ""
    return [name] if name and not board.rules.is_robot(name) else []

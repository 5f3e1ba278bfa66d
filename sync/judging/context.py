"""What all work on cards needs, in one hand: what reads, judges, asks Trello and wakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.clerk_memory import PutBack
from rules.rulebook.values import InForce, Rulebook
from rules.verdict import Language
from sync.cases.case import CaseFile
from sync.clock import now
from sync.judging.judge import Judge, Judgement
from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, Want, wake
from sync.rulebook.boards import Watched, watched
from sync.rulebook.urls import rules_url
from sync.storage.database import Database
from sync.trello.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Settings:
    """What work on cards needs of the settings; `secret` signs the links in comments."""

    rules: InForce
    language: Language = "fr"
    public_url: str = ""
    secret: str = ""

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force now."""
        return self.rules()

    def rules_url(self, board_id: str) -> str:
        """Return the address of the page with this board's rules, "" where there is no public address."""
        return rules_url(self.public_url, self.secret, board_id)


@dataclass(frozen=True, slots=True)
class Context:
    """The parts that work on cards shares. Safe for threads. What does such work is a `Context` too."""

    database: Database
    gateway: Gateway
    settings: Settings
    enqueue: Enqueue

    @property
    def parts(self) -> tuple[Database, Gateway, Settings, Enqueue]:
        """What another class of work is made with: `Follow(*context.parts)`."""
        return self.database, self.gateway, self.settings, self.enqueue

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force now."""
        return self.settings.rulebook

    @property
    def bot_id(self) -> str:
        """The member id of the clerk. Trello is asked once: ask before a transaction, not in one."""
        return str(self.gateway.me()["id"])

    def watched(self, session: Session, board_id: str) -> Watched | None:
        """Return the board as the mirror knows it, with its rules; None where either is missing."""
        return watched(session, board_id, self.rulebook, self.bot_id, now())

    def judge(
        self,
        session: Session,
        board: Watched,
        case: CaseFile,
        put_back: PutBack | None = None,
        *,
        answers: bool = False,
    ) -> Judgement:
        """Judge the card of this case, as `Judge.judge` does."""
        settings = self.settings
        judge = Judge(
            session, board, settings.language, settings.rules_url(board.rules.board), now()
        )
        return judge.judge(case, put_back, answers=answers)

    def wake_card(
        self,
        session: Session,
        card_id: str,
        board_id: str,
        why: str,
        *,
        fresh_at: datetime | None = None,
    ) -> None:
        """Ask for a run of this card. `why` begins the job's id, for who looks into the queue; `fresh_at`:
        the mirror holds the card as it was then.
        """
        at = fresh_at or now()
        wake(
            session,
            self.enqueue,
            Want(new_id(why), "card", card_id, board_id, at, fresh_at=fresh_at),
        )

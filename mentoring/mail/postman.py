"""The postman: sends what is due in the outbox, beside everything else that the worker does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Final, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from mentoring.mail import outbox
from mentoring.mail.address import BadAddress, Person, plain_address
from mentoring.mail.letter import Letter
from mentoring.mail.mime import Envelope, compose
from mentoring.mail.smtp import Later, Outage, Refused
from mentoring.mail.tables import MailRow
from rules.rulebook.values import InForce
from sync.clock import now
from sync.fault_place import place_of
from sync.storage.database import Database

log = structlog.get_logger("greffier")

AT_ONCE: Final = 50
"""So many mails are claimed together."""


class Connection(Protocol):
    """What hands mails over (`mentoring.mail.smtp.Post`)."""

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        """Hand the mail over. Raises `Outage`, `Later`, `Refused`."""


Connect = Callable[[], AbstractContextManager[Connection]]
"""Opens a way to hand mails over."""


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it is now. `told`: what is noted once it has gone."""

    to: Person
    letter: Letter
    reply_to: Person | None = None
    calendar: bytes = b""
    told: Callable[[Session, datetime], None] = lambda _session, _at: None


Write = Callable[[Session, MailRow, datetime], Written | None]
"""Writes the mail of a row; None where it need not be told any more."""


@dataclass(frozen=True, slots=True)
class Postman:
    """A chore (`sync.runs.worker.Chore`). `connect` opens a way to the server; nothing is sent twice
    at once, and a process that dies leaves what it had claimed to others.
    """

    database: Database
    rules: InForce
    sender: Person
    connect: Connect
    write: Write
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def tick(self) -> None:
        """Send what is due in a thread of its own: a slow server delays nothing else."""
        if not self._turn.locked():
            threading.Thread(target=self._quietly, name="mail", daemon=True).start()

    def _quietly(self) -> None:
        try:
            self.send()
        except SQLAlchemyError as error:
            log.warning("mail", error=type(error).__name__)

    def send(self) -> int:
        """Send everything that is due. Returns how many mails the server took."""
        if not self._turn.acquire(blocking=False):
            return 0
        try:
            count = 0
            with self.connect() as connection:
                while batch := self._claim():
                    done, going_on = self._batch(connection, batch)
                    count += done
                    if not going_on:
                        break
            return count
        finally:
            self._turn.release()

    def _claim(self) -> list[str]:
        at, zone = now(), self.rules().timezone
        domain = plain_address(self.sender.address).rpartition("@")[2]
        with self.database.transaction() as session:
            away = outbox.standing(session).next_at
            if away is not None and at < away:
                return []
            return outbox.claim(session, at, domain, zone, AT_ONCE)

    def _batch(self, connection: Connection, batch: list[str]) -> tuple[int, bool]:
        """Return how many of these went, and whether to go on."""
        count = 0
        for place, mail_id in enumerate(batch):
            try:
                count += self._one(connection, mail_id)
            except Outage as error:
                with self.database.transaction() as session:
                    outbox.release(session, batch[place:])
                    outbox.server_away(session, str(error), now())
                log.warning("mail server away", error=str(error), remedy="greffier doctor")
                return count, False
        return count, True

    def _one(self, connection: Connection, mail_id: str) -> bool:
        """Send one mail. Returns whether the server took it. Raises `Outage`. No transaction is open while
        the server is waited for.
        """
        try:
            found = self._written(mail_id)
        except SQLAlchemyError:
            raise
        except Exception as error:  # a fault of ours in one mail is no reason to keep the others
            self._failed(mail_id, f"fault of ours: {type(error).__name__}", place_of(error))
            return False
        if found is None:
            return False
        written, message_id = found
        try:
            to = plain_address(written.to.address)
            envelope = Envelope(self.sender, written.to, message_id, now(), written.reply_to)
            message = compose(envelope, written.letter, written.calendar)
            connection.send(message, self.sender.address, to)
        except Later as error:
            self._failed(mail_id, str(error))
            return False
        except (Refused, BadAddress) as error:
            why = "the address cannot be used" if isinstance(error, BadAddress) else str(error)
            self._failed(mail_id, why, for_good=True)
            return False
        with self.database.transaction() as session:
            outbox.sent(session, mail_id, now())
            outbox.server_back(session, now())
            written.told(session, now())
        log.info("mail sent", id=mail_id)
        return True

    def _written(self, mail_id: str) -> tuple[Written, str] | None:
        """Return the mail and its name; None where it need not be told any more."""
        with self.database.transaction() as session:
            row = session.get(MailRow, mail_id)
            if row is None:  # its student was erased meanwhile
                return None
            written = self.write(session, row, now())
            if written is None:
                outbox.void(session, mail_id)
                return None
            return written, row.message_id

    def _failed(
        self, mail_id: str, why: str, where: str | None = None, *, for_good: bool = False
    ) -> None:
        with self.database.transaction() as session:
            parked = outbox.failed(session, mail_id, why, now(), for_good=for_good)
        more = {"where": where} if where else {}
        if parked:
            remedy = f"greffier queue replay {mail_id}"
            log.error("mail parked", id=mail_id, error=why, remedy=remedy, **more)
        else:
            log.warning("mail not taken", id=mail_id, error=why, **more)

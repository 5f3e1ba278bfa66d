"""A mail server in this process that does as told, and a process that sends (`python post_office.py …`).

The sender's clock runs six hundred times as fast as ours: a wait of a minute takes a tenth of a second.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from icalendar import Calendar

from mentoring.mail.address import Person
from mentoring.mail.invitation import Meeting, invitation
from mentoring.mail.letter import Letter, Section
from mentoring.mail.postman import Postman, Written
from mentoring.mail.smtp import Post, Server
from rules.editing.parse import read_rulebook
from sync.clock import pretend
from sync.storage.database import Database

FAST = 600
START = datetime(2026, 3, 2, 11, tzinfo=UTC)
SENDER = Person("Greffier", "greffe@ecole.fr")


@dataclass
class PostOffice:
    """What arrived, by Message-ID. `trouble` is asked for each mail: "" takes it; "4.." and "5.." refuse
    it; "lost" takes it and hangs up before the answer; "hang" says nothing.
    """

    trouble: Callable[[str], str] = lambda _name: ""
    heard: list[Message] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content)  # type: ignore[arg-type]
        name = str(mail["Message-ID"])
        with self._lock:
            trouble = self.trouble(name)
            if trouble in ("", "lost"):
                self.heard.append(mail)
            if trouble == "lost":
                self.lost.add(name)
        if trouble == "lost":
            server.transport.close()
        if trouble == "hang":
            await asyncio.sleep(5)
        return f"{trouble} no" if trouble[:1] in ("4", "5") else "250 OK"

    @contextmanager
    def open(self, **options: Any) -> Iterator[PostOffice]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    @property
    def server(self) -> Server:
        return Server("smtp", "127.0.0.1", self.port)


def uids(mail: Message) -> list[str]:
    """What the calendar in a mail is about."""
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            found = Calendar.from_ical(part.get_payload(decode=True))  # type: ignore[arg-type]
            return [str(each["UID"]) for each in found.walk("VEVENT")]
    return []


def write(_session: object, row: Any, _at: datetime) -> Written:
    """An invitation to the session that the row's key names."""
    meeting = Meeting(row.key, START, START + timedelta(minutes=45), "Zoé", 1, START)
    guest = Person("Léa", f"{row.key}@example.org")
    return Written(
        guest, Letter("fr", "Session", [Section()]), None, invitation(meeting, SENDER, guest, "fr")
    )


def main(url: str, port: str, began: str) -> None:
    """Send until this process is killed."""
    database = Database(url)
    rules = read_rulebook("")
    server = Server("smtp", "127.0.0.1", int(port))
    postman = Postman(database, lambda: rules, SENDER, lambda: Post(server, 1.0), write)
    with pretend(lambda: START + timedelta(seconds=(time.time() - float(began)) * FAST)):
        while True:
            postman.send()
            time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])

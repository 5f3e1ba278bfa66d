"""What is done for mail by the clock: what is to be told is put down, then the postman goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from mentoring.mail.address import Person
from mentoring.mail.outbox import forget_old
from mentoring.mail.postman import Connect, Postman
from mentoring.mail.student_links import Addresses
from mentoring.mail.wishes import note_wishes
from mentoring.mail.writer import Writer
from rules.rulebook.values import InForce
from rules.verdict import Language
from sync.clock import now
from sync.runs.schedule import quiet_hour
from sync.storage.database import Database, alone
from sync.storage.tables import FactRow

LOOKED: Final = "mail-looked"
"""The fact that tells when changes of sessions were looked at last."""

AGAIN: Final = timedelta(minutes=5)
"""What changed so long before the last look is looked at once more: clocks differ."""

EVERYTHING: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MailChores:
    """A chore (`sync.runs.worker.Chore`). `post`: sends what is due, in a thread of its own."""

    database: Database
    rules: InForce
    post: Callable[[], object]

    def tick(self) -> None:
        """Note what is to be told, then send."""
        self.note()
        self.post()

    def note(self) -> int:
        """Put down what is to be told. Returns how many mails are new. Once a night everything is
        compared, not only what changed since the last look.
        """
        rulebook, at = self.rules(), now()
        with self.database.transaction() as session:
            alone(session)
            fact = session.get(FactRow, LOOKED)
            since = fact.at - AGAIN if fact is not None and not quiet_hour(at) else EVERYTHING
            count = note_wishes(session, rulebook, at, since)
            session.merge(FactRow(key=LOOKED, value={}, at=at))
            if quiet_hour(at):
                forget_old(session, at)
        return count


def make_mail_chores(
    database: Database, rules: InForce, way: tuple[Connect, Person], to: tuple[Addresses, Language]
) -> MailChores:
    """Put the parts together. `way`: what hands mails over, and who writes; `to`: where links lead, and
    the language of whoever chose none.
    """
    (connect, sender), (addresses, language) = way, to
    writer = Writer(rules, addresses, sender, language)
    postman = Postman(database, rules, sender, connect, writer)
    return MailChores(database, rules, postman.tick)

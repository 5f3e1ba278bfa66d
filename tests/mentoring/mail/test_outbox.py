"""The outbox and its postman: nothing is lost, nothing is said twice, nobody is woken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail import outbox
from mentoring.mail.address import Person
from mentoring.mail.letter import Letter, Section
from mentoring.mail.outbox import Wish, want
from mentoring.mail.postman import Postman, Written
from mentoring.mail.smtp import Later, Outage, Refused
from mentoring.mail.tables import MailRow
from rules.editing.parse import read_rulebook
from sync.clock import pretend
from sync.storage.database import Database, database_url
from tests.migrated import fresh

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


@dataclass
class Office:
    """An outbox, a clock that tests turn, and a server that does as told."""

    database: Database
    time: datetime = NOON
    heard: list[EmailMessage] = field(default_factory=list)
    answer: Callable[[EmailMessage], Exception | None] = lambda _mail: None
    drop: set[str] = field(default_factory=set)

    @property
    def postman(self) -> Postman:
        rules = read_rulebook('timezone = "Europe/Paris"')
        sender = Person("Greffier", "greffe@ecole.fr")
        return Postman(self.database, lambda: rules, sender, self.connect, self.write)

    @contextmanager
    def connect(self) -> Iterator[Office]:
        yield self

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        error = self.answer(message)
        if error is not None:
            raise error
        self.heard.append(message)

    def write(self, _session: Session, row: MailRow, _at: datetime) -> Written | None:
        if row.key in self.drop:
            return None
        if row.key == "faulty":
            raise KeyError("Léa Dupont")
        address = str(row.what.get("to", "lea@example.org"))
        return Written(Person("Léa", address), Letter("fr", row.key, [Section()]))

    def want(self, key: str, *, urgent: bool = False, **what: str) -> None:
        with self.database.transaction() as session:
            want(session, Wish("test", key, "s" * 24, urgent=urgent, what=what), self.time)

    def row(self, key: str) -> MailRow:
        with self.database.transaction() as session:
            return session.query(MailRow).filter(MailRow.key == key).one()

    def subjects(self) -> list[str]:
        return [str(each["Subject"]) for each in self.heard]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = Database(database_url(None, tmp_path))
    fresh(database)
    made = Office(database)
    with pretend(lambda: made.time):
        yield made
    database.close()


def test_what_is_wanted_twice_is_sent_once(office: Office) -> None:
    for _ in range(3):
        office.want("welcome:1")
        office.postman.send()
    assert office.subjects() == ["welcome:1"]


def test_whether_a_wish_is_new_is_known(either_database: Database) -> None:
    with either_database.transaction() as session:
        found = [want(session, Wish("test", "welcome:1", "s" * 24), NOON) for _ in range(2)]
    assert found == [True, False]


def test_a_mail_that_is_not_taken_now_goes_again_later_under_the_same_name(office: Office) -> None:
    names = []

    def busy(mail: EmailMessage) -> Exception | None:
        names.append(str(mail["Message-ID"]))
        return Later("451 message not taken now") if len(names) < 3 else None

    office.answer = busy
    office.want("one")
    office.postman.send()
    office.postman.send()
    assert len(names) == 1, "it waits a minute first"
    for _ in range(2):
        office.time += timedelta(minutes=2)
        office.postman.send()
    assert len(names) == 3 and len(set(names)) == 1 and names[0].endswith("@ecole.fr>")
    assert office.row("one").sent_at is not None


def test_a_mail_that_is_refused_is_put_aside_for_somebody_to_look_at(office: Office) -> None:
    office.answer = lambda _mail: Refused("550 recipient refused")
    office.want("one")
    office.want("two", to="no address")
    office.postman.send()
    with office.database.transaction() as session:
        parked = {each.key: each.error for each in outbox.parked_mails(session)}
    assert parked == {"one": "550 recipient refused", "two": "the address cannot be used"}
    office.answer = lambda _mail: None
    office.postman.send()
    assert office.heard == []
    with office.database.transaction() as session:
        assert outbox.send_again(session, office.row("one").id, office.time)
    office.postman.send()
    assert office.subjects() == ["one"]


def test_after_a_day_of_tries_a_mail_is_put_aside(office: Office) -> None:
    office.answer = lambda _mail: Later("450 recipient not taken now")
    office.want("one", urgent=True)
    for _ in range(outbox.MOST_TRIES):
        office.postman.send()
        office.time += timedelta(hours=1)
    assert office.row("one").parked_at is not None
    assert office.time - NOON >= timedelta(hours=20)


def test_a_server_that_is_away_is_no_mails_fault(office: Office) -> None:
    office.answer = lambda _mail: Outage("ConnectionRefusedError")
    for number in range(3):
        office.want(str(number))
    assert office.postman.send() == 0
    with office.database.transaction() as session:
        found = outbox.standing(session)
    assert (found.waiting, found.parked, found.failing_since) == (3, 0, NOON)
    assert office.row("0").tries == 0
    office.answer = lambda _mail: None
    assert office.postman.send() == 0, "it is asked again in a minute"
    office.time += timedelta(minutes=1)
    assert office.postman.send() == 3
    with office.database.transaction() as session:
        assert outbox.standing(session).failing_since is None


def test_nobody_is_written_to_at_night_but_for_what_cannot_wait(office: Office) -> None:
    office.time = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # eight in the evening in Paris
    office.want("reminder")
    office.want("cancelled", urgent=True)
    office.postman.send()
    assert office.subjects() == ["cancelled"]
    office.time = datetime(2026, 3, 3, 6, 59, tzinfo=UTC)
    office.postman.send()
    assert len(office.heard) == 1
    office.time = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    office.postman.send()
    assert office.subjects() == ["cancelled", "reminder"]


@pytest.mark.parametrize(
    ("at", "starts", "urgent"),
    [
        ("2026-03-02T19:30", "2026-03-02T20:30", True),  # this evening
        ("2026-03-02T22:30", "2026-03-03T05:30", True),  # before anybody wakes
        ("2026-03-03T01:00", "2026-03-03T17:00", True),  # at night, for the evening of that day
        ("2026-03-02T12:00", "2026-03-04T12:00", False),
    ],
)
def test_what_cannot_wait(at: str, starts: str, urgent: bool) -> None:
    zone = read_rulebook('timezone = "Europe/Paris"').timezone
    one, other = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (starts, at))
    assert outbox.is_urgent(one, other, zone) is urgent


def test_what_a_dead_process_had_claimed_is_sent_by_another(office: Office) -> None:
    office.want("one")
    with office.database.transaction() as session:
        rules = read_rulebook('timezone = "Europe/Paris"')
        assert len(outbox.claim(session, NOON, "ecole.fr", rules.timezone, 50)) == 1
    name = office.row("one").message_id
    assert office.postman.send() == 0, "it may still be at it"
    office.time += outbox.LEASE
    assert office.postman.send() == 1
    assert str(office.heard[0]["Message-ID"]) == f"<{name}>"


def test_what_need_not_be_told_any_more_is_not(office: Office) -> None:
    office.want("moved")
    office.drop.add("moved")
    assert office.postman.send() == 0
    office.want("moved")
    assert office.row("moved").error == "void"


def test_a_fault_of_ours_keeps_no_other_mail_and_tells_no_name(office: Office) -> None:
    office.want("faulty")
    office.want("one")
    assert office.postman.send() == 1
    assert office.row("faulty").error == "fault of ours: KeyError"


def test_a_mail_that_is_kept_holds_no_text() -> None:
    columns = MailRow.__table__.columns
    long = [each.name for each in columns if isinstance(each.type, sa.Text | sa.JSON)]
    assert long == ["address", "what", "message_id"]  # `what`: ids and instants

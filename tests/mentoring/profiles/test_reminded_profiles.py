"""« Relancer les profils vides »: everybody who said nothing, once a week, by what reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from desk import Desk
from staffed import Staffed, staffed

from mentoring.mail.address import Person
from mentoring.mail.student_links import Addresses
from mentoring.mail.tables import MailRow
from mentoring.mail.writer import Writer
from mentoring.school.contacts import Contact, keep_contact
from mentoring.school.model import Profile
from sync.storage.tables import ReceiptRow

PATH = "/desk/mentors/empty"


class Crew:
    """The school of `staffed`, its desk, and the mails that are to be sent."""

    def __init__(self, made: Staffed) -> None:
        self.made, self.desk = made, Desk.at(made.school)
        with made.parts.database.transaction() as session:
            keep_contact(session, made.id("zoe"), Contact("zoe@example.org"), made.school.time)

    def people(self, who: str = "helene") -> dict[str, str]:
        return {x["id"]: x["name"] for x in self.desk.get(PATH, who).json["people"]}

    def remind(self, who: str = "helene", *ids: str) -> Any:
        return self.desk.post(PATH, who, members=list(ids or self.people(who)))

    def mails(self) -> list[str]:
        with self.made.parts.database.transaction() as session:
            return list(session.scalars(sa.select(MailRow.member_id)))

    def letter(self) -> str:
        """The mail that would be sent now, "" where it need not be any more."""
        parts = self.made.parts
        addresses = Addresses("https://greffier.example.org", parts.settings.secrets)
        writer = Writer(parts.rules, addresses, Person("Greffier", "greffe@ecole.fr"), "fr")
        with parts.database.transaction() as session:
            written = writer(
                session, session.scalars(sa.select(MailRow)).one(), self.made.school.time
            )
        return written.letter.text if written is not None else ""

    def receipts(self) -> list[tuple[str, Any]]:
        with self.made.parts.database.transaction() as session:
            row = ReceiptRow
            found = session.scalars(sa.select(row).where(row.command == "RemindProfiles"))
            return [(each.by, each.after["value"]) for each in found]


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    with staffed(tmp_path) as made:
        yield Crew(made)


def test_who_said_nothing_is_named_and_nobody_else(crew: Crew) -> None:
    names = set(crew.people().values())
    assert any(each.startswith("Zoé") for each in names)
    for filled in ("Inès Castel", "Malik Ouédraogo", "Basile"):
        assert not any(each.startswith(filled) for each in names)
    assert not any(each.startswith("Hélène") for each in names), "a manager who follows nobody"


def test_one_press_reminds_everybody_once_by_what_reaches_them(crew: Crew) -> None:
    count = len(crew.people())
    assert crew.remind().json["message"] == f"C’est fait\u00a0: {count}\u00a0mentors."
    assert crew.mails() == [crew.made.id("zoe")]
    assert crew.receipts() == [("Hélène Caradec", str(count))]
    for who in ("zoe", "noel"):
        told = crew.desk.get("/desk/profile/news", who).json
        assert told["asked"] and "vous demande de compléter votre profil" in told["text"]
    assert not crew.desk.get("/desk/profile/news", "ines").json["asked"]
    assert crew.desk.get("/desk/mine/count", "zoe").json == {"count": 1}
    assert "Hélène Caradec vous demande" in crew.letter()
    assert crew.people() == {}
    assert crew.remind("helene", crew.made.id("zoe")).status_code == 409
    assert len(crew.receipts()) == 1


def test_after_a_week_they_may_be_reminded_again(crew: Crew) -> None:
    before = crew.people()
    crew.remind()
    crew.made.school.time += timedelta(days=7)
    assert crew.people() == before
    crew.remind()
    assert len(crew.receipts()) == 2


def test_only_those_whom_the_manager_saw_are_reminded(crew: Crew) -> None:
    one = crew.made.id("zoe")
    assert crew.remind("helene", one, crew.made.id("ines"), "nobody").status_code == 200
    assert crew.receipts() == [("Hélène Caradec", "1")]
    assert one not in crew.people()


def test_filled_in_the_line_is_gone(crew: Crew) -> None:
    crew.remind()
    crew.made.profile("zoe", Profile(capacity=0))
    assert crew.letter() == ""
    assert not crew.desk.get("/desk/profile/news", "zoe").json["asked"]


def test_mentors_remind_nobody(crew: Crew) -> None:
    assert crew.desk.get(PATH, "zoe").status_code == 403
    assert crew.remind("zoe", crew.made.id("noel")).status_code == 403
    assert crew.desk.post(PATH, "helene", members="all").status_code == 422

"""How mentors and students reach each other, said in the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from desk import Desk
from followed import followed, member, service
from harness import school

from mentoring.mail.outbox import Wish, failed, want
from mentoring.mail.tables import MailRow
from mentoring.school.contacts import contact_of, offered_times
from sync.clock import now


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def test_a_mentor_gives_address_room_times_and_calendar_and_takes_all_back(desk: Desk) -> None:
    room = "https://visio.example.org/zoe"
    told = desk.post("/desk/contact", "zoe", email="zoe@example.org", video=room).get_json()
    assert (told["email"], told["video"], told["mails"]) == ("zoe@example.org", room, False)
    later = (now() + timedelta(days=2)).strftime("%Y-%m-%dT18:00")
    told = desk.post("/desk/contact/times", "zoe", times=[later, "", later]).get_json()
    assert told["times"] == [later]
    url = "webcal://example.org/secret-0123.ics"
    told = desk.post("/desk/contact/calendar", "zoe", url=url)
    assert (
        "dans la minute" in told.get_json()["calendar"]["text"] and "secret-0123" not in told.text
    )
    assert desk.get("/desk/contact", "ines").get_json()["email"] == ""
    assert desk.post("/desk/profile/forget", "zoe", member="").status_code == 200
    with desk.school.parts.database.transaction() as session:
        zoe = member(desk, "zoe")
        assert contact_of(session, zoe).email == "" and offered_times(session, zoe, now()) == []
    assert desk.get("/desk/contact", "zoe").get_json()["calendar"] is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("contact", {"email": "zoe", "video": ""}),
        ("contact", {"email": "", "video": "http://visio.example.org"}),
        ("contact", {"email": "", "video": "javascript:alert(1)"}),
        ("contact", {"email": "", "video": 'https://x/"onclick='}),
        ("contact", {"email": 3, "video": ""}),
        ("contact/times", {"times": ["2020-01-01T18:00"]}),
        ("contact/times", {"times": ["soon"]}),
        ("contact/times", {"times": [f"2027-01-0{x}T18:00" for x in range(1, 7)]}),
        ("contact/calendar", {"url": "http://example.org/x.ics"}),
        ("contact/calendar", {"url": "https://user:secret@example.org/x.ics"}),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(
    desk: Desk, path: str, body: dict[str, object]
) -> None:
    answer = desk.post(f"/desk/{path}", "zoe", **body)
    assert answer.status_code == 422 and answer.get_json()["message"]


def test_a_students_address_is_kept_and_what_was_put_aside_goes_again(desk: Desk) -> None:
    lea = followed(desk, "Léa Dupont")
    with desk.school.parts.database.transaction() as session:
        want(session, Wish("welcome", "welcome:1", lea), now())
        failed(session, session.query(MailRow).one().id, "550", now(), for_good=True)
    path = f"/desk/students/{lea}/reach"
    told = desk.post(path, "zoe", email="lea@example.org", zone="America/Martinique").get_json()
    assert (told["email"], told["zone"]) == ("lea@example.org", "America/Martinique")
    with desk.school.parts.database.transaction() as session:
        assert session.query(MailRow).one().parked_at is None
    assert desk.post(path, "zoe", email="lea", zone="").status_code == 409
    assert desk.post(path, "zoe", email="", zone="Mars/Base").status_code == 409
    assert desk.get(path, "ines").status_code == 404, "somebody else's student is nobody"


def test_managers_say_who_pays_and_mentors_neither_see_nor_change_it(desk: Desk) -> None:
    lea = followed(desk, "Léa Dupont")
    path, kept = f"/desk/students/{lea}/reach", {"email": "", "zone": ""}
    told = desk.get(path, "helene").get_json()
    assert (told["funding"], [each["code"] for each in told["fundings"]]) == (
        "",
        ["funded", "self"],
    )
    assert desk.post(path, "helene", funding="self", **kept).get_json()["funding"] == "self"
    mine = desk.get(path, "zoe").get_json()
    assert (mine["funding"], mine["fundings"]) == (None, [])
    assert desk.post(path, "zoe", funding="funded", **kept).status_code == 403
    assert desk.post(path, "zoe", funding=None, **kept).status_code == 200
    assert desk.post(path, "helene", funding="gold", **kept).status_code == 409
    assert desk.get(path, "helene").get_json()["funding"] == "self"
    start = now() + timedelta(days=1)
    booked = service(desk).book(member(desk, "zoe"), lea, start).session
    assert booked.starts and booked.ends and booked.ends - booked.starts == timedelta(minutes=30)


def test_a_link_is_given_by_hand_where_no_mail_is_sent(desk: Desk) -> None:
    lea = followed(desk, "Léa Dupont")
    url = desk.post(f"/desk/students/{lea}/link", "zoe").get_json()["url"]
    path = "/" + url.split("/", 3)[3]
    assert "Bonjour" in desk.client.get(path).text
    again = desk.post(f"/desk/students/{lea}/link", "zoe").get_json()["url"]
    assert again == url, "it is the same link as long as it is open"
    assert desk.post(f"/desk/students/{lea}/link", "ines").status_code == 404

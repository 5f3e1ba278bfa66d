"""A student's own page: what it shows, what its buttons do, to whom it is closed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from desk import Desk
from followed import service
from harness import school
from icalendar import Calendar
from pupil import Pupil, member, plain, pupil

from mentoring.mail.student_links import SCANNED
from mentoring.mail.tables import MailRow
from mentoring.school.contacts import Contact, keep_contact, offer_times
from mentoring.sessions.service import Report
from mentoring.sessions.tables import SessionChangeRow
from sync.clock import now
from sync.storage.database import Base


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def everything(desk: Desk) -> dict[str, list[object]]:
    """All that the database holds."""
    with desk.school.parts.database.transaction() as session:
        return {
            table.name: [tuple(row) for row in session.execute(sa.select(table))]
            for table in Base.metadata.sorted_tables
        }


def hold(desk: Desk, pupil: Pupil) -> None:
    """Zoé holds the first session and writes a report."""
    first = pupil.rows()[0]
    assert first.ends is not None
    desk.school.pass_time(seconds=(first.ends - now()).total_seconds() + 60)
    report = Report(
        goals=["Finir le README"], blockers="Les tests", more="Beau travail", private="À voir"
    )
    service(desk).finish(member(desk, "zoe"), first.id, report)


class TestWhatItShows:
    def test_the_next_session_comes_first_with_its_room(self, desk: Desk) -> None:
        lea = pupil(desk)
        with lea.parts.database.transaction() as session:
            contact = Contact("zoe@example.org", "https://visio.example.org/zoe")
            keep_contact(session, member(desk, "zoe"), contact, now())
        page = lea.text()
        assert page.index("Prochaine session") < page.index("Ensuite") < page.index("Vos objectifs")
        assert "Bonjour Léa Dupont" in page and "demain à 18 h" in page and "Rejoindre" in page
        assert 'href="https://visio.example.org/zoe"' in lea.get().text

    def test_both_clocks_are_told_where_they_differ(self, desk: Desk) -> None:
        away = pupil(desk, "Tom Petit", zone="America/Martinique")
        page = away.text()
        assert "demain à 13 h" in page and "À l’heure de l’école : 18 h." in page

    def test_goals_and_reports_are_read_and_nothing_private(self, desk: Desk) -> None:
        lea = pupil(desk)
        hold(desk, lea)
        page = lea.text()
        for each in ("Finir le README", "Les tests", "Beau travail"):
            assert each in page
        assert "À voir" not in page

    def test_an_empty_page_says_what_comes(self, desk: Desk) -> None:
        page = pupil(desk, slot=None).text()
        assert "Aucun objectif en cours" in page and "Aucun compte rendu pour l’instant" in page
        assert "Choisissez votre prochaine session" in page

    def test_it_is_kept_from_indexes_frames_caches_and_other_sites(self, desk: Desk) -> None:
        headers = pupil(desk).get().headers
        assert "noindex" in headers["X-Robots-Tag"] and headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in headers["Cache-Control"]
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy and "script-src" not in policy

    def test_english_is_read_by_whoever_reads_english(self, desk: Desk) -> None:
        lea = pupil(desk)
        assert "Next session" in lea.text(language="en-GB")
        lea.press("french")
        assert "Prochaine session" in lea.text(language="en-GB"), "what was chosen goes first"

    def test_it_is_quick_with_a_year_of_sessions(self, desk: Desk) -> None:
        lea = pupil(desk)
        for _ in range(3):
            hold(desk, lea)
        times = []
        for _ in range(20):
            began = time.process_time()
            assert lea.get().status_code == 200
            times.append(time.process_time() - began)
        assert sorted(times)[18] < 0.1


class TestWhatIsPressed:
    def test_a_session_is_moved_to_a_free_time_of_its_week(self, desk: Desk) -> None:
        lea = pupil(desk)
        second = lea.rows()[1]
        times = lea.times(f"?move={second.id}")
        assert 0 < len(times) <= 6
        wanted = datetime.fromisoformat(times[-1])
        assert second.starts and abs(wanted - second.starts) < timedelta(days=7)
        done = lea.press("move", session=second.id, starts=times[-1])
        assert done.status_code == 303 and done.headers["Location"].endswith("?done=moved")
        assert lea.rows()[1].starts == wanted or wanted in [each.starts for each in lea.rows()]
        assert lea.press("move", session=second.id, starts=times[-1]).status_code == 303, (
            "a double press"
        )
        with lea.parts.database.transaction() as session:
            changes = session.query(SessionChangeRow).filter_by(
                session_id=second.id, door="student"
            )
            assert changes.count() == 1

    def test_less_than_a_day_before_it_is_not_moved_and_the_cancellation_is_late(
        self, desk: Desk
    ) -> None:
        lea = pupil(desk)
        first = lea.rows()[0]
        assert first.starts is not None
        desk.school.pass_time(seconds=(first.starts - now()).total_seconds() - 24 * 3600 + 1)
        page = lea.text()
        assert "elle ne se déplace plus d’ici" in page and "l’annulation sera tardive" in page
        later = (first.starts + timedelta(days=1)).isoformat()
        assert lea.press("move", session=first.id, starts=later).status_code == 409
        done = lea.press("cancel", session=first.id)
        assert done.headers["Location"].endswith("?done=cancelled-late")
        assert lea.rows()[0].status == "cancelled-late"
        assert "tardivement" in lea.text("?done=cancelled-late")

    def test_a_day_before_the_cancellation_is_in_time(self, desk: Desk) -> None:
        lea = pupil(desk)
        first = lea.rows()[0]
        assert first.starts is not None
        desk.school.pass_time(seconds=(first.starts - now()).total_seconds() - 24 * 3600)
        assert "Vous êtes dans les temps" in lea.text()
        for _ in range(2):
            done = lea.press("cancel", session=first.id)
            assert done.headers["Location"].endswith("?done=cancelled")

    def test_a_time_that_is_not_offered_is_refused_with_others(self, desk: Desk) -> None:
        lea = pupil(desk)
        second = lea.rows()[1]
        assert second.starts is not None
        night = (second.starts + timedelta(hours=9)).isoformat()
        refused = lea.press("move", session=second.id, starts=night)
        assert refused.status_code == 409 and "en voici d’autres" in plain(refused)
        assert len(re.findall(r'name="starts"', refused.text)) == 3
        assert lea.rows()[1].starts == second.starts

    def test_two_students_want_one_time_and_the_other_reads_three_more(self, desk: Desk) -> None:
        lea, tom = pupil(desk, slot=None), pupil(desk, "Tom Petit", slot=None)
        base = now().replace(minute=0, second=0, microsecond=0)
        offered = [base + timedelta(days=2, hours=each) for each in range(7)]
        with lea.parts.database.transaction() as session:
            offer_times(session, member(desk, "zoe"), offered)
        assert lea.times() == tom.times() and len(lea.times()) == 5
        [first, *rest] = lea.times()
        assert lea.press("choose", starts=first).status_code == 303
        assert lea.press("choose", starts=first).status_code == 303, "a double press"
        refused = tom.press("choose", starts=first)
        assert refused.status_code == 409 and "vient d’être prise" in plain(refused)
        assert re.findall(r'name="starts" value="([^"]+)"', refused.text) == rest[:3]
        assert [len(each.rows()) for each in (lea, tom)] == [1, 0]
        assert tom.press("choose", starts=rest[0]).status_code == 303

    def test_without_offered_times_usual_hours_are_proposed(self, desk: Desk) -> None:
        lea = pupil(desk, slot=None)
        times = [datetime.fromisoformat(each) for each in lea.times()]
        assert len(times) == 5 and len({each.date() for each in times}) == 5
        assert all(each - now() >= timedelta(hours=24) for each in times)

    def test_nothing_of_somebody_elses_is_touched(self, desk: Desk) -> None:
        lea, tom = pupil(desk), pupil(desk, "Tom Petit", slot=(2, 18 * 60))
        his = tom.rows()[0]
        assert lea.press("cancel", session=his.id).status_code == 409
        assert lea.get(f"?move={his.id}").status_code == 200
        assert lea.times(f"?move={his.id}") == []
        assert tom.rows()[0].status is None

    @pytest.mark.parametrize(
        "fields",
        [
            *({"act": "choose"}, {"act": "move", "session": "x", "starts": "2026-03-03"}, {}),
            *({"act": "erase"}, {"act": "cancel", "session": "x" * 500}, {"act": "cancel"}),
            {"act": "move", "session": "\x00", "starts": "9999-12-31T23:59:59+00:00"},
        ],
    )
    def test_what_no_button_sends_changes_nothing(self, desk: Desk, fields: dict[str, str]) -> None:
        lea = pupil(desk)
        before = everything(desk)
        assert lea.client.post(lea.path, data=fields).status_code == 409
        assert everything(desk) == before


class TestWhoComesIn:
    def test_unknown_old_and_closed_are_the_same_bytes(self, desk: Desk) -> None:
        lea, old, gone = pupil(desk), pupil(desk, "Tom Petit"), pupil(desk, "Ali Kaya", slot=None)
        old.page(mailed_at=now() - timedelta(days=60, seconds=1))
        service(desk).end_course(member(desk, "zoe"), gone.student, "left")
        wrong = [lea.client.get(f"/etudiant/{'0' * 48}"), old.get(), gone.get()]
        wrong += [lea.client.get("/etudiant/x"), lea.client.post(old.path, data={"act": "renew"})]
        assert {each.status_code for each in wrong} == {404}
        assert len({each.data for each in wrong}) == 1
        heads = [{k: v for k, v in each.headers if k != "Date"} for each in wrong]
        assert all(each == heads[0] for each in heads)
        assert lea.get().status_code == 200

    def test_a_scanner_that_follows_every_link_changes_nothing(self, desk: Desk) -> None:
        lea = pupil(desk)
        before, seen = everything(desk), set[str]()
        waiting = [lea.path, lea.feed, f"{lea.path}?done=cancelled"]
        while waiting and len(seen) < 60:
            path = waiting.pop()
            seen.add(path)
            with lea.client.get(path) as found:
                text = found.get_data(as_text=True)
            for link in re.findall(r'(?:href|action)="([^"]+)"', text):
                parts = urlsplit(link.replace("&amp;", "&"))
                here = parts.netloc in ("", urlsplit(lea.parts.settings.public_url).netloc)
                if here and parts.scheme in ("", "http", "https", "webcal"):
                    again = (parts.path or lea.path) + (f"?{parts.query}" if parts.query else "")
                    waiting += [again] if again not in seen else []
        assert len(seen) > 8 and everything(desk) == before

    def test_a_new_link_is_asked_for_in_one_way_whoever_asks(self, desk: Desk) -> None:
        lea = pupil(desk)
        answers = [
            lea.client.post("/etudiant", data={"email": each})
            for each in ("lea@example.org", "nobody@example.org", "no address", "")
        ]
        assert len({each.data for each in answers}) == 1 and answers[0].status_code == 200
        with lea.parts.database.transaction() as session:
            rows = session.query(MailRow).all()
        assert sorted(each.address for each in rows) == ["lea@example.org", "nobody@example.org"]
        lea.client.post("/etudiant", data={"email": "LEA@example.org "})
        with lea.parts.database.transaction() as session:
            assert session.query(MailRow).count() == 2, "once in ten minutes"

    def test_without_mail_it_says_whom_to_ask(self, desk: Desk) -> None:
        lea = pupil(desk, mail=False)
        closed = lea.client.get("/etudiant/x")
        assert "Demandez-en une nouvelle à votre mentor" in plain(closed)
        assert "<form" not in closed.text and "Courriels" not in lea.text()

    def test_whoever_asks_too_often_waits(self, desk: Desk) -> None:
        lea = pupil(desk)
        answers = {lea.get().status_code for _ in range(61)}
        assert answers == {200, 429}
        wrong = [lea.client.get(f"/etudiant/{each}").status_code for each in range(121)]
        assert set(wrong) == {404, 429}


class TestTheCalendar:
    def test_it_is_published_without_guests(self, desk: Desk) -> None:
        lea = pupil(desk)
        found = lea.client.get(lea.feed)
        assert found.status_code == 200 and b"ATTENDEE" not in found.data
        assert b"METHOD:PUBLISH" in found.data and b"Dupont" not in found.data
        events = Calendar.from_ical(found.data).walk("VEVENT")
        assert len(events) == len(lea.rows()) == 6
        assert {str(each["UID"]) for each in events} == {
            f"{x.id}-session@greffier" for x in lea.rows()
        }
        again = lea.client.get(lea.feed, headers={"If-None-Match": found.headers["ETag"]})
        assert again.status_code == 304

    def test_what_reads_it_long_after_a_mail_is_a_calendar(self, desk: Desk) -> None:
        lea = pupil(desk)
        lea.client.get(lea.feed)
        assert lea.page().feed_read_at is None
        desk.school.pass_time(seconds=SCANNED.total_seconds() + 60)
        lea.client.get(lea.feed)
        assert lea.page().feed_read_at is not None

    def test_it_is_closed_with_the_mentorship(self, desk: Desk) -> None:
        lea = pupil(desk)
        service(desk).end_course(member(desk, "zoe"), lea.student, "finished")
        closed = lea.client.get(lea.feed)
        assert closed.status_code == 404
        assert closed.data == lea.client.get("/etudiant/x").data

"""The page of one session: by the link of the calendar alone, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from desk import Desk
from followed import member, service
from harness import school
from phone import Phone, links, opened

from mentoring.sessions.tables import SessionChangeRow


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with school(tmp_path) as made:
        yield opened(Desk.at(made))


def after(phone: Phone) -> Phone:
    """The session ended an hour ago."""
    phone.desk.school.pass_time(days=1, hours=10)
    return phone


def text(phone: Phone) -> str:
    return re.sub(r"\s+", " ", phone.get().get_data(as_text=True))


class TestWhatItShows:
    def test_initials_and_what_can_be_said_and_nothing_that_was_written(self, phone: Phone) -> None:
        page = text(after(phone))
        assert "L. D." in page and "Léa" not in page and "Dupont" not in page
        assert "sans statut" in page
        for name in ("finish", "absent", "cancel", "called-off"):
            assert f'value="{name}"' in page
        assert "<script" not in page

    def test_before_its_start_it_can_only_be_cancelled(self, phone: Phone) -> None:
        page = text(phone)
        assert 'value="finish"' not in page and 'value="absent"' not in page
        assert 'value="cancel"' in page and 'value="called-off"' in page
        assert "Elle n’aura pas lieu" in page
        assert "Elle n’a pas eu lieu" in text(after(phone))

    def test_looking_changes_nothing(self, phone: Phone) -> None:
        after(phone)
        before = phone.desk.get("/desk/sessions/week", "zoe").get_data()
        for path in (phone.path, f"{phone.path}?act=absent", f"{phone.path}?change=1&undone"):
            assert phone.get(path).status_code == 200
        assert phone.desk.get("/desk/sessions/week", "zoe").get_data() == before

    def test_it_is_kept_from_indexes_frames_caches_and_other_sites(self, phone: Phone) -> None:
        headers = phone.get().headers
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in headers["Cache-Control"]
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy and "script-src" not in policy

    def test_english_is_read_by_whoever_reads_english(self, phone: Phone) -> None:
        page = phone.desk.client.get(phone.path, headers={"Accept-Language": "en-GB"})
        assert "Cancelled by the student" in page.get_data(as_text=True)


class TestWhatIsPressed:
    def test_a_report_ends_the_session_and_can_be_taken_back(self, phone: Phone) -> None:
        after(phone)
        done = phone.press("finish", goals="Lire le cours\n\n Finir\x00 le README ", more="Bien.")
        assert done.status_code == 303
        assert phone.status() == "done"
        page = phone.get(urljoin(phone.path, done.headers["Location"])).get_data(as_text=True)
        assert "C’est noté." in page and "README" not in page, "what was written is not shown again"
        change = done.headers["Location"].partition("=")[2]
        assert phone.press("undo", change=change).status_code == 303
        assert phone.status() is None
        again = text(phone)
        assert "Un brouillon" in again and 'value="finish"' not in again, "the draft is not lost"
        assert phone.press("done").status_code == 303
        assert phone.status() == "done"

    def test_a_report_that_was_written_at_the_desk_is_not_written_over(self, phone: Phone) -> None:
        after(phone)
        one = phone.path.split("/")[2].partition("-")[0]
        phone.desk.post(f"/desk/sessions/one/{one}/draft", "zoe", blockers="Git")
        assert 'value="finish"' not in text(phone)
        assert phone.press("finish", more="Bien.").status_code == 409
        kept = phone.desk.get(f"/desk/sessions/one/{one}", "zoe").get_json()["report"]["draft"]
        assert kept["blockers"] == "Git"

    def test_nothing_said_is_refused_with_what_to_do_and_what_was_typed_stays(
        self, phone: Phone
    ) -> None:
        after(phone)
        empty = phone.press("finish", goals="  ")
        assert empty.status_code == 409
        assert "Dites au moins une chose" in empty.get_data(as_text=True)
        late = phone.press("cancel", told="2026-03-04T10:00", more="Un mot")
        assert late.status_code == 409
        assert "Un mot" in late.get_data(as_text=True)
        for told in ("hier", "9999-99-99T00:00"):
            assert phone.press("cancel", told=told).status_code == 409
        assert phone.press("nonsense").status_code == 409
        assert phone.press("undo", change="x").status_code == 409
        assert phone.desk.client.post(phone.path, data={"more": "x" * 70_000}).status_code == 409
        assert phone.status() is None

    def test_a_cancellation_of_the_day_before_counts_from_when_it_was_told(
        self, phone: Phone
    ) -> None:
        after(phone)
        assert phone.press("cancel", told="2026-03-02T17:59").status_code == 303
        assert phone.status() == "cancelled"

    def test_what_is_done_there_is_told_as_done_by_the_link(self, phone: Phone) -> None:
        after(phone)
        phone.press("absent")
        with phone.desk.school.parts.database.transaction() as session:
            last = session.query(SessionChangeRow).order_by(SessionChangeRow.id.desc()).first()
            assert last is not None and last.door == "link"
            assert last.by == member(phone.desk, "zoe")


class TestWhatDoesNotOpen:
    def answers(self, phone: Phone, *paths: str) -> set[tuple[int, bytes]]:
        client = phone.desk.client
        asked = [client.get(each) for each in paths]
        asked += [client.post(each, data={"act": "called-off"}) for each in paths]
        return {(each.status_code, each.get_data()) for each in asked}

    def test_unknown_wrong_and_closed_are_answered_alike(self, phone: Phone) -> None:
        wrong = (phone.path[:-1] + "é", "/session/" + "f" * 24 + "-" + "0" * 32, "/session/x")
        told = self.answers(phone, *wrong)
        assert {status for status, _ in told} == {404}
        phone.desk.post("/desk/feeds/links", "zoe", open=False)
        assert self.answers(phone, phone.path) == told
        assert len(told) == 1
        assert phone.status() is None

    def test_a_new_address_of_the_calendar_closes_the_pages(self, phone: Phone) -> None:
        phone.desk.post("/desk/feeds", "zoe", kind="mine")
        assert phone.get().status_code == 404
        assert phone.desk.get("/desk/feeds", "zoe").get_json()["links"] is False
        phone.desk.post("/desk/feeds/close", "zoe", kind="mine")
        none = phone.desk.post("/desk/feeds/links", "zoe", open=True)
        assert (none.status_code, none.get_json()["error"]) == (409, "no-calendar")

    def test_who_left_the_boards_has_no_page_and_no_old_session_has_one(self, phone: Phone) -> None:
        phone.desk.school.pass_time(days=92)
        old = self.answers(phone, phone.path)
        assert {status for status, _ in old} == {404}
        recent = links(phone.desk, phone.feed)[0]
        assert phone.get(recent).status_code == 200
        phone.desk.leaves("zoe")
        assert self.answers(phone, recent) == old

    def test_a_session_that_went_to_a_colleague_is_closed_here(self, phone: Phone) -> None:
        desk, one = phone.desk, phone.path.split("/")[2].partition("-")[0]
        service(desk).hand_to(member(desk, "zoe"), one, member(desk, "noel"))
        assert phone.get().status_code == 404

    def test_too_many_requests_are_told_to_wait(self, phone: Phone) -> None:
        told = [phone.get("/session/x").status_code for _ in range(121)]
        assert told == [404] * 120 + [429]
        assert phone.get("/session/x").headers["Retry-After"] == "60"
        right = [phone.get().status_code for _ in range(31)]
        assert right == [200] * 30 + [429], "whoever guesses does not close a right address"

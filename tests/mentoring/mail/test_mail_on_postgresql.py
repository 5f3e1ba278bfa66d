"""The outbox and a student's acts on PostgreSQL: two postmen, two students, one of each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from databases import postgres_database
from mailed import ADDRESSES, Mailed, mailed

from mentoring.mail.outbox import Wish, claim, want
from mentoring.mail.student_links import page_of
from mentoring.school.contacts import offer_times
from mentoring.sessions.changes.act import Refused
from mentoring.student_page.service import StudentPages


@pytest.fixture
def school(postgres_server: str, tmp_path: Path) -> Iterator[Mailed]:
    with postgres_database(postgres_server) as url, mailed(tmp_path, url) as made:
        yield made


def test_two_postmen_never_hold_the_same_mail_on_postgresql(school: Mailed) -> None:
    database, at = school.school.database, school.school.time
    with database.transaction() as session:
        for number in range(200):
            want(session, Wish("report", f"report:{number}", urgent=True), at)
    held: list[list[str]] = [[], []]

    def take(mine: list[str]) -> None:
        zone = school.school.rulebook.timezone
        while True:
            with database.transaction() as session:
                found = claim(session, at, "ecole.fr", zone, 7)
            if not found:
                return
            mine += found

    threads = [threading.Thread(target=take, args=(each,)) for each in held]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(held[0]) + len(held[1]) == 200 == len({*held[0], *held[1]})


def test_a_week_of_mails_on_postgresql(school: Mailed) -> None:
    school.contact()
    student = school.student()
    school.school.slot(student, day=4)
    assert school.settle() == ["Zoe vous accompagne"]
    assert school.settle() == []
    first = next(x for x in school.school.sessions(student) if x.starts is not None)
    assert first.starts is not None
    assert len(school.until(first.starts - timedelta(hours=47))) == 1
    school.school.service.set_status("zoe", first.id, "called-off")
    assert [each.partition("\u00a0")[0] for each in school.settle()] == ["Session annulée"]


def test_two_students_press_at_once_and_one_has_it_on_postgresql(school: Mailed) -> None:
    pages = StudentPages(school.school.database, lambda: school.school.rulebook, ADDRESSES, True)
    tokens = []
    for number in range(4):
        student = school.student(f"Léa Dupont{'abcd'[number]}", f"lea{number}@example.org")
        with school.school.database.transaction() as session:
            row = page_of(session, ADDRESSES, student, school.school.time)
            assert row is not None
            tokens.append(ADDRESSES.page(row).rpartition("/")[2])
    starts = [school.school.time + timedelta(days=2, hours=each) for each in range(5)]
    with school.school.database.transaction() as session:
        offer_times(session, "zoe", starts)
    told: list[object] = []
    ready = threading.Barrier(4)

    def press(token: str) -> None:
        ready.wait()
        try:
            pages.choose(token, starts[0])
            told.append("mine")
        except Refused as error:
            told.append(tuple(each.starts for each in error.free))

    threads = [threading.Thread(target=press, args=(each,)) for each in tokens]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert told.count("mine") == 1 and told.count(tuple(starts[1:4])) == 3

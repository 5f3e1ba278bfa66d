"""To whom the address of a student's page is given, and when it opens nothing any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from mailed import ADDRESSES, Mailed, mailed, text, welcomed

from mentoring.mail.outbox import Wish, want
from mentoring.mail.student_links import student_of_page


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Mailed]:
    with mailed(tmp_path) as made:
        yield made


def test_a_new_mentor_is_a_new_page(school: Mailed) -> None:
    student = welcomed(school)
    before = school.page(student).token_hash
    school.school.service.give("helene", student, "malik")
    assert "Malik vous accompagne" in school.settle()
    assert school.page(student).token_hash != before


def test_a_new_link_goes_to_the_known_address_alone_and_closes_the_old_one(school: Mailed) -> None:
    student = welcomed(school)
    old = ADDRESSES.page(school.page(student)).rpartition("/")[2]
    with school.school.database.transaction() as session:
        for number, typed in enumerate(("LEA@example.org", "nobody@example.org")):
            want(session, Wish("link", f"link:{number}", address=typed), school.school.time)
    assert school.tick() == ["Votre nouveau lien"] and "lea@example.org" in str(school.last["To"])
    new = ADDRESSES.page(school.page(student)).rpartition("/")[2]
    assert new in text(school.last)
    with school.school.database.transaction() as session:
        assert student_of_page(session, old, school.school.time) is None
        assert student_of_page(session, new, school.school.time) is not None


def test_a_page_closes_after_sixty_days_and_at_the_end_of_the_course(school: Mailed) -> None:
    student = welcomed(school)
    row = school.page(student)
    token = ADDRESSES.page(row).rpartition("/")[2]
    assert token not in (row.token_hash, row.nonce)

    def opens(at: datetime) -> bool:
        with school.school.database.transaction() as session:
            return student_of_page(session, token, at) is not None

    assert opens(row.mailed_at + timedelta(days=60))
    assert not opens(row.mailed_at + timedelta(days=60, seconds=1))
    school.school.service.end_course("zoe", student, "finished")
    assert not opens(row.mailed_at)

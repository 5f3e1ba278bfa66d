"""What students and mentors are told, when, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from mailed import Mailed, calendar, mailed, text, welcomed

from mentoring.mail.outbox import parked_mails
from mentoring.sessions.chores import climb
from mentoring.sessions.service import Report
from mentoring.students.tables import StudentRow

TUESDAY = datetime(2026, 3, 3, 17, tzinfo=UTC)  # six in the evening in Paris


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Mailed]:
    with mailed(tmp_path) as made:
        yield made


def test_a_new_student_is_welcomed_once_with_slot_dates_page_and_calendar(school: Mailed) -> None:
    school.contact()
    student = school.student()
    school.school.slot(student, day=4)
    assert school.tick() == [], "the mentor may still correct it"
    assert school.settle() == ["Zoe vous accompagne"]
    assert school.settle() == []
    mail = text(school.last)
    assert "Bonjour Léa Dupont," in mail and "chaque vendredi à 18 h" in mail
    assert mail.count("mars 2026") + mail.count("avril 2026") == 6
    assert "https://greffier.example.org/etudiant/" in mail and ".ics" in mail
    assert school.last["Reply-To"] == "Zoe <zoe@example.org>"
    assert calendar(school.last)[0] == ""


def test_without_a_slot_the_welcome_asks_to_choose_and_the_slot_is_told_when_it_comes(
    school: Mailed,
) -> None:
    student = school.student()
    school.settle()
    assert "Choisissez votre première session" in text(school.last)
    assert "Personne ne lit l’adresse" in text(school.last), "Zoé gave no address"
    school.school.slot(student, day=4)
    assert school.settle() == ["Vos sessions\u00a0: chaque vendredi à 18\u00a0h"]
    assert school.settle() == [], "six sessions are one mail"


def test_nobody_without_an_address_a_mentor_or_a_course_is_written_to(school: Mailed) -> None:
    school.student("Tom Petit", mail="")
    school.student("Ève Roche", mail="eve@example.org", mentor=None)  # type: ignore[arg-type]
    gone = school.student("Ali Kaya", mail="ali@example.org")
    school.school.service.end_course("zoe", gone, "left")
    assert school.settle() == []


def test_the_reminder_comes_two_days_before_and_carries_the_invitation(school: Mailed) -> None:
    student = welcomed(school)
    [first] = [x for x in school.school.sessions(student) if x.starts == TUESDAY]
    assert school.until(datetime(2026, 3, 8, 16, 59, tzinfo=UTC)) == []
    assert school.until(datetime(2026, 3, 8, 17, tzinfo=UTC)) == [
        "Votre session\u00a0: mardi\u00a010\u00a0mars\u00a02026 à\u00a018\u00a0h"
    ]
    method, uid, _, organizer = calendar(school.last)
    assert (method, organizer) == ("REQUEST", "mailto:zoe@example.org")
    assert uid.endswith("-session@greffier") and not uid.startswith(first.id)
    assert school.until(datetime(2026, 3, 10, 16, tzinfo=UTC)) == [], "at most one a session"


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ("24h", "Jusqu’à 24 heures avant"),
        ("3d", "Jusqu’à 3 jours avant"),
        ("90m", "Jusqu’à 90 minutes avant"),
        ("0s", "Tant qu’elle n’a pas commencé"),
    ],
)
def test_the_reminder_says_until_when_the_rulebook_lets_it_be_moved(
    school: Mailed, late: str, expected: str
) -> None:
    school.school.text += f'[sessions]\nlate = "{late}"\n'
    welcomed(school)
    school.until(datetime(2026, 3, 8, 17, tzinfo=UTC), step=timedelta(days=1))
    assert expected in text(school.last)


def test_a_session_within_two_days_is_reminded_of_at_once(school: Mailed) -> None:
    school.contact()
    student = school.student()
    school.school.slot(student)
    school.settle()
    said = school.settle()
    assert len(school.heard) == 2 and said[-1].startswith("Votre session")


def test_a_move_after_the_reminder_corrects_the_calendar(school: Mailed) -> None:
    student = welcomed(school)
    [first] = [x for x in school.school.sessions(student) if x.starts == TUESDAY]
    later = TUESDAY + timedelta(days=1)
    school.school.service.move("zoe", first.id, later)
    assert len(school.settle()) == 1
    method, uid, sequence, _ = calendar(school.last)
    assert (method, uid) == ("REQUEST", f"{first.id}-session@greffier") and sequence > 0
    mail = text(school.last)
    assert "déplacée au mercredi 4 mars 2026 à 18 h" in mail
    assert "prévue le mardi 3 mars 2026 à 18 h" in mail
    assert school.until(later - timedelta(hours=1)) == [], "the reminder came already"


def test_what_is_moved_there_and_back_is_not_told(school: Mailed) -> None:
    student = welcomed(school)
    [first] = [x for x in school.school.sessions(student) if x.starts == TUESDAY]
    changed = school.school.service.move("zoe", first.id, TUESDAY + timedelta(days=1))
    school.tick()
    assert changed.change_id is not None
    school.school.service.undo("zoe", first.id, changed.change_id)
    assert school.settle() == []


def test_a_cancellation_takes_the_event_out_of_the_calendar(school: Mailed) -> None:
    student = welcomed(school)
    [first] = [x for x in school.school.sessions(student) if x.starts == TUESDAY]
    school.school.service.set_status("zoe", first.id, "called-off")
    [subject] = school.settle()
    assert subject.startswith("Session annulée")
    method, uid, sequence, _ = calendar(school.last)
    assert (method, uid) == ("CANCEL", f"{first.id}-session@greffier") and sequence > 0
    assert school.settle() == []


def test_a_cancellation_of_this_evening_is_told_at_night_all_others_in_the_morning(
    school: Mailed,
) -> None:
    student = school.student()
    school.contact()
    school.school.slot(student, day=0, at="21:30")
    school.settle()
    school.settle()
    school.heard.clear()
    tonight, *_, last = [x for x in school.school.sessions(student) if x.starts is not None]
    school.school.time = datetime(2026, 3, 2, 19, 10, tzinfo=UTC)  # ten past eight in the evening
    school.school.service.set_status("zoe", last.id, "called-off")
    school.school.service.set_status("zoe", tonight.id, "called-off")
    assert [each.partition("\u00a0")[0] for each in school.settle()] == ["Session annulée"]
    assert school.until(datetime(2026, 3, 3, 6, 59, tzinfo=UTC)) == []
    assert school.until(datetime(2026, 3, 3, 7, tzinfo=UTC)) == ["Vos prochaines sessions changent"]


def test_another_slot_is_one_mail_and_what_stood_in_the_calendar_is_corrected(
    school: Mailed,
) -> None:
    student = welcomed(school)
    school.school.slot(student, day=3, at="17:00")
    said = school.settle()
    assert sorted(each.partition("\u00a0")[0] for each in said) == [
        "Session déplacée",
        "Vos sessions",
    ]
    assert school.settle() == []


def test_two_weeks_away_are_one_mail(school: Mailed) -> None:
    student = welcomed(school)
    school.school.absent("zoe", date(2026, 3, 16), date(2026, 3, 29))
    school.school.place()
    assert school.settle() == ["Vos prochaines sessions changent"]
    mail = text(school.last)
    assert mail.count("n’a pas lieu") == 2
    assert student and school.settle() == []


def test_who_subscribes_their_calendar_gets_no_second_event(school: Mailed) -> None:
    student = school.student()
    school.contact()
    school.school.slot(student, day=4)
    school.settle()
    school.change_page(student, feed_read_at=school.school.time)
    said = school.until(datetime(2026, 3, 4, 18, tzinfo=UTC))
    assert len(said) == 1 and calendar(school.last)[0] == ""
    assert [x.get_content_type() for x in school.last.iter_parts()] == ["text/plain", "text/html"]


def test_a_report_is_sent_to_whoever_wants_it_and_never_what_is_private(school: Mailed) -> None:
    student = welcomed(school)
    other = school.student("Tom Petit", "tom@example.org")
    school.school.slot(other, day=1, at="16:00")
    school.settle()
    school.change_page(student, reports=True)
    school.school.time = TUESDAY + timedelta(minutes=40)
    school.heard.clear()
    report = Report(goals=["Lire le cours"], more="Beau travail !", private="À surveiller")
    for each in (student, other):
        [held] = [x for x in school.school.sessions(each) if x.starts and x.starts.day == 3]
        school.school.service.finish("zoe", held.id, report)
    assert school.until(TUESDAY + timedelta(minutes=45)) == [], "it may be taken back"
    [subject] = school.until(TUESDAY + timedelta(minutes=60), timedelta(minutes=5))
    assert subject.startswith("Compte rendu") and "lea@example.org" in str(school.last["To"])
    mail = text(school.last)
    assert "Lire le cours" in mail and "Beau travail !" in mail and "surveiller" not in mail


def test_the_ladder_is_climbed_by_mail_twice_and_ends_with_the_status(school: Mailed) -> None:
    student = welcomed(school)
    heard = []
    for at in ("2026-03-03T18:31", "2026-03-04T07:01", "2026-03-04T12:00"):
        school.school.time = datetime.fromisoformat(at).replace(tzinfo=UTC)
        with school.school.database.transaction() as session:
            climb(session, school.school.rulebook, school.school.time)
        heard.append([x for x in school.tick() if "sans statut" in x])
    assert heard == [["1\u00a0session sans statut"], ["1\u00a0session sans statut"], []]
    mail = next(x for x in school.heard if "sans statut" in str(x["Subject"]))
    assert mail["To"] == "Zoe <zoe@example.org>" and "Léa D." in text(mail)
    assert "Dupont" not in text(mail) and student


def test_times_are_on_the_students_clock_and_the_schools_where_they_differ(school: Mailed) -> None:
    school.contact()
    student = school.student(zone="America/Martinique")
    school.school.slot(student, day=4, zone="Europe/Paris")
    school.settle()
    mail = text(school.last)
    assert "vendredi 6 mars 2026 à 13 h (vendredi 6 mars 2026 à 18 h à l’heure de l’école)" in mail


def test_who_reads_english_is_written_to_in_english(school: Mailed) -> None:
    student = welcomed(school)
    school.change_page(student, language="en")
    [first] = [x for x in school.school.sessions(student) if x.starts == TUESDAY]
    school.school.service.set_status("zoe", first.id, "called-off")
    [subject] = school.settle()
    assert subject.startswith("Session cancelled: Tuesday")
    assert "Hello Léa Dupont," in text(school.last)


def test_an_address_that_is_refused_is_put_aside_alone(school: Mailed) -> None:
    school.refuses.add("lea@example.org")
    school.student()
    school.student("Tom Petit", "tom@example.org")
    assert len(school.settle()) == 1
    with school.school.database.transaction() as session:
        assert [each.kind for each in parked_mails(session)] == ["welcome"]


def test_who_was_erased_is_written_to_no_more(school: Mailed) -> None:
    student = welcomed(school)
    [first] = [x for x in school.school.sessions(student) if x.starts == TUESDAY]
    school.school.service.set_status("zoe", first.id, "called-off")
    school.tick()
    with school.school.database.transaction() as session:
        session.get_one(StudentRow, student).name = ""
    assert school.settle() == []

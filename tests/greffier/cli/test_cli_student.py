"""`greffier student`: what is kept about a student is shown, given and erased; doubt asks for a choice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from cli_desk import Desk, desk, plain

from greffier.cli.student import texts
from mentoring.privacy.stored_about import ABOUT_CARDS, ABOUT_STUDENTS
from mentoring.sessions.service import Report
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.write import Person, make_student
from rules.titles.likeness import likeness
from rules.twins import name_key
from sync.storage.database import Base


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def short(the_desk: Desk, card: str) -> str:
    return str(the_desk.school.sandbox.state.cards[card]["shortLink"])


def deleted(the_desk: Desk, card: str) -> None:
    the_desk.school.by("zoe").delete(card)
    the_desk.school.work()


@pytest.mark.parametrize(
    ("wanted", "read", "expected"),
    [
        ("Marie Dupont", "DUPONT Marie", "same"),
        ("Chloé Jean-Pierre", "jean pierre chloe", "same"),
        ("Marie Dupont", "Marie Dupond", "near"),
        ("Dupont", "Marie Dupont", "near"),
        ("Marie Louise Dupont", "Marie Dupont", "near"),
        ("Marie Dupont", "Marie", ""),
        ("Marie Dupont", "Paul Martin", ""),
        ("", "Marie Dupont", ""),
        ("–", "–", ""),
    ],
)
def test_names_are_alike_or_not(wanted: str, read: str, expected: str) -> None:
    assert likeness(name_key(wanted), name_key(read)) == expected


def test_all_that_is_kept_is_shown_and_given(the_desk: Desk, tmp_path: Path) -> None:
    card = the_desk.moved_away(name="DUPONT Marie - DA Python")
    result = the_desk.type("student", "show", "Marie Dupont")
    assert result.exit_code == 0
    told = plain(result.output)
    assert "« DUPONT Marie - DA Python » (soutenances, ouverte sur Trello)" in told
    assert "reçus : 2" in told
    [given] = the_desk.json("student", "show", "marie dupont")["cards"]
    assert (given["id"], given["where"], given["student"]) == (card, "open", "Marie Dupont")
    assert {"cards", "verdicts", "receipts", "deliveries", "comments"} <= given["kept"].keys()
    assert given["kept"].keys() <= {each.__tablename__ for each in ABOUT_CARDS}
    assert given["kept"]["comments"][0]["text"] == the_desk.school.comments(card)[0]
    path = tmp_path / "marie.json"
    words = ("student", "show", "Marie Dupont", "--format", "json", "--output", path)
    assert "données personnelles" in the_desk.type(*words).output
    assert json.loads(path.read_text("utf-8"))["cards"] == [given]
    assert path.stat().st_mode & 0o077 == 0


def test_nobody_found_says_what_to_try(the_desk: Desk) -> None:
    the_desk.moved_away()
    for command in ("show", "erase"):
        result = the_desk.type("student", command, "Zacharie Perrin")
        assert result.exit_code == 2
        assert "aucune carte ne nomme «\u00a0Zacharie Perrin\u00a0»" in result.output


def test_two_spellings_near_the_name_ask_for_a_choice(the_desk: Desk) -> None:
    cards = [the_desk.moved_away(name=f"Marie {x} - DA Python") for x in ("Duponts", "Dupond")]
    result = the_desk.type("student", "show", "Marie Dupont")
    assert result.exit_code == 2
    assert "plusieurs étudiants" in result.output
    links = [short(the_desk, each) for each in cards]
    assert all(f"--card {each}" in result.output for each in links)


def test_the_one_who_is_called_exactly_so_is_meant_and_names_like_it_are_told(
    the_desk: Desk,
) -> None:
    cards = [the_desk.moved_away(name=f"Marie {x} - DA Python") for x in ("Dupont", "Dupond")]
    links = [short(the_desk, each) for each in cards]
    words = ("student", "show", "Marie Dupont")
    result = the_desk.type(*words)
    assert result.exit_code == 0
    assert f"--card {links[1]}" in result.stderr and links[0] not in result.stderr
    assert "--all" in result.stderr
    assert [x["id"] for x in the_desk.json(*words)["cards"]] == cards[:1]
    assert [x["id"] for x in the_desk.json(*words, "--card", links[1])["cards"]] == cards[1:]
    assert [x["id"] for x in the_desk.json(*words, "--all")["cards"]] == cards
    other = the_desk.moved_away(name="Paul Martin - DA Python")
    result = the_desk.type(*words, "--card", short(the_desk, other))
    assert (result.exit_code, "ne nomme pas" in result.output) == (2, True)


def test_two_courses_ask_for_a_choice(the_desk: Desk) -> None:
    for course in ("DA Python", "Data Analyst"):
        the_desk.moved_away(name=f"Marie Dupont - {course}")
    result = the_desk.type("student", "show", "Marie Dupont")
    assert (result.exit_code, result.output.count("--card")) == (2, 2)
    assert the_desk.type("student", "show", "Marie Dupont", "--all").exit_code == 0


def test_two_students_of_one_first_name_are_never_mixed(the_desk: Desk) -> None:
    for name in ("Minh Do", "Minh Le", "Minh Da Python", "Minh"):
        the_desk.moved_away(name=name if "Python" in name else f"{name} – DA Python")
    asked = the_desk.type("student", "show", "Minh")
    assert (asked.exit_code, asked.output.count("--card")) == (2, 4)
    titles = [each["title"] for each in the_desk.json("student", "show", "Le Minh")["cards"]]
    assert titles == ["Minh Le – DA Python"]


def test_a_name_that_is_not_quite_right_is_not_taken_for_one(the_desk: Desk) -> None:
    card = the_desk.moved_away(name="Marie Dupont - DA Python")
    link = short(the_desk, card)
    deleted(the_desk, card)
    result = the_desk.type("student", "erase", "Dupont", "--yes", GREFFIER_LANGUAGE="en")
    assert result.exit_code == 2
    assert f"Marie Dupont – Développeur d’application Python: --card {link}" in result.output
    assert the_desk.json("student", "show", "Marie Dupont")["cards"]


def test_erasing_is_shown_asked_and_done_once(the_desk: Desk) -> None:
    card = the_desk.moved_away(name="Marie Dupont - DA Python")
    deleted(the_desk, card)
    words = ("student", "erase", "Marie Dupont", "--by", "Hélène")
    for answer in ("n\n", ""):
        result = the_desk.type(*words, stdin=answer)
        assert (result.exit_code, "s'efface" in plain(result.output).replace("’", "'")) == (1, True)
        assert the_desk.json("student", "show", "Marie Dupont")["cards"]
    result = the_desk.type(*words, stdin="y\n")
    assert result.exit_code == 0, result.output
    assert the_desk.type("student", "show", "Marie Dupont").exit_code == 2
    [receipt] = the_desk.receipts("EraseStudent")
    assert (receipt.card_id, receipt.by) == (card, "Hélène")
    told = plain(the_desk.type("receipts").output)
    assert "effacé les données de l’étudiant" in told
    assert "Dupont" not in told


def test_an_open_card_is_refused_with_the_reason_and_an_archived_one_half_done(
    the_desk: Desk,
) -> None:
    names = [f"Marie Dupont - DA Python - P{x}" for x in (5, 6, 7)]
    _open, archived, gone = (the_desk.moved_away(name=each) for each in names)
    the_desk.school.by("zoe").archive(archived)
    deleted(the_desk, gone)
    result = the_desk.type("student", "erase", "Marie Dupont", "--yes")
    assert result.exit_code == 1
    told = plain(result.output)
    assert "ouverte sur Trello et reviendrait" in told
    assert "supprimez-la là-bas" in told
    where = {x["id"]: x["where"] for x in the_desk.json("student", "show", "Marie Dupont")["cards"]}
    assert where == {_open: "open", archived: "archived"}
    assert {x.card_id for x in the_desk.receipts("EraseStudent")} == {archived, gone}
    only = the_desk.type("student", "erase", "Marie Dupont", "--card", short(the_desk, _open))
    assert (only.exit_code, "Rien n’a été effacé" in plain(only.output)) == (1, True)


def test_an_erased_name_is_nowhere_in_the_files_of_a_database_that_is_being_served(
    the_desk: Desk,
) -> None:
    deleted(the_desk, the_desk.moved_away(name="Marie Quatrelivres - DA Python"))
    file = Path(the_desk.school.parts.database.engine.url.database or "")

    def traces() -> list[str]:
        files = [each for each in file.parent.glob(f"{file.name}*") if each.is_file()]
        return [each.name for each in files if b"uatrelivres" in each.read_bytes().lower()]

    assert traces()
    assert the_desk.type("student", "erase", "Marie Quatrelivres", "--yes").exit_code == 0
    assert traces() == []


def with_a_report(the_desk: Desk, tmp_path: Path) -> str:
    """Léa, imported, with a slot and a session that was held and told of. Returns her id."""
    header = "étudiant;parcours;projet;mentor;jour;heure;minutes;fuseau;courriel"
    row = "Léa Martin;DA Python;P7;zoe;lundi;18:00;45;;lea@example.org"
    file = tmp_path / "students.csv"
    file.write_text(f"{header}\n{row}", "utf-8")
    the_desk.type("students", "import", file)
    made = the_desk.school
    made.pass_time(hours=9)
    zoe = str(made.sandbox.state.member("zoe")["id"])
    [held] = made.parts.sessions.my_week(zoe).unset
    report = Report(goals=["Appeler Martin"], more="Martin va bien", private="Martin doute")
    made.parts.sessions.finish(zoe, held.id, report)
    made.parts.sessions.save_draft(zoe, held.id, {"more": "Martin encore"})
    return str(the_desk.json("students", "list")[0]["id"])


def test_a_student_without_any_card_is_shown_whole_and_erased(
    the_desk: Desk, tmp_path: Path
) -> None:
    student = with_a_report(the_desk, tmp_path)
    shown = the_desk.json("student", "show", "Léa Martin")
    [record] = shown["students"]
    assert record["id"] == student and shown["cards"] == []
    assert set(record["kept"]) == {
        *("students", "student_projects", "mentorships", "slots", "mentoring_sessions"),
        *("goals", "reports", "session_changes"),
    }
    told = plain(the_desk.type("student", "show", "Léa Martin").output)
    assert "comptes rendus : 1" in told
    result = the_desk.type("student", "erase", "Léa Martin", "--yes")
    assert result.exit_code == 0, result.output
    assert the_desk.type("student", "show", "Léa Martin").exit_code == 2
    with the_desk.school.parts.database.transaction() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(sa.select(table)).mappings():
                text = json.dumps({**row}, default=str, ensure_ascii=False).casefold()
                assert "martin" not in text and "lea@" not in text, table.name
        kept = session.query(MentoringSessionRow).all()
    assert [each.status for each in kept] == ["done"] and kept[0].project == "P7"


def test_two_records_of_one_name_are_told_apart_by_their_ids(
    the_desk: Desk, tmp_path: Path
) -> None:
    student = with_a_report(the_desk, tmp_path)
    with the_desk.school.parts.database.transaction() as session:
        other = make_student(session, Person("Léa Martin", "Data analyst")).id
    result = the_desk.type("student", "show", "Léa Martin")
    assert result.exit_code == 2 and f"--student {other}" in result.output
    words = ("student", "erase", "Léa Martin", "--student", student, "--yes")
    assert the_desk.type(*words).exit_code == 0
    assert the_desk.json("student", "show", "Léa Martin")["students"][0]["id"] == other


def test_each_table_about_cards_or_students_is_told_in_words() -> None:
    tables = {each.__tablename__ for each in (*ABOUT_CARDS, *ABOUT_STUDENTS)}
    assert tables <= texts.TABLES.keys()

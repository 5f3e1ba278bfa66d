"""The desk's pages about people: one's own profile, all profiles, and who gets a card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk import Desk
from harness import ACCEPTED, School, school

from mentoring.csv_rows import MARK
from rules.calendar import local_date

PYTHON = "Développeur d’application Python"
SAID = {
    "capacity": 8,
    "adapts": True,
    "assets": ["deaf"],
    "validator": True,
    "mentors": {PYTHON: ["P6", "P7"]},
    "validates": {PYTHON: ["P7"]},
    "absences": [["2026-03-09", "2026-03-10"]],
    "hours": [[0, 540, 720]],
}


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Desk]:
    """A school without cards."""
    with school(tmp_path, both=True) as opened:
        yield Desk.at(opened)


def id_of(desk: Desk, who: str) -> str:
    return str(desk.school.sandbox.state.member(who)["id"])


def proposal(made: School) -> str:
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    return card


def says(desk: Desk, who: str, **changed: Any) -> None:
    answer = desk.post("/desk/profile", who, profile={**SAID, **changed})
    assert answer.status_code == 200, answer.json


def test_a_profile_is_kept_as_it_was_given(quiet: Desk) -> None:
    assert quiet.get("/desk/profile", "ines").json["filled"] is False
    says(quiet, "ines")
    kept = quiet.get("/desk/profile", "ines").json
    assert kept["profile"] == SAID
    assert kept["following"] == 0
    assert kept["zone"] == "Paris", "the hours are those of the rulebook's time zone"
    assert kept["changed"].endswith("par Inès Castel.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"capacity": 1000}, "capacity"),
        ({"absences": [["2026-03-10", "2026-03-09"]]}, "absences"),
        ({"hours": [[0, 720, 540]]}, "hours"),
        ({"validates": {PYTHON: ["P99"]}}, "projects"),
    ],
)
def test_what_cannot_be_kept_is_told_and_changes_nothing(
    quiet: Desk, change: dict[str, Any], code: str
) -> None:
    says(quiet, "ines")
    refused = quiet.post("/desk/profile", "ines", profile={**SAID, **change})
    assert (refused.status_code, refused.json["error"]) == (422, code)
    assert quiet.get("/desk/profile", "ines").json["profile"] == SAID


def test_a_profile_is_seen_by_its_mentor_and_by_managers_alone(quiet: Desk) -> None:
    says(quiet, "ines")
    ines = id_of(quiet, "ines")
    assert quiet.get(f"/desk/profile?member={ines}", "helene").json["profile"] == SAID
    assert quiet.get(f"/desk/profile?member={ines}", "malik").status_code == 403
    assert quiet.post("/desk/profile", "malik", member=ines, profile=SAID).status_code == 403
    assert quiet.post("/desk/profile/forget", "malik", member=ines).status_code == 403
    assert quiet.get("/desk/profile", "olivia").status_code == 403
    assert quiet.get("/desk/mentors", "malik").status_code == 403
    assert quiet.get("/desk/mentors/export", "malik").status_code == 403


def test_a_profile_can_be_erased_for_good(quiet: Desk) -> None:
    says(quiet, "ines")
    assert quiet.post("/desk/profile/forget", "ines").json["filled"] is False
    assert quiet.get("/desk/profile", "ines").json["profile"]["capacity"] is None


def test_managers_search_and_filter_everybody(quiet: Desk) -> None:
    says(quiet, "ines")
    says(quiet, "malik", validator=False, capacity=0)

    def names(query: str) -> list[str]:
        rows = quiet.get(f"/desk/mentors?{query}", "helene").json["rows"]
        return [each["username"] for each in rows]

    assert "greffier" not in names("")
    assert names("text=ines") == ["ines"]
    assert names("text=castel+python") == ["ines"]
    assert names("only=validators") == ["ines"]
    assert names("only=places") == ["ines"]
    assert "zoe" in names("only=silent")
    assert "ines" not in names("only=silent")


def test_a_table_goes_out_and_comes_back(quiet: Desk) -> None:
    says(quiet, "ines")
    text = quiet.get("/desk/mentors/export", "helene").json["text"]
    assert text.startswith(MARK)
    quiet.post("/desk/profile/forget", "ines")
    answer = quiet.post("/desk/mentors/import", "helene", text=text)
    assert answer.json == {"count": 1, "problems": []}
    assert quiet.get("/desk/profile", "ines").json["profile"] == SAID
    worse = text.replace("lundi 09:00", "lundy 09:00").replace("oui", "oh oui")
    refused = quiet.post("/desk/mentors/import", "helene", text=worse).json
    assert refused["count"] == 0
    assert any("colonne « heures »" in each.replace("\u00a0", " ") for each in refused["problems"])
    assert quiet.get("/desk/profile", "ines").json["profile"] == SAID


def test_the_picker_ranks_explains_and_assigns(quiet: Desk) -> None:
    says(quiet, "ines")
    says(quiet, "malik", validates={PYTHON: ["P6"]})
    card = proposal(quiet.school)
    path = f"/desk/picker/{quiet.board()}/{card}"
    found = quiet.get(path, "helene").json
    assert found["people"][0]["name"] == "Inès Castel"
    assert found["people"][0]["why"][0] == f"Valide P7 ({PYTHON})."
    left = {each["name"]: each["why"][0] for each in found["excluded"]["people"]}
    assert left["Malik Ouédraogo"] == f"Son profil ne nomme pas P7 ({PYTHON})."
    assert quiet.post(path, "helene", member=id_of(quiet, "malik")).status_code == 409
    assert quiet.post(path, "ines", member=id_of(quiet, "ines")).status_code == 403
    assert quiet.post(path, "helene", member=id_of(quiet, "ines")).status_code == 200
    assert quiet.school.list_of(card) == ACCEPTED


def test_a_manager_may_choose_who_is_away_with_a_reason_that_the_journal_tells(quiet: Desk) -> None:
    card = proposal(quiet.school)
    day = local_date(quiet.school.due(), ZoneInfo("Europe/Paris")).isoformat()
    says(quiet, "ines", absences=[[day, day]])
    says(quiet, "malik", validates={PYTHON: ["P6"]})
    path = f"/desk/picker/{quiet.board()}/{card}"
    yields = {x["name"]: x["despite"] for x in quiet.get(path, "helene").json["excluded"]["people"]}
    assert (yields["Inès Castel"], yields["Malik Ouédraogo"]) == (True, False)
    refused = quiet.post(path, "helene", member=id_of(quiet, "malik"), why="je le connais")
    assert refused.status_code == 409
    assert quiet.post(path, "helene", member=id_of(quiet, "ines")).status_code == 409
    given = quiet.post(path, "helene", member=id_of(quiet, "ines"), why="elle rentre la veille")
    assert given.status_code == 200
    told = quiet.get(f"/card/{card}", "helene").json["history"][0]["text"]
    assert told == "a confié la soutenance à Inès Castel", "everybody reads the card's history"
    [act, *_] = quiet.get("/desk/acts", "helene").json["days"][0]["acts"]
    assert (act["text"], act["note"]) == (told, "elle rentre la veille")


def test_the_panel_offers_each_their_own_step(quiet: Desk) -> None:
    says(quiet, "ines")
    says(quiet, "basile", validator=False)
    card = proposal(quiet.school)

    def step(who: str) -> dict[str, Any]:
        [found] = [
            x for x in quiet.get(f"/card/{card}", who).json["steps"] if x["code"] == "people"
        ]
        return found  # type: ignore[no-any-return]

    assert [each["action"] for each in step("ines")["buttons"]] == ["offer"]
    assert step("zoe")["buttons"] == []
    assert "ne valide pas de soutenances" in step("basile")["text"][0]
    assert quiet.post(f"/card/{card}/step/offer", "ines").status_code == 200
    assert [each["action"] for each in step("ines")["buttons"]] == ["withdraw"]
    assert "Inès Castel" in step("zoe")["text"][1]
    first = step("helene")["people"][0]
    assert first["why"][0] == "Se propose pour cette soutenance."
    assert (
        quiet.post(f"/card/{card}/step/give", "zoe", **first["button"]["body"]).status_code == 403
    )
    given = quiet.post(f"/card/{card}/step/give", "helene", **first["button"]["body"])
    assert given.json["title"] == "Soutenance planifiée"
    assert step("zoe")["text"] == ["Inès Castel tient cette soutenance."]
    held = "Vous tenez cette soutenance\u202f; vous direz ici son résultat."
    assert step("ines")["text"] == [held]
    undo = given.json["history"][0]
    assert (undo["text"], undo["undo"]) == ("a confié la soutenance à Inès Castel", True)
    assert quiet.post(f"/card/{card}/undo", "helene", receipt=undo["id"]).status_code == 200
    assert step("helene")["people"][0]["name"] == "Inès Castel"


def test_a_step_that_nobody_offers_is_refused(quiet: Desk) -> None:
    card = proposal(quiet.school)
    assert quiet.post(f"/card/{card}/step/dance", "helene").status_code == 422
    assert quiet.post(f"/card/{card}/step/give", "helene", member=7).status_code == 422
    assert quiet.post(f"/card/{card}/step/give", "helene", member="nobody").status_code == 409


def test_what_is_new_in_the_rulebook_is_asked_once(quiet: Desk) -> None:
    says(quiet, "ines")
    assert quiet.get("/desk/profile/news", "ines").json["text"] == ""
    quiet.school.by("helene").create_label(quiet.board(), "P14")
    quiet.school.look()
    news = quiet.get("/desk/profile/news", "ines").json["text"]
    assert news.startswith(f"Nouveau dans le règlement\u00a0: {PYTHON} (P14).")
    assert quiet.get("/desk/profile/news", "malik").json["text"] == ""
    assert quiet.post("/desk/profile/dismiss", "ines").status_code == 200
    assert quiet.get("/desk/profile/news", "ines").json["text"] == ""

"""Views of the queue that are kept, and the table of what is shown."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from desk import Desk
from todo_desk import incomplete, names

from sync.storage.desk_tables import SavedViewRow


def keep(desk: Desk, name: str = "Incomplètes", who: str = "helene", **more: Any) -> Any:
    body = {"name": name, "filters": {"kind": "incomplete"}, **more}
    return desk.post("/desk/todo/views", who, **body)


def views(desk: Desk, who: str = "helene") -> list[dict[str, Any]]:
    return list(desk.get("/desk/todo/views", who).get_json()["views"])


def test_a_view_is_kept_renamed_and_deleted(desk: Desk) -> None:
    assert views(desk) == []
    (kept,) = keep(desk, "  Les  incomplètes ").get_json()["views"]
    assert (kept["name"], kept["mine"], kept["shared"]) == ("Les incomplètes", True, False)
    assert kept["filters"] == {"kind": "incomplete"}
    path = f"/desk/todo/views/{kept['id']}"
    (renamed,) = desk.post(f"{path}/change", "helene", name="P7", shared=True).get_json()["views"]
    assert (renamed["name"], renamed["shared"]) == ("P7", True)
    assert desk.post(f"{path}/delete", "helene").get_json() == {"views": []}
    assert desk.post(f"{path}/delete", "helene").status_code == 404


def test_a_shared_view_is_found_by_the_others_who_cannot_change_it(desk: Desk) -> None:
    keep(desk, "À moi")
    keep(desk, "À tous", shared=True)
    (seen,) = views(desk, "idriss")
    assert (seen["name"], seen["mine"], seen["by"]) == ("À tous", False, "Hélène")
    path = f"/desk/todo/views/{seen['id']}"
    assert desk.post(f"{path}/change", "idriss", name="x").status_code == 404
    assert desk.post(f"{path}/delete", "idriss").status_code == 404


def test_what_somebody_shared_who_is_no_manager_any_more_is_not_offered(desk: Desk) -> None:
    keep(desk, "À tous", "idriss", shared=True)
    assert [each["name"] for each in views(desk)] == ["À tous"]
    desk.leaves("idriss")
    desk.leaves("idriss", "Transfert de mentorés entre mentors")
    assert views(desk) == []


def test_a_text_that_was_searched_for_is_not_kept(desk: Desk) -> None:
    keep(desk, filters={"kind": "incomplete", "text": "Léa Dupont", "card": "x"})
    with desk.school.parts.database.transaction() as session:
        (row,) = session.query(SavedViewRow).all()
        assert row.filters == {"kind": "incomplete"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": " "}, "no-name"),
        ({"name": "x" * 61}, "no-name"),
        ({"name": 7}, "no-name"),
        ({"filters": {"text": "zoe"}}, "no-filter"),
        ({"filters": []}, "body"),
        ({"filters": {"kind": 7}}, "body"),
        ({"filters": {"kind": "x" * 201}}, "body"),
        ({"name": "INCOMPLÈTES"}, "same-name"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    desk: Desk, body: dict[str, Any], code: str
) -> None:
    keep(desk)
    answer = keep(desk, **{"name": "autre", **body})
    assert (answer.status_code, answer.get_json()["error"]) == (422, code)
    assert answer.get_json()["message"]


def test_there_is_an_end_to_the_views_of_one_person(desk: Desk) -> None:
    for number in range(30):
        assert keep(desk, f"Vue {number}").status_code == 200
    assert keep(desk, "Une de trop").get_json()["error"] == "too-many"
    assert keep(desk, "La sienne", "idriss").status_code == 200


def test_the_table_holds_all_that_the_filters_leave_and_no_formula(desk: Desk) -> None:
    card = incomplete(desk.school)
    desk.school.by("zoe").rename(card, '=HYPERLINK("https://example.org") – DA Python')
    desk.school.work()
    answer = desk.get("/desk/todo/table?kind=incomplete&limit=1", "helene").get_json()
    assert answer["name"] == "a-traiter.csv" and answer["text"].startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(answer["text"].removeprefix("\ufeff")), delimiter=";")
    assert head[:3] == ["Carte", "Raisons", "Pourquoi"]
    assert len(lines) == answer["count"] == len(names(desk, "?kind=incomplete&limit=200"))
    assert len(lines) > 3
    assert any(each[0].startswith("'=HYPERLINK") for each in lines)
    assert all(each[1] and "Incomplète" in each[1] for each in lines)

"""Every tab of the desk on a board that is no school's: none may stumble over what it has not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk
from offices import office

from powerup.desk.tabs import TABS
from sandbox.seeds.invented_purchases import MANAGER


class Purchases(Desk):
    """The desk of the one board that there is."""

    def board(self, name: str = "") -> str:
        return next(iter(self.school.sandbox.state.boards))

    def token(self, who: str = MANAGER, lifetime: int = 900, board: str = "") -> str:
        return super().token(who, lifetime, board)


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Purchases]:
    with office(tmp_path_factory.mktemp("office")) as made:
        assert made.type("init", "--example", "purchases", "--yes").exit_code == 0
        school = made.serve()
        assert made.type("mode", "achats", "enforce", "--yes").exit_code == 0
        school.look()
        school.pass_time(minutes=4)
        assert school.app is not None
        yield Purchases(school, school.app.test_client())


READ = [
    pytest.param(route.path, id=route.path)
    for tab in TABS
    for route in tab.routes
    if route.method == "GET" and "<" not in route.path
]


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("who", [MANAGER, "yanis"])
def test_each_tab_answers(purchases: Purchases, path: str, who: str) -> None:
    answer = purchases.get(f"/desk/{path}", who)
    assert answer.status_code < 500, answer.get_data(as_text=True)
    if who == MANAGER:
        assert answer.status_code in (200, 400, 404, 422), answer.get_data(as_text=True)


def test_the_desk_knows_that_it_is_no_school_s(purchases: Purchases) -> None:
    me = purchases.get("/desk/me", "yanis").get_json()
    assert me["school"] is False
    assert me["missing"] == []


def test_a_requirement_is_changed_on_it_and_its_effect_is_shown(purchases: Purchases) -> None:
    form = purchases.get("/desk/whatif", MANAGER).get_json()
    assert [each["title"] for each in form["scopes"][0]["groups"]] == ["Patience et retour"]
    tables = form["requirements"]["value"]
    assert [each["code"] for each in tables][:2] == ["budget", "besoin"]
    stricter = [{**each, "severity": "blocks"} for each in tables]
    draft = [{"board": None, "key": "requirements", "value": stricter}]
    body = {"draft": draft, "basedOn": form["basedOn"]}
    tried = purchases.post("/desk/whatif/try", MANAGER, **body).get_json()
    assert tried["problems"] == [] and tried["refusal"] == ""
    assert any("devis" in each for each in tried["changes"])
    played = purchases.post("/desk/whatif/replay", MANAGER, **body, board=purchases.board())
    assert played.status_code == 200, played.get_data(as_text=True)

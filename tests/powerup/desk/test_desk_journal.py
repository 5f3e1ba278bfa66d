"""The tab on what the clerk did: who may see it, what it tells, undoing, and the switches."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from desk import Desk

from sandbox.seeds import invented_school
from sync.clock import now
from sync.rulebook.boards import board_state
from sync.storage.tables import CaseRow, ReceiptRow
from sync.storage.trello_tables import CardRow


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _acts(desk: Desk, query: str = "", who: str = "helene") -> list[dict[str, Any]]:
    data = desk.get(f"/desk/acts{query}", who).get_json()
    return [act for day in data["days"] for act in day["acts"]]


def _move_of(desk: Desk, title: str) -> dict[str, Any]:
    acts = _acts(desk, "?family=moves")
    return next(each for each in acts if each["card"]["name"].startswith(title))


def _only_transfers(desk: Desk, who: str) -> None:
    """This manager keeps one board only."""
    state = desk.school.sandbox.state
    home = invented_school.board_named(desk.school.sandbox, invented_school.SOUTENANCES)
    for each in home["memberships"]:
        if each["idMember"] == state.member(who)["id"]:
            each["memberType"] = "normal"
    desk.school.parts.snapshots.take(desk.board())


class TestWhoMayLook:
    @pytest.mark.parametrize("path", ["acts", "acts/boards", "acts/undoable", "acts/foreseen"])
    def test_a_mentor_is_told_to_ask_a_manager(self, still: Desk, path: str) -> None:
        response = still.get(f"/desk/{path}")
        assert (response.status_code, response.get_json()["error"]) == (403, "managers-only")

    @pytest.mark.parametrize("path", ["acts/undo", "acts/switch", "acts/lift"])
    def test_a_mentor_changes_nothing(self, still: Desk, path: str) -> None:
        body = {"receipts": [1], "board": still.board(), "what": "pause", "card": "x"}
        assert still.post(f"/desk/{path}", **body).status_code == 403
        assert still.get("/desk/acts/boards", "helene").get_json()["boards"][0]["pause"] == ""

    def test_a_manager_sees_the_boards_they_manage_alone(self, desk: Desk) -> None:
        _only_transfers(desk, "idriss")
        assert {each["board"] for each in _acts(desk, who="idriss")} == {invented_school.TRANSFERT}
        boards = desk.get("/desk/acts/boards", "idriss").get_json()["boards"]
        assert [each["name"] for each in boards] == [invented_school.TRANSFERT]
        assert desk.get(f"/desk/acts?board={desk.board()}", "idriss").status_code == 403

    def test_what_was_done_on_another_board_is_not_undone(self, desk: Desk) -> None:
        move = _move_of(desk, "Thomas Girard")
        _only_transfers(desk, "idriss")
        assert desk.post("/desk/acts/undo", "idriss", receipts=[move["id"]]).status_code == 422
        switch = {"board": desk.board(), "what": "pause"}
        assert desk.post("/desk/acts/switch", "idriss", **switch).status_code == 403
        assert _move_of(desk, "Thomas Girard")["undone"] == ""


class TestTimeline:
    def test_a_move_tells_who_what_why_and_from_where(self, still: Desk) -> None:
        move = _move_of(still, "Thomas Girard")
        assert move["by"] == "Le greffier"
        assert _plain(move["text"]) == (
            "a rangé la carte : « Propositions de soutenances » → « Profil à mettre à jour »"
        )
        assert "parcours" in move["why"]
        assert move["undo"] is True
        assert move["card"]["url"].startswith("http")

    def test_the_newest_comes_first_and_pages_follow_each_other(self, still: Desk) -> None:
        first = still.get("/desk/acts", "helene").get_json()
        ids = [act["id"] for day in first["days"] for act in day["acts"]]
        assert ids == sorted(ids, reverse=True)
        while first["before"]:
            first = still.get(f"/desk/acts?before={first['before']}", "helene").get_json()
            ids += [act["id"] for day in first["days"] for act in day["acts"]]
        assert len(ids) == len(set(ids)) == first["total"] > 20

    def test_filters_narrow_it_down(self, desk: Desk) -> None:
        desk.post(f"/card/{desk.card('Thomas Girard')['id']}/suspend", reason="je vois avec lui")
        everything = _acts(desk)
        assert {x["board"] for x in _acts(desk, f"?board={desk.board()}")} == {
            invented_school.SOUTENANCES
        }
        assert all("comment" in x["text"] for x in _acts(desk, "?family=comments"))
        (suspended,) = _acts(desk, "?family=decisions")
        assert (suspended["by"], suspended["note"]) == ("Zoé Lefèvre", "je vois avec lui")
        assert _acts(desk, "?by=Zoé Lefèvre") == [suspended]
        names = {x["card"]["name"] for x in _acts(desk, "?text=LÉFORT")}
        assert names == {desk.card("Manon Lefort")["name"]}
        desk.school.time += timedelta(hours=2)
        assert _acts(desk, "?since=1h") == []
        assert len(_acts(desk, "?since=7d")) == len(everything)

    def test_a_value_nobody_knows_is_no_filter(self, still: Desk) -> None:
        total = still.get("/desk/acts", "helene").get_json()["total"]
        odd = still.get("/desk/acts?since=hier&undone=2&before=-1&family=x", "helene").get_json()
        assert odd["total"] == total

    def test_looking_asks_trello_nothing(self, still: Desk) -> None:
        _acts(still)
        before = len(still.school.sandbox.calls())
        _acts(still)
        still.get("/desk/acts/boards", "helene")
        still.get(f"/desk/acts/foreseen?board={still.board()}&what=pause", "helene")
        assert len(still.school.sandbox.calls()) == before


class TestUndo:
    def test_one_act_is_undone_and_its_line_says_by_whom(self, desk: Desk) -> None:
        move = _move_of(desk, "Thomas Girard")
        data = desk.post("/desk/acts/undo", "helene", receipts=[move["id"]]).get_json()
        assert data["results"] == [{"id": move["id"], "whyNot": ""}]
        assert data["lines"][0]["undone"].startswith("Annulé par Hélène Caradec")
        card = desk.card("Thomas Girard")
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        assert card["id"] in desk.wanted()

    def test_pressing_twice_undoes_once_and_says_so(self, desk: Desk) -> None:
        move = _move_of(desk, "Thomas Girard")
        desk.post("/desk/acts/undo", "helene", receipts=[move["id"]])
        again = desk.post("/desk/acts/undo", "helene", receipts=[move["id"]]).get_json()
        assert again["results"][0]["whyNot"] == "c’est déjà annulé"
        assert len(_acts(desk, "?by=Hélène Caradec&family=moves")) == 1

    def test_a_card_that_a_person_touched_stays_and_says_why(self, desk: Desk) -> None:
        move = _move_of(desk, "Thomas Girard")
        with desk.school.parts.database.transaction() as session:
            case = session.get_one(CaseRow, desk.card("Thomas Girard")["id"])
            case.touched_at = now() + timedelta(seconds=1)
        assert _move_of(desk, "Thomas Girard")["undo"] is False
        data = desk.post("/desk/acts/undo", "helene", receipts=[move["id"]]).get_json()
        assert data["results"][0]["whyNot"] == "quelqu’un a modifié la carte depuis"

    def test_everything_since_a_moment_is_foretold_then_undone_card_by_card(
        self, desk: Desk
    ) -> None:
        found = desk.get("/desk/acts/undoable?since=1h", "helene").get_json()
        acts = sum(len(each["receipts"]) for each in found["cards"])
        assert _plain(found["lines"][0]).startswith(
            f"{acts} gestes sur {len(found['cards'])} cartes"
        )
        for each in found["cards"]:
            done = desk.post("/desk/acts/undo", "helene", receipts=each["receipts"]).get_json()
            assert all(not one["whyNot"] for one in done["results"])
        left = desk.get("/desk/acts/undoable?since=1h", "helene").get_json()
        assert (left["cards"], len(left["lines"])) == ([], 1)
        desk.school.work()
        profile = desk.school.list_id("Profil à mettre à jour")
        moved = [x for x in _acts(desk, "?family=moves&undone=no") if not x["clerk"]]
        assert len(moved) > 5
        assert desk.card("Thomas Girard")["idList"] != profile

    @pytest.mark.parametrize("receipts", [None, [], ["1"], [True], [0], [-1], list(range(1, 30))])
    def test_what_is_no_list_of_receipts_is_refused(self, still: Desk, receipts: Any) -> None:
        response = still.post("/desk/acts/undo", "helene", receipts=receipts)
        assert (response.status_code, response.get_json()["error"]) == (422, "receipt")


class TestSwitches:
    def _foreseen(self, desk: Desk, what: str) -> dict[str, Any]:
        path = f"/desk/acts/foreseen?board={desk.board()}&what={what}"
        return dict(desk.get(path, "helene").get_json())

    def _throw(self, desk: Desk, what: str, **more: str) -> str:
        body = {"board": desk.board(), "what": what, **more}
        return _plain(desk.post("/desk/acts/switch", "helene", **body).get_json()["message"])

    def _board(self, desk: Desk) -> dict[str, Any]:
        return dict(desk.get("/desk/acts/boards", "helene").get_json()["boards"][0])

    def test_a_pause_says_since_when_why_and_by_whom(self, desk: Desk) -> None:
        assert self._throw(desk, "pause", reason="  on  relit ") == "« Soutenances » est en pause."
        assert "on relit, par Hélène Caradec" in self._board(desk)["pause"]
        assert self._throw(desk, "pause").startswith("C’était déjà fait")
        self._throw(desk, "resume")
        assert self._board(desk)["pause"] == ""
        texts = [_plain(each["text"]) for each in _acts(desk, "?family=board")]
        assert texts == ["a remis le tableau en marche", "a mis le tableau en pause"]

    def test_going_on_says_which_cards_it_will_move(self, desk: Desk) -> None:
        self._throw(desk, "pause")
        card = desk.card("Léa Dupont")
        desk.school.by("zoe").toggle_label(card["id"], desk.school.label("P7"))
        desk.school.work()
        told = self._foreseen(desk, "resume")
        assert "Aussitôt : 1 carte déplacée" in _plain(" ".join(told["lines"]))
        assert told["lists"][0]["cards"] == [card["name"]]
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        self._throw(desk, "resume")
        desk.school.work()
        assert card["idList"] == desk.school.list_id("Profil à mettre à jour")

    def test_looking_at_a_switch_changes_nothing(self, desk: Desk) -> None:
        for what in ("pause", "resume", "observe", "enforce"):
            assert self._foreseen(desk, what)["lines"]
        assert _acts(desk, "?family=board") == []
        assert desk.wanted() == []

    def test_observing_and_acting_are_written_down(self, desk: Desk) -> None:
        self._throw(desk, "observe")
        assert (self._board(desk)["mode"], "Hélène" in self._board(desk)["modeBy"]) == (
            "observe",
            True,
        )
        assert "reste en observation" in " ".join(self._foreseen(desk, "resume")["lines"])
        self._throw(desk, "enforce")
        assert desk.wanted()
        texts = [_plain(each["text"]) for each in _acts(desk, "?family=board")]
        assert texts == ["a changé le mode : observe → agit", "a changé le mode : agit → observe"]

    @pytest.mark.parametrize("body", [{"what": "dance"}, {}, {"what": "pause", "reason": 3}])
    def test_what_is_no_switch_is_refused(self, still: Desk, body: dict[str, Any]) -> None:
        response = still.post("/desk/acts/switch", "helene", board=still.board(), **body)
        assert response.status_code == 422

    def test_the_brake_shows_how_many_moves_it_counts(self, still: Desk) -> None:
        brake = self._board(still)["brake"]
        assert (brake["moves"], brake["limit"]) == (len(_moves_on(still)), 100)
        assert _plain(brake["text"]).endswith("ces 10 dernières minutes, sur 100 permis")

    def test_who_pulled_the_brake_is_the_clerk(self, desk: Desk) -> None:
        with desk.school.parts.database.transaction() as session:
            state = board_state(session, desk.board())
            state.paused_at = now()
            state.paused_why = "100 moves on this board within 10 minutes"
        assert "100 déplacements sur ce tableau" in self._board(desk)["pause"]


class TestHolds:
    def test_what_people_decided_is_listed_and_lifted(self, desk: Desk) -> None:
        card = desk.card("Thomas Girard")
        desk.post(f"/card/{card['id']}/accept", "helene", reason="vu avec lui")
        (held,) = desk.get("/desk/acts/boards", "helene").get_json()["boards"][0]["held"]
        assert (held["card"]["name"], held["reason"]) == (card["name"], "vu avec lui")
        assert _plain(held["text"]).startswith("acceptée par Hélène Caradec")
        desk.post("/desk/acts/lift", "idriss", board=desk.board(), card=card["id"])
        assert desk.get("/desk/acts/boards", "helene").get_json()["boards"][0]["held"] == []
        assert _acts(desk, "?family=decisions")[0]["by"] == "Idriss Benmoussa"

    def test_a_suspension_that_an_edit_ended_is_not_listed(self, desk: Desk) -> None:
        card = desk.card("Thomas Girard")
        desk.post(f"/card/{card['id']}/suspend")
        with desk.school.parts.database.transaction() as session:
            session.get_one(CardRow, card["id"]).name = "Thomas Girard – DA Python"
        assert desk.get("/desk/acts/boards", "helene").get_json()["boards"][0]["held"] == []

    def test_a_card_of_another_board_is_not_lifted_here(self, still: Desk) -> None:
        other = still.card("Rose Guillot")["id"]
        response = still.post("/desk/acts/lift", "helene", board=still.board(), card=other)
        assert response.status_code == 404


def _moves_on(desk: Desk) -> list[int]:
    with desk.school.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).filter_by(board_id=desk.board(), command="MoveCard")
        return [each.id for each in rows]

"""The confidence light: what makes it orange or red, what to do then, and a second chance for cards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from powerup.desk.health import texts as health_texts
from powerup.desk.health.texts import FOUND, TITLES
from sandbox.seeds import invented_school
from sync.clock import now
from sync.storage.board_tables import DriftRow, WebhookRow
from sync.storage.tables import WakeRow
from sync.storage.trello_tables import BoardRow, ListRow
from sync.trello.rate_limit import Usage


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _health(desk: Desk, who: str = "helene") -> dict[str, Any]:
    return dict(desk.get("/desk/health", who).get_json())


def _check(desk: Desk, area: str) -> dict[str, Any]:
    checks = _health(desk)["checks"]
    name = TITLES[area].fr
    return next(
        x for x in checks if x["title"] == name and x["board"] in ("", invented_school.SOUTENANCES)
    )


def _hear(desk: Desk) -> None:
    """Something happens on the board, and Trello tells of it."""
    desk.school.by("zoe").describe(desk.card("Léa Dupont")["id"], "Dépôt : https://example.org/p7")
    desk.school.work()


def _park(desk: Desk, title: str) -> str:
    card = str(desk.card(title)["id"])
    with desk.school.parts.database.transaction() as session:
        row = session.get_one(WakeRow, card)
        row.parked_at, row.failures, row.error = now(), 8, "Refused: 400"
    return card


class TestLight:
    def test_a_mentor_is_told_to_ask_a_manager(self, still: Desk) -> None:
        assert still.get("/desk/health").status_code == 403
        assert still.post("/desk/health/replay", id="x").status_code == 403

    def test_it_is_green_where_everything_holds(self, desk: Desk) -> None:
        _hear(desk)
        data = _health(desk)
        assert data["tone"] == "good"
        assert data["sentence"].startswith("Tout est en ordre")
        assert {each["tone"] for each in data["checks"]} <= {"good", "calm"}
        assert all(not each["remedy"] for each in data["checks"])
        assert "SQLite" in data["versions"]

    def test_a_new_installation_is_ready_until_a_change_was_not_told(self, desk: Desk) -> None:
        data = _health(desk)
        assert (data["tone"], _check(desk, "event")["tone"]) == ("good", "calm")
        assert _plain(data["sentence"]).startswith("Tout est prêt")
        with desk.school.parts.database.transaction() as session:
            more = {"compared": 40, "repaired": True, "differences": [["c1", ["name"]]]}
            session.add(DriftRow(board_id=desk.board(), at=now(), kind="full", **more))
        assert (_health(desk)["tone"], _check(desk, "event")["tone"]) == ("doubt", "doubt")

    def test_a_dead_webhook_is_red_and_says_what_to_do(self, desk: Desk) -> None:
        with desk.school.parts.database.transaction() as session:
            session.query(WebhookRow).filter_by(board_id=desk.board()).one().active = False
        data = _health(desk)
        assert data["tone"] == "bad"
        assert _plain(data["sentence"]).startswith(
            "Soutenances – Lien avec Trello (webhook) : inactif"
        )
        first = data["checks"][0]
        assert (first["tone"], first["command"]) == ("bad", "greffier webhooks repair")

    def test_a_webhook_that_fails_at_times_is_orange(self, desk: Desk) -> None:
        with desk.school.parts.database.transaction() as session:
            session.query(WebhookRow).filter_by(board_id=desk.board()).one().failures = 2
        check = _check(desk, "hook")
        assert (check["tone"], "2 échecs" in _plain(check["text"])) == ("doubt", True)

    def test_silence_of_days_is_orange(self, desk: Desk) -> None:
        _hear(desk)
        desk.school.time += timedelta(days=4)
        check = _check(desk, "event")
        assert (check["tone"], _plain(check["text"])) == ("doubt", "il y a 4 jours : rien depuis")

    def test_a_board_that_nobody_reads_any_more_is_red(self, desk: Desk) -> None:
        assert _check(desk, "control")["tone"] == "good"
        desk.school.time += timedelta(minutes=31)
        assert _check(desk, "control")["tone"] == "bad"
        with desk.school.parts.database.transaction() as session:
            session.get_one(BoardRow, desk.board()).snapshot_at = None
        assert _check(desk, "control")["text"] == "pas encore relu"

    def test_a_card_that_waits_too_long_is_red(self, desk: Desk) -> None:
        with desk.school.parts.database.transaction() as session:
            row = session.get_one(WakeRow, desk.card("Thomas Girard")["id"])
            row.wanted, row.wanted_at, row.timer_at = row.done + 1, now(), None
        assert _check(desk, "queue")["tone"] == "good"
        desk.school.time += timedelta(minutes=6)
        check = _check(desk, "queue")
        assert (check["tone"], "il y a 6 minutes" in _plain(check["text"])) == ("bad", True)

    def test_a_list_that_is_archived_is_red(self, desk: Desk) -> None:
        with desk.school.parts.database.transaction() as session:
            session.get_one(ListRow, desk.school.list_id("Profil à mettre à jour")).closed = True
        assert _check(desk, "lists")["tone"] == "bad"

    @pytest.mark.parametrize(("repaired", "tone"), [(True, "calm"), (False, "doubt")])
    def test_differences_are_told_by_their_fields(
        self, desk: Desk, repaired: bool, tone: str
    ) -> None:
        differences = [["c1", ["name", "due"]], ["c2", ["strange"]]]
        with desk.school.parts.database.transaction() as session:
            more = {"compared": 40, "repaired": repaired, "differences": differences}
            session.add(DriftRow(board_id=desk.board(), at=now(), kind="full", **more))
        check = _check(desk, "drift")
        assert check["tone"] == tone
        assert _plain(check["text"]).startswith(
            "2 cartes différaient sur 40 cartes (date, titre et autres champs)"
        )

    def test_a_pause_is_orange_and_observing_is_not(self, desk: Desk) -> None:
        _hear(desk)
        desk.post("/desk/acts/switch", "helene", board=desk.board(), what="observe")
        assert (_check(desk, "mode")["tone"], _health(desk)["tone"]) == ("calm", "good")
        desk.post("/desk/acts/switch", "helene", board=desk.board(), what="pause")
        assert (_check(desk, "mode")["tone"], _health(desk)["tone"]) == ("doubt", "doubt")

    @pytest.mark.parametrize(
        ("usage", "tone", "text"),
        [
            (
                Usage(12, 90, 10.0, 0.0),
                "good",
                "12 appels ces 10 dernières secondes, sur 90 permis",
            ),
            (Usage(85, 90, 10.0, 0.0), "doubt", "presque tout"),
            (Usage(1, 90, 10.0, 4.2), "doubt", "attendre encore 4 s"),
            (None, "calm", "non compté ici"),
        ],
    )
    def test_the_calls_to_trello_are_told(
        self,
        still: Desk,
        monkeypatch: pytest.MonkeyPatch,
        usage: Usage | None,
        tone: str,
        text: str,
    ) -> None:
        monkeypatch.setattr(still.school.parts.budget, "usage", lambda: usage, raising=False)
        check = _check(still, "trello")
        assert check["tone"] == tone
        assert text in _plain(check["text"])

    def test_whatever_is_orange_or_red_says_what_to_do(self) -> None:
        calm = {"event", "control", "drift", "lists", "hook", "queue", "parked", "trello", "mode"}
        for code, (_, remedy, _command) in FOUND.items():
            assert (remedy is not None) is (code not in calm | {"trello-unknown"}), code

    def test_looking_asks_trello_nothing(self, still: Desk) -> None:
        _health(still)
        before = len(still.school.sandbox.calls())
        _health(still)
        assert len(still.school.sandbox.calls()) == before


class TestReplay:
    def test_what_was_given_up_is_shown_and_gets_another_run(self, desk: Desk) -> None:
        card = _park(desk, "Thomas Girard")
        (parked,) = _health(desk)["parked"]
        assert (parked["card"]["id"], parked["error"]) == (card, "Refused: 400")
        assert _plain(parked["text"]).startswith("8 échecs, mise de côté")
        answer = desk.post("/desk/health/replay", "helene", id=card).get_json()
        assert answer["message"] == health_texts.REPLAYED.fr
        assert card in desk.wanted()
        desk.school.work()
        assert (_health(desk)["parked"], desk.wanted()) == ([], [])
        acts = desk.get("/desk/acts", "helene").get_json()["days"][0]["acts"]
        replays = [x for x in acts if x["text"] == "a relancé ce qui était mis de côté"]
        assert [x["by"] for x in replays] == ["Hélène Caradec"]

    def test_pressing_again_says_that_it_is_done(self, desk: Desk) -> None:
        card = _park(desk, "Thomas Girard")
        desk.post("/desk/health/replay", "helene", id=card)
        again = desk.post("/desk/health/replay", "helene", id=card).get_json()
        assert again["message"] == health_texts.NOT_PARKED.fr

    @pytest.mark.parametrize("target", [None, 3, ["x"]])
    def test_what_is_no_id_is_refused(self, still: Desk, target: Any) -> None:
        assert still.post("/desk/health/replay", "helene", id=target).status_code == 422


def _opened(trello: InTrello) -> FrameLocator:
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Santé")
    expect(trello.modal().locator(".light")).to_be_visible()
    return trello.modal()


@pytest.mark.browser
def test_the_page_follows_by_itself_and_says_when_nobody_answers(trello: InTrello) -> None:
    _hear(trello.desk)
    trello.page.clock.install()
    health = _opened(trello)
    expect(health.locator(".light")).to_contain_text("Tout est en ordre")
    _park(trello.desk, "Thomas Girard")
    trello.page.clock.fast_forward(16_000)
    expect(health.locator(".light")).to_contain_text("Cartes mises de côté")
    trello.page.route("**/powerup/api/desk/health*", lambda route: route.abort())
    trello.page.clock.fast_forward(16_000)
    expect(health.locator(".light")).to_contain_text("Greffier ne répond plus")
    expect(health.get_by_role("alert")).to_contain_text("cette page réessaie toute seule")
    trello.page.unroute("**/powerup/api/desk/health*")
    trello.page.clock.fast_forward(16_000)
    expect(health.get_by_role("alert")).to_be_hidden()
    expect(health.locator(".light")).to_contain_text("Cartes mises de côté")


@pytest.mark.browser
def test_a_card_is_tried_again_in_one_press(trello: InTrello, complaints: list[str]) -> None:
    card = _park(trello.desk, "Thomas Girard")
    health = _opened(trello)
    health.get_by_role("button", name="Relancer « Thomas Girard").click()
    expect(health.locator(".parked li")).to_have_count(0)
    assert card in trello.desk.wanted()
    assert complaints == []


@pytest.mark.browser
def test_the_light_is_not_wider_than_a_phone(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 800})
    health = _opened(trello)
    wide = health.locator("html").evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide == 0

"""The figures: counted from a made-up year, told in words, drawn, downloaded, printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, Locator, Page, expect
from yearly import Place, remember

from sandbox.seeds import invented_school
from sync.storage.tables import CaseRow, ReceiptRow, StayRow, VerdictChangeRow
from sync.storage.trello_tables import MembershipRow

CHARTS = ("first", "time", "forgotten", "course", "project", "moves", "stays", "endings")


def _remember(desk: Desk, cards: int = 300) -> None:
    lists = map(desk.school.list_id, ("Propositions de soutenances", "Profil à mettre à jour"))
    place = Place(desk.board(), *lists, desk.school.list_id("Soutenances planifiées"))
    with desk.school.parts.database.transaction() as session:
        remember(session, place, desk.school.time, cards)


def _forget(desk: Desk) -> None:
    with desk.school.parts.database.transaction() as session:
        for table in (VerdictChangeRow, ReceiptRow, StayRow):
            session.query(table).delete()


@pytest.fixture(scope="module")
def year(still: Desk) -> Desk:
    _remember(still)
    return still


def _figures(desk: Desk, query: str = "", who: str = "helene") -> dict[str, Any]:
    return dict(desk.get(f"/desk/figures{query}", who).get_json())


def _chart(desk: Desk, name: str, query: str = "") -> dict[str, Any]:
    charts = _figures(desk, query)["charts"]
    return next(dict(each) for each in charts if each["id"] == name)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class TestWhoMaySee:
    def test_mentors_are_told_that_it_is_for_managers(self, still: Desk) -> None:
        assert still.get("/desk/figures").status_code == 403
        assert still.get("/desk/figures/table").status_code == 403

    def test_a_manager_of_one_board_does_not_see_another(self, desk: Desk) -> None:
        other = desk.board(invented_school.TRANSFERT)
        helene = desk.school.sandbox.state.member("helene")["id"]
        with desk.school.parts.database.transaction() as session:
            session.get_one(MembershipRow, (other, helene)).role = "normal"
        assert desk.get(f"/desk/figures?board={other}", "helene").status_code == 403
        boards = [key for key, _ in _figures(desk)["filters"]["board"]["options"]]
        assert boards == ["", desk.board()]

    @pytest.mark.parametrize("query", ["?weeks=13", "?weeks=x", "?weeks="])
    def test_a_period_that_is_none_is_refused(self, still: Desk, query: str) -> None:
        assert still.get(f"/desk/figures{query}", "helene").status_code == 422


class TestWhatIsCounted:
    def test_every_week_of_the_period_is_there(self, year: Desk) -> None:
        assert len(_chart(year, "first")["points"]) == 12
        assert len(_chart(year, "first", "?weeks=52")["points"]) == 52

    def test_the_title_says_what_the_numbers_say(self, year: Desk) -> None:
        chart = _chart(year, "first", "?weeks=52")
        cards, complete = (sum(row[place] for row in chart["rows"]) for place in (1, 2))
        tenths = round(10 * complete / cards)
        assert chart["title"].startswith(f"{tenths} cartes sur 10 étaient complètes")

    def test_a_course_and_a_project_narrow_it(self, year: Desk) -> None:
        query = "?weeks=52&course=Data analyst"
        everything, narrowed = _chart(year, "forgotten", "?weeks=52"), _chart(year, "course", query)
        assert [row[0] for row in narrowed["rows"]] == ["Data analyst"]
        assert len(_chart(year, "project", f"{query}&project=P7")["rows"]) == 1
        assert len(everything["rows"]) >= 5

    def test_no_name_of_anybody_is_in_it(self, year: Desk) -> None:
        told = year.get("/desk/figures?weeks=52", "helene").get_data(as_text=True)
        told += _figures(year, "/table?weeks=52")["text"]
        state = year.school.sandbox.state
        names = {each["fullName"] for each in state.members.values()} | {"Dupont", "Leroy"}
        assert [name for name in names if name in told] == []

    def test_a_card_of_today_counts_under_its_course_and_project(self, still: Desk) -> None:
        with still.school.parts.database.transaction() as session:
            row = session.get_one(CaseRow, still.card("Léa Dupont")["id"])
            assert (row.course, row.project) == ("Développeur d’application Python", "P7")

    def test_without_a_history_it_says_when_to_come_back(self, desk: Desk) -> None:
        _forget(desk)
        data = _figures(desk)
        assert data["charts"] == []
        assert data["empty"].startswith("Il faut une semaine de cartes")

    def test_without_a_card_like_this_it_says_so(self, desk: Desk) -> None:
        assert _figures(desk, "?project=P99")["empty"].startswith("Aucune carte de ce genre")


class TestTheTable:
    def test_it_opens_in_a_french_excel_and_holds_every_chart(self, year: Desk) -> None:
        data = _figures(year, "/table?weeks=52")
        charts, text = _figures(year, "?weeks=52")["charts"], data["text"]
        assert data["name"] == "chiffres.csv"
        assert text.startswith("\ufeff")
        assert all(";".join(chart["head"]) in text for chart in charts)
        time = next(chart for chart in charts if chart["id"] == "time")
        median = next(row[2] for row in time["rows"] if row[2] and row[2] % 1)
        assert f";{str(median).replace('.', ',')};" in text

    def test_in_english_it_has_points_and_commas(self, year: Desk) -> None:
        text = year.get("/desk/figures/table?weeks=52&lang=en", "helene").get_json()["text"]
        assert "Week of,Cards,Complete,Share (%)" in text


@pytest.mark.browser
class TestOnTheBoard:
    @pytest.fixture
    def trello(self, year: Desk, page: Page) -> Iterator[InTrello]:
        yield InTrello(year, page)
        page.close()

    def _open(self, trello: InTrello) -> FrameLocator:
        trello.open("helene")
        trello.page.get_by_role("button", name=DESK_BUTTON).click()
        trello.tab("Chiffres")
        expect(trello.modal().locator("#figure-endings svg")).to_be_visible()
        return trello.modal()

    def test_each_chart_is_drawn_with_its_finding_and_its_numbers(
        self, trello: InTrello, complaints: list[str]
    ) -> None:
        tab = self._open(trello)
        for name in CHARTS:
            section = tab.locator(f"#figure-{name}")
            finding = section.locator("h2").inner_text()
            assert section.locator("svg").get_attribute("aria-label") == finding
            assert section.locator("svg .series > *").count() > 0
            section.locator("summary").click()
            expect(section.locator("tbody tr").first).to_be_visible()
        assert complaints == []

    def test_a_filter_is_kept_in_the_address_and_counts_again(self, trello: InTrello) -> None:
        tab = self._open(trello)
        tab.locator("#by-weeks").focus()
        tab.locator("#by-weeks").select_option("52")
        expect(tab.locator("#figure-first tbody tr")).to_have_count(52)
        expect(tab.locator("#by-weeks")).to_be_focused()
        assert (
            frame_of(trello.page.locator("dialog.stage iframe")).evaluate("location.hash")
            == "#figures?weeks=52"
        )

    def test_all_of_it_is_downloaded(self, trello: InTrello) -> None:
        tab = self._open(trello)
        with trello.page.expect_download() as download:
            tab.get_by_role("button", name="Télécharger tout").click()
        assert download.value.suggested_filename == "chiffres.csv"
        assert "Semaine du;Cartes;" in download.value.path().read_text(encoding="utf-8")

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_nothing_serious_is_wrong_with_it(self, trello: InTrello, theme: str) -> None:
        trello.page.set_viewport_size({"width": 360, "height": 900})
        trello.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        tab = self._open(trello)
        tab.locator("#figure-course summary").click()
        frame = frame_of(trello.page.locator("dialog.stage iframe"))
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(frame, theme) == []

    def test_on_paper_it_is_black_on_white_and_without_what_one_presses(
        self, trello: InTrello
    ) -> None:
        trello.page.emulate_media(color_scheme="dark")
        tab = self._open(trello)
        bar = tab.locator("#figure-forgotten rect").first
        assert _colour(bar, "fill") != "rgb(0, 0, 0)"
        trello.page.emulate_media(media="print", color_scheme="dark")
        assert _colour(bar, "fill") == "rgb(0, 0, 0)"
        assert _colour(tab.locator("#figure-first h2"), "color") == "rgb(0, 0, 0)"
        for gone in (".tabs", ".filters", ".tab.figures button"):
            expect(tab.locator(gone).first).to_be_hidden()

    def test_only_this_tab_loads_the_library(self, trello: InTrello) -> None:
        asked: list[str] = []
        trello.page.on("request", lambda each: asked.append(each.url))
        trello.open("helene")
        trello.page.get_by_role("button", name=DESK_BUTTON).click()
        expect(trello.modal().locator('nav.tabs a[href="#figures"]')).to_be_attached()
        assert not any("vendor" in each for each in asked)
        trello.tab("Chiffres")
        expect(trello.modal().locator("#figure-endings svg")).to_be_visible()
        assert sum("vendor/d3.js" in each for each in asked) == 1


def _colour(element: Locator, name: str) -> str:
    return str(element.evaluate(f"each => getComputedStyle(each).{name}"))

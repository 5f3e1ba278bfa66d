"""What a mentor sees and presses inside Trello, in a real Chromium."""

from __future__ import annotations

import re

import pytest
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.browser


def test_each_card_wears_its_badge_for_one_question_a_board(
    trello: InTrello, complaints: list[str]
) -> None:
    asked: list[str] = []
    trello.page.on("request", lambda request: asked.append(request.url))
    trello.open()
    expect(trello.badge("Léa Dupont")).to_have_text("complète")
    expect(trello.badge("Léa Dupont")).to_have_class(re.compile("badge-green"))
    expect(trello.badge("Adam Leroy")).to_have_text(re.compile("3.informations manquantes"))
    expect(trello.badge("Adam Leroy")).to_have_class(re.compile("badge-red"))
    expect(trello.badge("Victor Blanc")).to_have_count(0)
    expect(trello.badge("MODÈLE")).to_have_count(0)
    questions = [url.rpartition("/powerup/api/")[2] for url in asked if "/powerup/api/" in url]
    assert sorted(each.partition("?")[0] for each in questions) == ["board", "desk/mine/count"]
    assert complaints == []


def test_a_mentor_completes_a_card_without_leaving_it(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open()
    panel = trello.panel("soutenance")
    panel.get_by_label("Prénom et nom", exact=True).fill("Inès Marchand")
    panel.get_by_label("Parcours", exact=True).fill("DA Python")
    expect(panel.locator(".preview")).to_have_text(re.compile("Inès Marchand – DA Python"))
    panel.get_by_role("button", name="Écrire le titre").click()
    expect(panel.locator("h1")).to_have_text("Il manque 3 informations")
    panel.get_by_role("button", name="P7", exact=True).click()
    expect(panel.locator("h1")).to_have_text("Il manque 2 informations")
    panel.get_by_role("button", name="Choisir la date").click()
    panel.locator(".day.inside").first.click()
    panel.locator(".foot button").click()
    expect(panel.locator("h1")).to_have_text("Il manque une information")
    panel.get_by_role("button", name="M’ajouter à la carte").click()
    expect(panel.locator("h1")).to_have_text("Complète, à confirmer")
    panel.get_by_role("button", name="Compléter la description").click()
    panel.get_by_label("Lien du projet").fill("https://exemple.fr/p7")
    panel.get_by_role("button", name="Ajouter à la description").click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")
    panel.get_by_role("button", name=re.compile("Remettre dans")).click()
    expect(panel.locator(".state")).to_contain_text("un responsable confie la soutenance")
    card = trello.desk.card("Inès Marchand – DA Python")
    assert card["idList"] == trello.desk.school.list_id("Propositions de soutenances")
    panel.locator(".history summary").click()
    expect(panel.locator(".history li").first).to_contain_text("Zoé Lefèvre")
    assert complaints == []


def test_the_badge_follows_a_fix_made_in_the_panel(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("Manon Lefort")
    panel.get_by_role("button", name="P7", exact=True).click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")
    trello.page.reload()
    expect(trello.badge("Manon Lefort")).to_have_text("complète, à remettre")


def test_a_double_click_writes_once(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("Omar Diallo")
    panel.get_by_role("button", name="M’ajouter à la carte").dblclick()
    expect(panel.locator("h1")).to_have_text("La carte est complète")
    calls = trello.desk.school.sandbox.calls("POST", "idMembers")
    assert len(calls) == 1


def test_the_calendar_is_used_with_the_keyboard_alone(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("Julie Moreau")
    opener = panel.get_by_role("button", name="Choisir la date")
    opener.focus()
    trello.page.keyboard.press("Enter")
    first = panel.locator('.day[tabindex="0"]')
    expect(first).to_be_focused()
    before = first.get_attribute("aria-label")
    trello.page.keyboard.press("ArrowRight")
    trello.page.keyboard.press("Enter")
    picked = panel.locator('.day[aria-pressed="true"]')
    expect(picked).to_be_focused()
    assert picked.get_attribute("aria-label") != before
    expect(picked).to_have_attribute("aria-label", re.compile("dans le délai|week-end|férié"))
    expect(panel.locator(".foot button")).to_be_enabled()


def test_what_is_unfolded_stays_while_the_card_changes(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("soutenance")
    panel.get_by_role("button", name="Choisir la date").click()
    panel.get_by_label("Prénom et nom", exact=True).fill("Inès")
    panel.get_by_role("button", name="P7", exact=True).click()
    expect(panel.locator("h1")).to_have_text("Il manque 3 informations")
    expect(panel.locator(".calendar")).to_be_visible()
    expect(panel.get_by_label("Prénom et nom", exact=True)).to_have_value("Inès")


def test_the_keyboard_keeps_its_place_after_a_fix(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("soutenance")
    panel.get_by_role("button", name="M’ajouter à la carte").press("Enter")
    expect(panel.locator("h1")).to_have_text("Il manque 3 informations")
    expect(panel.locator("h1")).to_be_focused()


def test_a_mistake_is_told_beside_what_was_typed(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("soutenance")
    panel.get_by_label("Prénom et nom", exact=True).fill("Inès Marchand")
    panel.get_by_label("Parcours", exact=True).fill("   ")
    panel.get_by_role("button", name="Écrire le titre").click()
    trouble = panel.locator("[data-code=student] .trouble")
    expect(trouble).to_have_text("Indiquez le nom de l’étudiant et son parcours.")
    expect(panel.get_by_label("Prénom et nom", exact=True)).to_have_value("Inès Marchand")


def test_an_observer_sees_nothing_of_it(trello: InTrello) -> None:
    with trello.page.expect_response("**/powerup/api/board*") as asked:
        trello.open("olivia")
    assert asked.value.status == 403
    expect(trello.page.locator(".badge.power-up")).to_have_count(0)
    panel = trello.panel("Manon Lefort")
    expect(panel.locator("main")).to_contain_text("vous n’y participez pas")
    expect(panel.locator("button")).to_have_count(0)


def test_a_manager_accepts_a_card_with_a_reason_and_a_mentor_cannot(trello: InTrello) -> None:
    trello.open("zoe")
    panel = trello.panel("Thomas Girard")
    expect(panel.get_by_role("button", name="Suspendre")).to_be_visible()
    expect(panel.get_by_role("button", name="Accepter telle quelle")).to_have_count(0)
    trello.close_card()
    trello.open("helene")
    panel = trello.panel("Thomas Girard")
    panel.get_by_role("button", name="Accepter telle quelle").click()
    panel.get_by_label("Motif", exact=True).fill("vu avec le mentor")
    panel.get_by_role("button", name="Confirmer").last.click()
    expect(panel.locator("h1")).to_have_text("Acceptée telle quelle")
    expect(panel.locator(".state")).to_contain_text("vu avec le mentor")


def test_the_clerks_move_is_undone_from_the_history(trello: InTrello) -> None:
    trello.open()
    panel = trello.panel("Thomas Girard")
    panel.locator(".history summary").click()
    move = panel.locator(".history li").filter(has_text="a rangé la carte")
    move.get_by_role("button", name="Annuler ce geste").click()
    expect(panel.locator("h1")).to_have_text("Vérification suspendue")
    card = trello.desk.card("Thomas Girard")
    assert card["idList"] == trello.desk.school.list_id("Propositions de soutenances")


def test_pages_speak_english_and_wear_the_dark_theme(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.page.emulate_media(color_scheme="dark")
    trello.open(language="en")
    expect(trello.badge("Léa Dupont")).to_have_text("complete")
    panel = trello.panel("Manon Lefort")
    expect(panel.locator("h1")).to_have_text("One thing is missing")
    expect(panel.locator("html")).to_have_attribute("data-theme", "dark")
    color = panel.locator("body").evaluate("each => getComputedStyle(each).color")
    assert min(int(each) for each in re.findall(r"\d+", color)[:3]) > 150
    assert complaints == []


def test_nothing_is_wider_than_a_phone(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 800})
    trello.open()
    panel = trello.panel("soutenance")
    panel.get_by_role("button", name="Choisir la date").click()
    wide = panel.locator("html").evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide == 0


def test_my_cards_open_the_card_that_is_pressed(trello: InTrello) -> None:
    trello.open()
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Mes cartes")
    mine = trello.modal()
    expect(mine.get_by_role("heading", name="Prochaines soutenances")).to_be_visible()
    expect(mine.get_by_role("heading", name="Transfert")).to_be_visible()
    mine.get_by_role("link", name="Rayan Cherif").last.click()
    expect(trello.page.locator("dialog.card-back")).to_contain_text("Rayan Cherif")


def test_a_list_is_sorted_by_what_is_missing(trello: InTrello) -> None:
    trello.open()
    expect(trello.badge("Adam Leroy")).to_be_visible()
    trello.menu(1, "Par ce qui manque")
    first = trello.page.locator(".list").nth(1).locator(".card").first
    expect(first).to_contain_text(re.compile("[43].informations manquantes"))


def test_a_whole_list_is_checked_on_demand(trello: InTrello) -> None:
    trello.open()
    expect(trello.badge("Adam Leroy")).to_be_visible()
    trello.menu(0, "Vérifier toute la liste")
    expect(trello.page.get_by_text("La liste est en cours de vérification.")).to_be_visible()
    assert len(trello.desk.wanted()) > 5


def test_the_badge_on_the_back_opens_the_panel(trello: InTrello) -> None:
    trello.open()
    trello.panel("Manon Lefort")
    back = trello.page.locator("dialog.card-back")
    expect(back).to_contain_text(re.compile("dans 1[0-9].jours"))
    back.get_by_role("button", name=re.compile("1.information manquante")).click()
    popup = trello.page.frame_locator(".pop iframe, .popup iframe, dialog.small iframe")
    expect(popup.locator("h1")).to_have_text("Il manque une information")


def test_an_expired_identity_is_told_with_what_to_do(
    trello: InTrello, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = trello.desk.school.sandbox.jwt_keys
    sign = keys.sign

    def sign_late(*claims: str, **more: object) -> str:
        return sign(*claims, **{**more, "now": 0.0})  # type: ignore[arg-type]

    monkeypatch.setattr(keys, "sign", sign_late)
    trello.open()
    panel = trello.panel("Manon Lefort")
    expect(panel.locator("main")).to_contain_text("Trello ne vous a pas reconnu")
    monkeypatch.setattr(keys, "sign", sign)
    panel.get_by_role("button", name="Réessayer").click()
    expect(panel.locator("h1")).to_have_text("Il manque une information")


def test_a_silent_server_says_state_unknown_and_nothing_breaks(trello: InTrello) -> None:
    trello.page.route("**/powerup/api/**", lambda route: route.abort())
    trello.open()
    expect(trello.badge("Léa Dupont")).to_have_text("état inconnu")
    panel = trello.panel("Léa Dupont")
    expect(panel.locator("main")).to_contain_text("Greffier ne répond pas")
    trello.page.unroute("**/powerup/api/**")
    panel.get_by_role("button", name="Réessayer").click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")


def test_a_slow_server_is_waited_for(trello: InTrello) -> None:
    held: list[Route] = []
    trello.open()
    trello.page.route("**/powerup/api/card/**", lambda route: held.append(route))
    panel = trello.panel("Léa Dupont")
    expect(panel.locator("main")).to_contain_text("Lecture de la carte")
    for route in held:
        route.continue_()
    trello.page.unroute("**/powerup/api/card/**")
    expect(panel.locator("h1")).to_have_text("La carte est complète")


def test_the_card_buttons_check_and_suspend(trello: InTrello) -> None:
    trello.open()
    trello.panel("Thomas Girard")
    back = trello.page.locator("dialog.card-back")
    back.get_by_role("button", name="Vérifier maintenant").click()
    expect(
        trello.page.get_by_text(re.compile("Vérifiée.: il manque une information"))
    ).to_be_visible()
    back.get_by_role("button", name="Suspendre la vérification").click()
    form = trello.page.frame_locator(".pop iframe, .popup iframe, dialog.small iframe")
    form.get_by_role("button", name="Confirmer").click()
    section = trello.page.frame_locator(".power-up-section iframe")
    expect(section.locator("h1")).to_have_text("Vérification suspendue")


def test_no_page_of_ours_is_shown_by_strangers(trello: InTrello) -> None:
    for name in ("", "panel", "desk", "act", "settings", "welcome"):
        response = trello.desk.client.get(f"/powerup/{name}")
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors https://trello.com" in policy
        assert "unsafe" not in policy
        assert "X-Frame-Options" not in response.headers
        assert "Set-Cookie" not in response.headers
        page = response.get_data(as_text=True)
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)

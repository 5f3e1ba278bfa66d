"""Frames of Power-Ups on the board page: sections, popups, modals, and what they may ask for."""

from __future__ import annotations

import re
from typing import Any

import jwt
import pytest
from page_power_ups import READY, HostingBoard
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SHOW = """
const t = TrelloPowerUp.iframe();
const show = (name, value) => { document.body.dataset[name] = value; };
"""
SECTION = """TrelloPowerUp.initialize({ "card-back-section": (t) => ({
  title: "Essai", content: { type: "iframe", url: %s, height: %d } }) });"""
READING = (
    SHOW
    + """t.render(() => t.card("name", "labels", "members").then((card) => {
  show("name", card.name); return t.sizeTo(333); }).catch((error) => show("error", error.message)));
t.card("nom").catch((error) => show("unknown", error.message));"""
)


def test_a_signed_section_reads_its_card_and_sizes_itself(
    hosting: HostingBoard, complaints: list[str]
) -> None:
    hosting.power_up.page("section", READING)
    page = hosting.show("card-back-section", SECTION % ('t.signUrl("./section", {a: 1})', 90))
    hosting.open()
    body = hosting.section().locator("body")
    expect(body).to_have_attribute("data-name", "Léa Dupont – DA Python")
    expect(body).to_have_attribute("data-unknown", "invalid field: nom (Command: card)")
    expect(page.locator(".power-up-section iframe")).to_have_css("height", "333px")
    page.locator("#card-name").fill("Léa D. – DA Python")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-name", "Léa D. – DA Python")
    assert complaints == []


def test_an_unsigned_section_is_never_answered(hosting: HostingBoard) -> None:
    address = hosting.power_up.page("section", READING)
    page = hosting.show("card-back-section", SECTION % (f'"{address}"', 90))
    hosting.open()
    expect(page.locator(".power-up-section iframe")).to_be_visible()
    page.wait_for_timeout(400)
    heard = hosting.section().locator("body").evaluate("(body) => ({ ...body.dataset })")
    assert heard == {}
    hosting.refused("secret")


def test_a_section_higher_than_1500_pixels_is_not_shown(hosting: HostingBoard) -> None:
    page = hosting.show("card-back-section", SECTION % ('t.signUrl("./section")', 1501))
    hosting.open()
    page.wait_for_timeout(300)
    expect(page.locator(".power-up-section")).to_have_count(0)
    hosting.refused("height")


def test_a_connector_that_redirects_to_another_origin_hears_nothing(hosting: HostingBoard) -> None:
    address = hosting.power_up.address("redirect/connector")
    page = hosting.show(
        "card-badges",
        READY % '"card-badges": () => [{ text: "bon" }]',
        ready=False,
        connector=address,
    )
    expect(page.locator(".journal [data-code=origin]")).to_be_visible()
    expect(page.locator("[data-state=loading]")).to_be_visible()
    expect(page.locator(".badge.power-up")).to_have_count(0)


def test_frames_of_power_ups_carry_no_cookies(hosting: HostingBoard) -> None:
    hosting.power_up.page("section", READING)
    hosting.show("card-back-section", SECTION % ('t.signUrl("./section")', 90))
    hosting.open()
    expect(hosting.section().locator("body")).to_have_attribute(
        "data-name", "Léa Dupont – DA Python"
    )
    hosting.page.reload()
    expect(hosting.section().locator("body")).to_have_attribute(
        "data-name", "Léa Dupont – DA Python"
    )
    assert len(hosting.power_up.seen) >= 4
    assert not any("HTTP_COOKIE" in request for request in hosting.power_up.seen)


POPUP = """TrelloPowerUp.initialize({ "card-buttons": () => [{ text: "Ouvrir", callback: (t) => %s }] });"""


def test_a_popup_gets_its_arguments_a_jwt_and_keeps_data(
    hosting: HostingBoard, card: dict[str, Any], complaints: list[str]
) -> None:
    hosting.power_up.page(
        "popup",
        SHOW
        + """t.render(async () => {
          show("mode", t.arg("mode"));
          show("jwt", await t.jwt({ state: "abc", card: true }));
          await t.set("card", "shared", "seen", 3);
          show("kept", await t.get("card", "shared", "seen"));
          show("none", await t.get("card", "private", "seen", "rien"));
          await t.set("card", "shared", "long", "x".repeat(4096)).catch((e) => show("long", e.message));
          await t.set("board", "shared", "my_token", "x").catch((e) => show("secret", e.message));
          await t.sizeTo(60); show("done", "yes"); });""",
    )
    hosting.show(
        "card-buttons",
        POPUP % 't.popup({ title: "Fenêtre", url: "./popup", args: { mode: "m1" } })',
    )
    hosting.open()
    hosting.page.get_by_role("button", name="Ouvrir").click()
    body = hosting.page.frame_locator(".power-up-popup iframe").locator("body")
    expect(body).to_have_attribute("data-done", "yes")
    told = body.evaluate("(body) => ({ ...body.dataset })")
    sandbox = hosting.server.sandbox
    claims = jwt.decode(told["jwt"], sandbox.jwt_keys.public()[0], algorithms=["RS256"])
    assert claims["idPlugin"] == sandbox.plugin
    assert (claims["idMember"], claims["idCard"], claims["state"]) == (
        sandbox.state.member("zoe")["id"],
        card["id"],
        "abc",
    )
    assert (told["mode"], told["kept"], told["none"]) == ("m1", "3", "rien")
    assert "4096" in told["long"]
    assert "Secrets" in told["secret"]
    assert all("400" in one for one in complaints), complaints


def test_a_member_who_is_not_signed_in_gets_no_jwt(hosting: HostingBoard) -> None:
    hosting.power_up.page(
        "popup",
        SHOW
        + """show("in", t.isMemberSignedIn());
        t.jwt().catch((error) => show("error", error.message));""",
    )
    hosting.show(
        "board-buttons",
        READY
        % """"board-buttons": () => [{ text: "Ouvrir", condition: "always",
            callback: (t) => t.popup({ title: "Fenêtre", url: "./popup" }) }]""",
        **{"as": "nobody"},
    )
    hosting.page.get_by_role("button", name="Ouvrir").click()
    body = hosting.page.frame_locator(".power-up-popup iframe").locator("body")
    expect(body).to_have_attribute("data-error", "no active member in context")
    expect(body).to_have_attribute("data-in", "false")


def test_popups_can_list_search_ask_and_go_back(hosting: HostingBoard) -> None:
    page = hosting.show(
        "card-buttons",
        POPUP
        % """t.popup({ title: "Liste", search: { placeholder: "Chercher" }, items: [
            { text: "pomme", callback: (t) => t.popup({ type: "confirm", title: "Sûr ?",
                message: "Vraiment ?", confirmText: "Oui",
                onConfirm: (t) => t.attach({ url: "https://example.com/", name: "Exemple" })
                  .then(() => t.closePopup()) }) },
            { text: "poire", callback: () => null }] })""",
    )
    hosting.open()
    page.get_by_role("button", name="Ouvrir").click()
    page.get_by_placeholder("Chercher").fill("pom")
    expect(page.locator(".power-up-popup .button")).to_have_text(["pomme"])
    page.get_by_role("button", name="pomme").click()
    expect(page.locator("dialog[open] h2", has_text="Sûr ?")).to_be_visible()
    page.get_by_role("button", name="Retour").click()
    expect(page.get_by_placeholder("Chercher")).to_have_value("pom")
    page.get_by_role("button", name="pomme").click()
    page.get_by_role("button", name="Oui").click()
    expect(page.locator(".power-up-popup")).to_have_count(0)
    expect(page.locator(".links a")).to_have_text(["Exemple"])


def test_a_modal_opens_over_the_page_and_closes_by_its_power_up(hosting: HostingBoard) -> None:
    hosting.power_up.page("modal", SHOW + 'setTimeout(() => t.updateModal({ title: "Deux" }), 50);')
    page = hosting.show(
        "board-buttons",
        READY
        % """"board-buttons": () => [{ text: "Ouvrir", callback: (t) => t.modal({ title: "Un",
            url: "./modal", fullscreen: true,
            actions: [{ icon: "data:image/gif;base64,R0lGODlhAQABAAAAACw=", alt: "Fini",
                        callback: (t) => t.closeModal() }] }) }]""",
    )
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.locator(".stage h2")).to_have_text("Deux")
    page.get_by_role("button", name="Fini").click()
    expect(page.locator(".stage")).to_have_count(0)


def test_frames_follow_the_theme_of_the_page(hosting: HostingBoard) -> None:
    hosting.power_up.page("section", READING)
    page = hosting.show("card-back-section", SECTION % ('t.signUrl("./section")', 90), theme="dark")
    hosting.open()
    html = hosting.section().locator("html")
    expect(html).to_have_attribute("data-color-mode", "dark")
    page.evaluate("document.getElementById('theme').click()")
    expect(html).to_have_attribute("data-color-mode", "light")


def test_a_board_bar_takes_at_most_six_tenths_of_the_height(hosting: HostingBoard) -> None:
    hosting.power_up.page("bar", SHOW + "t.sizeTo(2000);")
    page = hosting.show(
        "board-buttons",
        READY
        % """"board-buttons": () => [{ text: "Ouvrir", callback: (t) =>
            t.boardBar({ url: "./bar", title: "Barre", height: 2000 }) }]""",
    )
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.locator(".board-bar iframe")).to_have_css("height", "480px")
    page.locator(".board-bar").get_by_role("button", name="Fermer").click()
    expect(page.locator(".board-bar")).to_have_count(0)


def test_alerts_and_addresses_outside_trello_s_limits_are_errors(hosting: HostingBoard) -> None:
    hosting.power_up.page(
        "popup",
        SHOW
        + """t.render(async () => {
          const told = (name) => (error) => show(name, error.message);
          await t.alert({ message: "" }).catch(told("empty"));
          await t.alert({ message: "x".repeat(141) }).catch(told("long"));
          await t.alert({ message: "court", duration: 4 }).catch(told("short"));
          await t.alert({ message: "rose", display: "pink" }).catch(told("display"));
          await t.navigate({ url: "https://example.com/" }).catch(told("away"));
          await t.requestWithContext("move-card").catch((error) => show("unknown", error.name));
          await t.organization("name").catch(told("organization"));
          await t.alert({ message: "Bonjour", duration: 30 });
          show("done", "yes"); });""",
    )
    hosting.show("card-buttons", POPUP % 't.popup({ title: "Fenêtre", url: "./popup" })')
    hosting.open()
    hosting.page.get_by_role("button", name="Ouvrir").click()
    body = hosting.page.frame_locator(".power-up-popup iframe").locator("body")
    expect(body).to_have_attribute("data-done", "yes")
    told = body.evaluate("(body) => ({ ...body.dataset })")
    expected = {"empty", "long", "short", "display", "away", "unknown", "organization", "done"}
    assert set(told) == expected
    assert told["unknown"] == "UnsupportedCommand"
    expect(hosting.page.locator(".toast")).to_have_text(["Bonjour"])


def test_a_popup_that_nobody_pressed_for_is_refused(hosting: HostingBoard) -> None:
    hosting.power_up.page(
        "section",
        SHOW
        + """t.popup({ title: "Fenêtre", url: "./section" }).catch((error) => show("popup", error.message));
        t.sizeTo(0).catch((error) => show("size", error.message));""",
    )
    hosting.show("card-back-section", SECTION % ('t.signUrl("./section")', 90))
    hosting.open()
    body = hosting.section().locator("body")
    expect(body).to_have_attribute("data-popup", re.compile("mouse event"))
    expect(body).to_have_attribute("data-size", re.compile("positive"))
    expect(hosting.page.locator(".power-up-popup")).to_have_count(0)


def test_trello_s_colours_come_in_a_style_element_unless_they_are_declined(
    hosting: HostingBoard,
) -> None:
    for name, options in (("with", ""), ("without", "{ useADSTokens: false }")):
        script = f"""const t = TrelloPowerUp.iframe({options});
            document.body.dataset.styles = document.querySelectorAll("style").length;
            t.subscribeToThemeChanges((theme) => {{ document.body.dataset.theme = theme; }});"""
        hosting.power_up.page(name, script)
        page = hosting.show("card-back-section", SECTION % (f't.signUrl("./{name}")', 90))
        hosting.open()
        body = hosting.section().locator("body")
        expect(body).to_have_attribute("data-styles", "1" if name == "with" else "0")
        page.evaluate("document.getElementById('theme').click()")
        expect(body).to_have_attribute("data-theme", re.compile("dark|light"))

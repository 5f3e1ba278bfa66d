"""What Power-Ups show on the board page's lists and cards, and what of it is refused as in Trello."""

from __future__ import annotations

from typing import Any

import pytest
from page_power_ups import READY, HostingBoard
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LEA = "Léa Dupont"


def badges(page: Page, name: str = LEA) -> Any:
    return page.locator(".card").filter(has_text=name).locator(".badge.power-up")


def test_badges_are_shown_on_each_card_and_dynamic_ones_are_run_at_once(
    hosting: HostingBoard, complaints: list[str]
) -> None:
    page = hosting.show(
        "card-badges",
        READY
        % """"card-badges": (t) => t.card("name").get("name").then((name) => [
            { text: name.length, color: "green" },
            { dynamic: () => ({ text: "vif", color: "red", refresh: 10 }) }])""",
    )
    expect(badges(page)).to_have_text(["22", "vif"])
    expect(badges(page).last).to_have_class("badge power-up badge-red")
    assert complaints == []


def test_an_answer_with_a_relative_url_is_dropped_whole(hosting: HostingBoard) -> None:
    page = hosting.show(
        "card-badges",
        READY
        % """"card-badges": () => [{ text: "bon", color: "green" },
            { text: "deep", more: { url: "/icon.svg" } }]""",
    )
    hosting.refused("url")
    expect(page.locator(".badge.power-up")).to_have_count(0)


@pytest.mark.parametrize(
    ("badge", "code"),
    [
        ('{ text: "x", color: "turquoise" }', "color"),
        ('{ text: ["x"] }', "badge-text"),
        ('{ text: "x", title: 4 }', "badge-title"),
    ],
)
def test_a_badge_that_breaks_a_rule_is_not_shown(
    hosting: HostingBoard, badge: str, code: str
) -> None:
    page = hosting.show("card-badges", READY % f'"card-badges": () => [{{ text: "bon" }}, {badge}]')
    hosting.refused(code)
    expect(badges(page)).to_have_text(["bon"])


def test_a_dynamic_badge_is_not_refreshed_more_often_than_every_ten_seconds(
    hosting: HostingBoard,
) -> None:
    page = hosting.show(
        "card-badges",
        """let runs = 0; const once = {};
        TrelloPowerUp.initialize({ "card-badges": (t) => {
          const { card } = t.getContext();
          return [{ dynamic: () => ({ text: `x${(once[card] = (once[card] || 0) + 1)}`, refresh: 1 }) }];
        }});""",
    )
    hosting.refused("refresh")
    shown = badges(page).inner_text()
    page.wait_for_timeout(1300)
    assert badges(page).inner_text() == shown


def test_buttons_show_by_their_condition_and_an_unknown_one_hides(hosting: HostingBoard) -> None:
    script = READY % (
        '"board-buttons": () => ["edit", "admin", "readOnly", "signedIn", "signedOut", "always",'
        ' "readonly", undefined].map((condition) => ({ text: `b-${condition}`, condition,'
        " callback: () => null }))"
    )
    page = hosting.show("board-buttons", script)
    shown = page.locator("#board-buttons .button", has_text="b-")
    expect(shown).to_have_text(["b-edit", "b-signedIn", "b-always", "b-undefined"])
    hosting.refused("condition")
    hosting.shut()
    page.select_option("#act-as", "helene")
    expect(shown).to_have_text(["b-edit", "b-admin", "b-signedIn", "b-always", "b-undefined"])
    page.select_option("#act-as", "nobody")
    expect(shown).to_have_text(["b-readOnly", "b-signedOut", "b-always"])


def test_an_undeclared_capability_is_never_asked_for(hosting: HostingBoard) -> None:
    page = hosting.show(
        "card-badges",
        READY
        % """"card-badges": () => [{ text: "bon" }],
            "board-buttons": () => { document.title = "asked"; return [{ text: "b-x" }]; }""",
    )
    hosting.refused("undeclared")
    expect(badges(page)).to_have_text(["bon"])
    assert [frame.title() for frame in page.frames if "connector" in frame.url] == ["x"]


def test_a_late_answer_is_silently_nothing(hosting: HostingBoard) -> None:
    page = hosting.show(
        "list-actions",
        READY
        % """"list-actions": () => new Promise((done) =>
            setTimeout(() => done([{ text: "tard", callback: () => null }]), 400))""",
    )
    menu = page.locator(".list header .icon-button").first
    menu.dispatch_event("click")
    expect(page.locator("dialog.small")).to_contain_text("Aucun résultat")
    hosting.shut()
    hosting.refused("late")


def test_a_list_gets_at_most_three_actions_and_five_sorters(hosting: HostingBoard) -> None:
    page = hosting.show(
        "list-actions list-sorters",
        READY
        % """"list-actions": () => [1, 2, 3, 4].map((n) => ({ text: `a${n}`, callback: () => null })),
            "list-sorters": () => [1, 2, 3, 4, 5, 6].map((n) => ({ text: `s${n}`, callback: () => null }))""",
    )
    page.locator(".list header .icon-button").first.click()
    expect(page.locator(".menu .button")).to_have_text(
        ["a1", "a2", "a3", "s1", "s2", "s3", "s4", "s5"]
    )
    hosting.shut()
    hosting.refused("too-many")


def test_a_sorter_sorts_the_list_and_an_incomplete_one_does_nothing(hosting: HostingBoard) -> None:
    page = hosting.show(
        "list-sorters",
        READY
        % """"list-sorters": () => [
            { text: "nom", callback: (t, { cards }) => ({ sortedIds:
                [...cards].sort((a, b) => (a.name < b.name ? 1 : -1)).map((card) => card.id) }) },
            { text: "trop peu", callback: (t, { cards }) => ({ sortedIds: [cards[0].id] }) }]""",
    )
    planned = page.locator(".list").nth(2)
    expect(planned.locator(".title")).to_have_text(
        ["Victor Blanc – Développeur web", "Maya Perrin – AI engineer"]
    )
    update = page.locator(".list").nth(1)
    update.locator("header .icon-button").click()
    page.get_by_role("button", name="nom").click()
    expect(update.locator(".title")).to_have_text(["Lina Faure – DA Python", "Adam Leroy"])
    update.locator("header .icon-button").click()
    page.get_by_role("button", name="trop peu").click()
    hosting.refused("sorted")
    expect(update.locator(".title")).to_have_text(["Lina Faure – DA Python", "Adam Leroy"])

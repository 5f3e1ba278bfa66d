"""What a person sees while the server is slow, away, or doubts who they are."""

from __future__ import annotations

from contextlib import suppress

import pytest
from in_trello import InTrello
from playwright.sync_api import Error, Page, Route, expect

pytestmark = pytest.mark.browser
API = "**/powerup/api/**"
PACE = 8
"""How many times faster the browser's time passes where a test waits for it to give up."""

HURRIED = f"""
const wait = window.setTimeout.bind(window), give = AbortSignal.timeout.bind(AbortSignal);
window.setTimeout = (run, time, ...more) => wait(run, (time || 0) / {PACE}, ...more);
AbortSignal.timeout = (time) => give(time / {PACE});
"""


def slow(trello: InTrello, seconds: float, pattern: str = API) -> None:
    """Let answers take that long, in the browser's time."""

    def late(route: Route) -> None:
        with suppress(Error):  # the browser has given up meanwhile
            trello.page.wait_for_timeout(seconds * 1000 / PACE)
            route.continue_()

    trello.page.route(pattern, late)


def let_pass(page: Page, seconds: int) -> None:
    """Let so much of the browser's time pass, with a breath for answers between."""
    for _ in range(seconds // 11):
        page.clock.run_for(11_000)
        page.wait_for_timeout(150)


def test_after_four_seconds_a_person_is_told_that_it_takes_longer(trello: InTrello) -> None:
    held: list[Route] = []
    trello.page.clock.install()
    trello.open()
    expect(trello.badge("Léa Dupont")).to_have_text("complète")
    trello.page.route("**/powerup/api/card/**", lambda route: held.append(route))
    panel = trello.panel("Léa Dupont")
    expect(panel.locator("main")).to_contain_text("Lecture de la carte")
    trello.page.clock.run_for(4_500)
    expect(panel.locator("main")).to_contain_text("plus de temps que d’habitude")
    for route in held:
        route.continue_()
    trello.page.unroute("**/powerup/api/card/**")
    expect(panel.locator("h1")).to_have_text("La carte est complète")


def test_after_twenty_seconds_a_person_may_try_again(trello: InTrello) -> None:
    trello.open()
    expect(trello.badge("Léa Dupont")).to_have_text("complète")
    trello.page.add_init_script(HURRIED)
    slow(trello, 30, "**/powerup/api/card/**")
    panel = trello.panel("Léa Dupont")
    expect(panel.locator("main")).to_contain_text("Greffier ne répond pas")
    trello.page.unroute("**/powerup/api/card/**")
    panel.get_by_role("button", name="Réessayer").click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")


def test_where_trello_never_says_who_asks_a_person_may_try_again(trello: InTrello) -> None:
    trello.open()
    expect(trello.badge("Léa Dupont")).to_have_text("complète")
    trello.page.add_init_script(HURRIED)
    asked: list[Route] = []
    trello.page.route("**/host/jwt", lambda route: asked.append(route))
    panel = trello.panel("Léa Dupont")
    expect(panel.locator("main")).to_contain_text("Greffier ne répond pas")
    assert len(asked) == 1
    trello.page.unroute("**/host/jwt")
    panel.get_by_role("button", name="Réessayer").click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")


def test_a_panel_opened_outside_trello_says_where_it_belongs(trello: InTrello) -> None:
    settings = trello.desk.school.parts.settings
    trello.page.goto(f"{settings.public_url}/powerup/panel?lang=fr")
    expect(trello.page.locator("main")).to_contain_text("Connectez-vous à Trello")


def test_badges_come_back_though_trello_once_never_said_who_asks(trello: InTrello) -> None:
    trello.page.add_init_script(HURRIED)
    asked: list[Route] = []
    trello.page.route("**/host/jwt", lambda route: asked.append(route))
    trello.open()
    expect(trello.badge("Léa Dupont")).to_have_text("état inconnu")
    assert len(asked) == 1, "not for each badge, nor again as soon as it is silent"
    trello.page.unroute("**/host/jwt")
    expect(trello.badge("Léa Dupont")).to_have_text("complète")


def test_what_was_typed_stays_where_no_answer_comes(trello: InTrello) -> None:
    trello.page.add_init_script(HURRIED)
    trello.open()
    panel = trello.panel("soutenance")
    panel.get_by_label("Prénom et nom", exact=True).fill("Inès Marchand")
    panel.get_by_label("Parcours", exact=True).fill("DA Python")
    slow(trello, 30, "**/title*")
    panel.get_by_role("button", name="Écrire le titre").click()
    trouble = panel.locator("[data-code=student] .trouble")
    expect(trouble).to_contain_text("Greffier ne répond pas")
    expect(panel.get_by_label("Prénom et nom", exact=True)).to_have_value("Inès Marchand")
    trello.page.unroute("**/title*")
    panel.get_by_role("button", name="Écrire le titre").click()
    expect(panel.locator("h1")).to_have_text("Il manque 3 informations")
    assert trello.desk.card("Inès Marchand – DA Python")


def test_badges_outlive_a_short_silence_then_say_unknown_then_come_back(
    trello: InTrello,
) -> None:
    page = trello.page
    page.clock.install()
    trello.open()
    badge = trello.badge("Léa Dupont")
    expect(badge).to_have_text("complète")
    page.route(API, lambda route: route.abort())
    let_pass(page, 22)
    expect(badge).to_have_text("complète")
    let_pass(page, 44)
    expect(badge).to_have_text("état inconnu")
    page.unroute(API)
    let_pass(page, 22)
    expect(badge).to_have_text("complète")


def test_an_identity_that_expires_meanwhile_is_renewed_unseen(
    trello: InTrello, complaints: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    school, signed = trello.desk.school, []
    keys = school.sandbox.jwt_keys
    sign = keys.sign

    def sign_now(*claims: str, **more: object) -> str:
        signed.append(claims)
        return sign(*claims, **{**more, "now": school.time.timestamp()})  # type: ignore[arg-type]

    monkeypatch.setattr(keys, "sign", sign_now)
    trello.open()
    panel = trello.panel("Omar Diallo")
    expect(panel.locator("h1")).to_have_text("Il manque une information")
    before = len(signed)
    school.pass_time(minutes=16)
    panel.get_by_role("button", name="M’ajouter à la carte").click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")
    assert len(signed) > before
    assert [each for each in complaints if "401" not in each] == []


def test_a_server_away_leaves_trello_s_own_gestures_alone(trello: InTrello) -> None:
    trello.page.route("**/powerup/**", lambda route: route.abort())
    trello.open()
    trello.card("Léa Dupont").click()
    expect(trello.page.locator("dialog.card-back")).to_contain_text("Léa Dupont")
    trello.close_card()
    expect(trello.page.locator(".badge.power-up")).to_have_count(0)

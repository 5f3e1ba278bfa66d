"""A mentor's whole week, played on a phone of 360 px and by its keys, the server slow or away in between."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe import faults, frame_of
from desk import Desk
from followed import followed, member, service
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, Locator, Route, expect

from mentoring.sessions.service import Report
from mentoring.sessions.tables import MentoringSessionRow
from sync.clock import now

pytestmark = pytest.mark.browser

GOALS = "Objectifs pour la semaine, un par ligne"
WEEK = timedelta(days=7)
DRAFTS, ENDS = re.compile(r"/draft(\?|$)"), re.compile(r"/finish(\?|$)")


def held(desk: Desk, student: str, ago: timedelta) -> str:
    """A session of Zoé's with this student that began so long ago, or comes (less than nothing)."""
    booked = service(desk).book(member(desk, "zoe"), student, now() + WEEK * 2 - ago, 30).session
    with desk.school.parts.database.transaction() as session:
        row = session.get_one(MentoringSessionRow, booked.id)
        assert row.starts and row.ends
        row.starts, row.ends = row.starts - WEEK * 2, row.ends - WEEK * 2
    return booked.id


def monday(desk: Desk) -> None:
    """Two sessions are over, one is to come, one student is new."""
    adam = followed(desk, "Adam Leroy")
    before = held(desk, adam, WEEK)
    service(desk).finish(member(desk, "zoe"), before, Report(goals=("Lire le cours",)))
    held(desk, adam, timedelta(hours=3))
    held(desk, followed(desk, "Léa Dupont"), timedelta(hours=2))
    held(desk, followed(desk, "Paul Roux"), -timedelta(hours=30))
    followed(desk, "Nour Haddad")


def opened(trello: InTrello) -> FrameLocator:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    return trello.modal()


def row(page: FrameLocator, name: str) -> Locator:
    return page.locator("li.session").filter(has_text=name).first


def test_a_week_is_played_with_the_keys_alone(trello: InTrello, complaints: list[str]) -> None:
    monday(trello.desk)
    page, keys = opened(trello), trello.page.keyboard
    expect(page.get_by_role("heading", name="Sans statut (2)")).to_be_visible()
    expect(page.get_by_text("Nouvel étudiant : choisissez une première session.")).to_be_visible()
    page.get_by_role("heading", name="Sessions", exact=True).click()
    keys.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Au clavier")
    keys.press("Escape")
    closed_with_its_goal(trello, page)
    absent_and_taken_back(trello, page)
    moved_and_cancelled(trello, page)
    frame = frame_of(trello.page.locator("dialog iframe").last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, "light") == []
    assert complaints == []


def closed_with_its_goal(trello: InTrello, page: FrameLocator) -> None:
    """The first of those that are over; the next one has the keyboard then."""
    keys = trello.page.keyboard
    keys.press("j")
    expect(row(page, "Adam Leroy")).to_be_focused()
    keys.press("t")
    expect(page.get_by_role("button", name="Atteint", exact=True)).to_be_focused()
    keys.press("Enter")
    page.get_by_label(GOALS).fill("Écrire un test")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", name="Sans statut (1)")).to_be_visible()
    expect(row(page, "Léa Dupont")).to_be_focused()


def absent_and_taken_back(trello: InTrello, page: FrameLocator) -> None:
    """Two presses, and one that takes it back."""
    keys, said = trello.page.keyboard, page.locator(".toast.seen")
    sure = row(page, "Léa Dupont").get_by_role("button", name="Confirmer l’absence")
    keys.press("a")
    expect(sure).to_be_visible()
    keys.press("a")
    expect(said).to_contain_text("Léa Dupont — absence de l’étudiant")
    expect(page.get_by_role("heading", name=re.compile("Sans statut"))).to_have_count(0)
    keys.press("u")
    expect(said).to_contain_text("annulé")
    expect(page.get_by_role("heading", name="Sans statut (1)")).to_be_visible()


def moved_and_cancelled(trello: InTrello, page: FrameLocator) -> None:
    """The one to come, which keeps the keyboard while it is the same."""
    keys, said = trello.page.keyboard, page.locator(".toast.seen")
    row(page, "Léa Dupont").focus()
    keys.press("j")
    keys.press("k")
    expect(row(page, "Léa Dupont")).to_be_focused()
    row(page, "Paul Roux").focus()
    keys.press("p")
    page.get_by_role("dialog").locator(".chip").first.click()
    expect(said).to_contain_text("Paul Roux — session déplacée")
    expect(row(page, "Paul Roux")).to_be_focused()
    keys.press("c")
    keys.press("c")
    expect(said).to_contain_text("Paul Roux — annulée")


class Server:
    """The way to the server, as the network lets it be: away, there, or holding back what is sent."""

    def __init__(self, trello: InTrello) -> None:
        self.how, self.held = "there", list[Route]()
        for each in (DRAFTS, ENDS):  # before any frame is there
            trello.page.route(each, self._pass)

    def _pass(self, route: Route) -> None:
        if self.how == "away":
            route.abort()
        elif self.how == "slow":
            self.held.append(route)
        else:
            route.continue_()


def test_a_draft_is_never_lost_while_the_server_is_slow_or_away(trello: InTrello) -> None:
    monday(trello.desk)
    server = Server(trello)
    page = opened(trello)
    server.how = "away"
    row(page, "Léa Dupont").get_by_role("button", name="Terminer…").click()
    box = page.get_by_role("dialog")
    box.get_by_label(GOALS).fill("Revoir les boucles")
    expect(box.get_by_role("status")).to_contain_text("n’est gardé que dans ce navigateur")
    box.get_by_role("button", name="Terminer la session").click()
    expect(box.get_by_role("alert")).not_to_be_empty()
    expect(box.get_by_label(GOALS)).to_have_value("Revoir les boucles")
    # the desk is closed, and opened again once the server is there: nothing is lost
    trello.close_modal()
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    page = trello.modal()
    server.how = "there"
    row(page, "Léa Dupont").get_by_role("button", name="Terminer…").click()
    box = page.get_by_role("dialog")
    expect(box.get_by_label(GOALS)).to_have_value("Revoir les boucles")
    expect(box.get_by_role("status")).to_contain_text("Brouillon gardé à")
    pressed_twice(trello, page, server)
    student = service(trello.desk).my_students(member(trello.desk, "zoe"))
    lea = next(each for each in student if each.student.name == "Léa Dupont")
    goals = service(trello.desk).student(member(trello.desk, "zoe"), lea.student.id).goals
    assert [each.text for each in goals] == ["Revoir les boucles"]


def pressed_twice(trello: InTrello, page: FrameLocator, server: Server) -> None:
    """The server is slow, and somebody presses again: the session is ended once."""
    server.how = "slow"
    end = page.get_by_role("dialog").get_by_role("button", name="Terminer la session")
    end.click()
    end.click()
    while not server.held:
        trello.page.wait_for_timeout(50)
    assert len(server.held) == 1
    server.how = "there"
    server.held[0].continue_()
    expect(page.locator(".toast.seen")).to_contain_text("Léa Dupont — session terminée")


def test_a_manager_closes_a_session_for_a_mentor_and_takes_it_back(
    trello: InTrello, complaints: list[str]
) -> None:
    monday(trello.desk)
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    page = trello.modal()
    page.get_by_role("link", name=re.compile("^Suivi")).click()
    page.locator("li").filter(has_text="Zoé Lefèvre").get_by_role("link", name="Léa Dupont").click()
    page.get_by_role("button", name="Autre statut…").click()
    page.get_by_label("Absence de l’étudiant").check()
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    said = page.locator(".toast.seen")
    expect(said).to_contain_text("Léa Dupont — absence de l’étudiant")
    expect(page.get_by_role("button", name="Autre statut…")).to_have_count(0)
    said.get_by_role("button").click()
    page.get_by_role("button", name="Terminer…").click()
    page.get_by_label(GOALS).fill("Lire le cours")
    page.get_by_role("button", name="Terminer la session").click()
    expect(said).to_contain_text("Léa Dupont — session terminée")
    assert complaints == []

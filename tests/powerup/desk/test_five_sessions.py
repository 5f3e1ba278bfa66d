"""The promise of the week: closing a session takes ten seconds, with the keyboard alone."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from axe import faults, frame_of
from desk import Desk
from followed import followed, member, service
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from mentoring.sessions.service import Report
from mentoring.sessions.tables import MentoringSessionRow
from sync.clock import now

pytestmark = pytest.mark.browser

NAMES = ("Adam Leroy", "Inès Martin", "Léa Dupont", "Nour Haddad", "Paul Roux")
TEN_SECONDS = 10.0
WEEK = timedelta(days=7)
GOALS = "Objectifs pour la semaine, un par ligne"


def held(desk: Desk, student: str, ago: timedelta) -> str:
    """A session of Zoé's with this student that began so long ago."""
    zoe, sessions = member(desk, "zoe"), service(desk)
    booked = sessions.book(zoe, student, now() + WEEK * 2 - ago, 30).session
    with desk.school.parts.database.transaction() as session:
        row = session.get_one(MentoringSessionRow, booked.id)
        assert row.starts and row.ends
        row.starts, row.ends = row.starts - WEEK * 2, row.ends - WEEK * 2
    return booked.id


def evening(desk: Desk) -> None:
    """Five sessions are over; the goals of last week are open with each student."""
    for place, name in enumerate(NAMES):
        student = followed(desk, name)
        before = held(desk, student, WEEK - timedelta(hours=place))
        report = Report(goals=("Lire le cours", "Finir le README"))
        service(desk).finish(member(desk, "zoe"), before, report)
        held(desk, student, timedelta(hours=9 - place))


def opened(trello: InTrello, width: int = 360) -> FrameLocator:
    trello.page.set_viewport_size({"width": width, "height": 780})
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    return trello.modal()


def left(page: FrameLocator, count: int) -> None:
    heading = page.get_by_role("heading", name=re.compile("^Sans statut"))
    if count:
        expect(heading).to_have_text(f"Sans statut ({count})")
    else:
        expect(heading).to_have_count(0)


def test_five_sessions_are_closed_by_keyboard_ten_seconds_each(
    trello: InTrello, complaints: list[str]
) -> None:
    evening(trello.desk)
    page = opened(trello)
    left(page, 5)
    page.get_by_role("heading", name="Sessions", exact=True).click()  # the keyboard is in the frame
    keys, begun = trello.page.keyboard, time.monotonic()
    keys.press("j")  # from then on the next one has the keyboard by itself
    for count in range(4, -1, -1):
        keys.press("t")
        expect(page.get_by_role("button", name="Atteint", exact=True).first).to_be_focused()
        keys.press("Enter")
        page.get_by_label(GOALS).focus()
        keys.type("Relire le code")
        keys.press("Control+Enter")
        left(page, count)
    assert time.monotonic() - begun < 5 * TEN_SECONDS
    rows = trello.desk.get("/desk/sessions/history", "zoe").get_json()["rows"]
    assert [each["status"] for each in rows] == ["done"] * 10
    assert complaints == []


def test_another_status_a_colleague_and_a_link_are_within_reach_on_a_phone(
    trello: InTrello, complaints: list[str]
) -> None:
    student = followed(trello.desk, "Léa Dupont")
    held(trello.desk, student, timedelta(hours=2))
    page = opened(trello)
    said = page.locator(".toast.seen")
    page.get_by_text("Autres gestes").click()
    page.get_by_role("button", name="Lien de visioconférence…").click()
    page.get_by_label("Adresse").fill("https://visio.example.org/lea")
    page.get_by_role("button", name="Enregistrer").click()
    expect(said).to_contain_text("lien enregistré")
    page.get_by_text("Autres gestes").click()
    expect(page.get_by_role("link", name="Rejoindre")).to_be_visible()
    page.get_by_role("button", name="Autre statut…").click()
    page.get_by_label("Annulée par l’étudiant").check()
    day = (now() - timedelta(days=3)).date().isoformat()
    page.get_by_label("Il a prévenu le").fill(day)
    page.get_by_role("button", name="Enregistrer").click()
    expect(said).to_contain_text("annulée")
    frame = frame_of(trello.page.locator("dialog iframe").last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, "light") == []
    assert complaints == []


def test_the_history_is_filtered_and_a_status_in_it_is_corrected(
    trello: InTrello, complaints: list[str]
) -> None:
    student = followed(trello.desk, "Léa Dupont")
    one = held(trello.desk, student, timedelta(hours=2))
    service(trello.desk).set_status(member(trello.desk, "zoe"), one, "called-off")
    page = opened(trello)
    page.get_by_text("Historique").click()
    expect(page.get_by_text(re.compile("^Sessions\\s: 1$"))).to_be_visible()
    page.get_by_label("Statut", exact=True).select_option("absent")
    expect(page.get_by_text("Aucune session ne correspond.")).to_be_visible()
    page.get_by_label("Statut", exact=True).select_option("called-off")
    page.locator(".history").get_by_role("button", name="Corriger…").click()
    page.get_by_label("Absence de l’étudiant").check()
    page.get_by_role("button", name="Enregistrer").click()
    said = page.locator(".toast.seen")
    expect(said).to_contain_text("absence de l’étudiant")
    assert complaints == []


def test_a_colleague_holds_one_session_and_a_press_brings_it_back(trello: InTrello) -> None:
    student = followed(trello.desk, "Léa Dupont")
    zoe, sessions = member(trello.desk, "zoe"), service(trello.desk)
    span = sessions.proposals(zoe, student, now().date())[0]
    sessions.book(zoe, student, span.starts)
    page = opened(trello)
    page.get_by_text("Autres gestes").click()
    page.get_by_role("button", name="Confier à un collègue…").click()
    page.get_by_label("Collègue").select_option(member(trello.desk, "noel"))
    page.get_by_role("button", name="Enregistrer").click()
    said = page.locator(".toast.seen")
    expect(said).to_contain_text("session confiée à Noël")
    expect(page.locator("li.session")).to_have_count(0)
    said.get_by_role("button", name="Annuler").click()
    expect(page.locator("li.session")).to_have_count(1)

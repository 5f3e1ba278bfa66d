"""The bare address says what this is, in both languages, and nothing of whose boards these are; an unknown
one says where to go.
"""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk


@pytest.mark.parametrize(
    ("asked", "wish", "language", "said"),
    [
        ("/", "", "fr", "tient les tableaux Trello"),
        ("/", "en-US,en;q=0.9", "en", "keeps the Trello boards"),
        ("/?lang=en", "fr", "en", "Open your board on Trello"),
        ("/?lang=xx", "de", "fr", "Ouvrez votre tableau"),
    ],
)
def test_it_says_what_this_is(desk: Desk, asked: str, wish: str, language: str, said: str) -> None:
    answer = desk.client.get(asked, headers={"Accept-Language": wish} if wish else {})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert said in page
    settings = desk.school.parts.settings
    for secret in (settings.key, settings.token, settings.secret, *desk.school.parts.boards):
        assert secret not in page
    assert "Soutenances" not in page
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_an_unknown_address_says_where_to_go_in_a_browser_and_is_bare_for_programs(
    desk: Desk,
) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8"}
    for path, language, said in (
        ("/rien", "fr", "Ouvrez votre"),
        ("/no?lang=en", "en", "Open your"),
    ):
        answer = desk.client.get(path, headers=browser)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 404
        assert f'<html lang="{language}">' in page
        assert said in page
        assert "style-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Trello" not in desk.client.get("/rien").get_data(as_text=True)
    assert desk.client.post("/rien", headers=browser).status_code == 404


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        (
            "fr",
            "Quelque chose s’est mal passé ici",
            "dites à qui exploite ce service à quelle heure",
        ),
        ("en", "Something went wrong here", "tell whoever runs this service what time it was"),
    ],
)
def test_a_mistake_of_the_program_is_a_page_in_a_browser_and_one_sentence_elsewhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, language: str, title: str, said: str
) -> None:
    def fails(**_: Any) -> None:
        raise RuntimeError("a secret")

    app = desk.client.application
    found = app.url_map.bind("localhost").match("/")[0]
    monkeypatch.setitem(app.view_functions, found, fails)
    for accept, is_page in (("text/html,*/*;q=0.8", True), ("*/*", False)):
        answer = desk.client.get("/", headers={"Accept": accept, "Accept-Language": language})
        text = answer.get_data(as_text=True)
        assert answer.status_code == 500
        assert said in text and "a secret" not in text
        assert (title in text) is is_page
        assert answer.headers["Cache-Control"] == "private, no-store"

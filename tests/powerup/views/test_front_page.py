"""The bare address says what this is, in both languages, and nothing of whose boards these are; an unknown
one says where to go.
"""

from __future__ import annotations

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

"""The bare address says what this is, in both languages, and nothing of whose boards these are."""

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

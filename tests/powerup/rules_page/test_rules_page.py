"""The page with a board's rules."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from desk import Desk
from flask import Flask

from powerup.views import blueprint
from rules.mentions import MENTIONS
from sync.rulebook.urls import rules_token, rules_url


def _path(still: Desk) -> str:
    settings = still.school.parts.settings
    url = rules_url(settings.public_url, settings.secret, still.board())
    return url.removeprefix(settings.public_url)


def test_each_mention_has_the_anchor_that_comments_link_to(still: Desk) -> None:
    page = still.client.get(_path(still)).get_data(as_text=True)
    anchors = re.findall(r'<section id="([a-z-]+)">', page)
    assert anchors == [code for code, each in MENTIONS.items() if "soutenances" in each.KINDS]


def test_the_page_names_the_lists_and_says_when_it_was_in_force(still: Desk) -> None:
    page = still.client.get(_path(still)).get_data(as_text=True)
    assert "« Profil à mettre à jour »" in page.replace("\u00a0", " ")
    assert re.search(r"Version 1, en vigueur depuis le \w+\u00a0\d", page)


@pytest.mark.parametrize(
    ("query", "accepts", "language"),
    [("", "en-GB,fr;q=0.5", "en"), ("?lang=fr", "en", "fr"), ("", "de", "fr"), ("", "fr-CA", "fr")],
)
def test_the_page_speaks_the_language_of_who_reads(
    still: Desk, query: str, accepts: str, language: str
) -> None:
    page = still.client.get(_path(still) + query, headers={"Accept-Language": accepts})
    assert f'<html lang="{language}">' in page.get_data(as_text=True)


def test_an_address_made_with_the_secret_before_still_opens(still: Desk) -> None:
    powerup = still.school.parts.powerup
    changed = replace(powerup, secrets=("the-new-secret", *powerup.secrets))
    app = Flask("after the change")
    app.register_blueprint(blueprint(changed))
    new = f"/reglement/{rules_token('the-new-secret', still.board())}"
    for path in (_path(still), new):
        assert app.test_client().get(path).status_code == 200


def test_another_token_shows_nothing(still: Desk) -> None:
    assert still.client.get("/reglement/" + "0" * 32).status_code == 404
    assert still.client.get("/reglement/é").status_code == 404


def test_an_address_that_leads_nowhere_says_what_to_do_in_both_languages(still: Desk) -> None:
    french = still.client.get("/reglement/" + "0" * 32 + "?lang=fr").get_data(as_text=True)
    assert "Cette page n’est plus là" in french and "demandez l’adresse à un responsable" in french
    english = still.client.get("/reglement/" + "0" * 32 + "?lang=en").get_data(as_text=True)
    assert "ask a manager for the address" in english


def test_the_page_names_nobody_and_runs_no_script(still: Desk) -> None:
    response = still.client.get(_path(still))
    page = response.get_data(as_text=True)
    names = [one["fullName"] for one in still.school.sandbox.state.members.values()]
    assert not [name for name in names if name in page and name != "Greffier"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "<script" not in page


def test_no_sentence_of_the_page_has_a_place_left_to_fill(still: Desk) -> None:
    for language in ("fr", "en"):
        page = still.client.get(f"{_path(still)}?lang={language}").get_data(as_text=True)
        assert "{" not in page

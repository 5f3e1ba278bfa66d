"""The headers that every answer of ours has, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from harness import School, school

from greffier.app import create_app
from greffier.composition import Greffier

PATHS = ("/health", "/metrics", "/powerup/", "/powerup/api/board", "/webhooks/trello", "/nowhere")


@pytest.fixture(scope="module")
def the_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with school(tmp_path_factory.mktemp("school")) as made:
        yield made


def _client(the_school: School, public_url: str) -> FlaskClient:
    parts = Greffier(replace(the_school.parts.settings, public_url=public_url))
    return create_app(parts).test_client()


def test_behind_https_every_answer_says_so_for_a_year(the_school: School) -> None:
    client = _client(the_school, "https://greffier.ecole.example")
    for path in PATHS:
        told = client.get(path).headers["Strict-Transport-Security"]
        assert int(told.removeprefix("max-age=")) >= 365 * 24 * 3600


def test_without_https_nothing_is_promised_of_it(the_school: School) -> None:
    client = _client(the_school, "http://127.0.0.1:8000")
    assert "Strict-Transport-Security" not in client.get("/health").headers


@pytest.mark.parametrize("path", ["/health", "/metrics", "/nowhere", "/powerup/api/board"])
def test_what_has_no_policy_of_its_own_is_shown_in_no_frame(the_school: School, path: str) -> None:
    policy = _client(the_school, "").get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_what_trello_shows_may_be_framed_by_trello_alone(the_school: School) -> None:
    policy = _client(the_school, "").get("/powerup/").headers["Content-Security-Policy"]
    (ancestors,) = (each for each in policy.split("; ") if each.startswith("frame-ancestors"))
    assert ancestors.split()[1] == "https://trello.com"


@pytest.mark.parametrize("host", ["evil.example", 'evil"><x', "[::1", "evil.example:99999"])
@pytest.mark.parametrize("path", ["/powerup", "/powerup//", "//evil.example/powerup"])
def test_no_redirection_leads_to_the_host_that_a_request_names(
    the_school: School, host: str, path: str
) -> None:
    response = _client(the_school, "").get(path, headers={"Host": host})
    assert response.status_code in (308, 404)
    if response.status_code == 308:
        assert response.headers["Location"] == "/powerup/"

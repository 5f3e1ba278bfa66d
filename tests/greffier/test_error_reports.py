"""Errors are reported where that is asked for, and a report names nobody and holds no secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sentry_sdk
import structlog
from sentry_sdk.transport import Transport

from greffier import logs
from greffier.env_file import SettingsError
from greffier.settings import Settings, read_settings

DSN = "https://abc123@reports.example/7"
NAME, TOKEN = "Marie Dupont", "ATTA0123456789abcdef"


class Post(Transport):
    """Keeps what would have been sent."""

    sent: list[str] = []  # noqa: RUF012

    def capture_envelope(self, envelope: Any) -> None:
        self.sent += [json.dumps(each.payload.json) for each in envelope.items]


@pytest.fixture
def settings() -> Settings:
    return read_settings({"SENTRY_DSN": DSN}, ())


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[list[str]]:
    root, level = logging.getLogger(), logging.getLogger().level
    before = root.handlers[:]
    logs.set_up_logs()
    Post.sent = []
    yield Post.sent
    logs.report_errors(replace(settings, error_reports=""))
    sentry_sdk.get_client().close()
    # nothing of its own: it would stay in every query and page of the tests that follow
    sentry_sdk.init(default_integrations=False, auto_enabling_integrations=False)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def fail(student: str) -> None:
    token = TOKEN
    raise ValueError(f"{student} with {token} at https://trello.com/c/abc?token={token}")


def log_a_failure() -> None:
    sentry_sdk.set_user({"username": NAME})
    sentry_sdk.set_tag("student", NAME)
    sentry_sdk.set_extra("token", TOKEN)
    sentry_sdk.add_breadcrumb(message=NAME)
    try:
        fail(NAME)
    except ValueError as error:
        structlog.get_logger("greffier").error("run failed", title=NAME, exc_info=error)


def test_a_report_tells_type_and_place_and_neither_name_nor_token(
    post: list[str], settings: Settings
) -> None:
    logs.report_errors(settings, transport=Post)
    log_a_failure()
    (report,) = post
    assert "ValueError" in report
    assert "test_error_reports.py" in report and '"fail"' in report
    for secret in (NAME, "Marie", "Dupont", TOKEN, "trello.com", "username"):
        assert secret not in report
    told = json.loads(report)
    assert set(told) <= {"event_id", "timestamp", "level", "platform", "release", "exception"}


def test_faults_of_flask_and_other_libraries_are_reported_alike(
    post: list[str], settings: Settings
) -> None:
    logs.report_errors(settings, transport=Post)
    try:
        fail(NAME)
    except ValueError:
        logging.getLogger("flask.app").error("Exception on /powerup/%s", NAME, exc_info=True)
    (report,) = post
    assert "ValueError" in report and NAME not in report


def test_without_the_setting_nothing_is_sent(post: list[str], settings: Settings) -> None:
    logs.report_errors(replace(settings, error_reports=""), transport=Post)
    log_a_failure()
    assert post == []


def test_a_missing_package_is_one_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentry_sdk", None)
    with pytest.raises(SettingsError) as caught:
        logs.report_errors(settings)
    (sentence,) = caught.value.problems
    assert "sentry-sdk" in sentence and "abc123" not in sentence


def test_the_address_holds_a_key_and_is_not_shown(settings: Settings, tmp_path: Path) -> None:
    assert "abc123" not in repr(settings)

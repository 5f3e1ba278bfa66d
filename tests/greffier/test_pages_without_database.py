"""What is answered while the database is away: one sentence, in the reader's language, and 503."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import school
from sqlalchemy import exc

from greffier.app import create_app

AWAY = (exc.OperationalError("", {}, Exception("gone")), exc.TimeoutError("none left"))


@pytest.mark.parametrize("error", AWAY, ids=["gone", "none-left"])
def test_one_sentence_that_says_what_to_do(tmp_path: Path, error: Exception) -> None:
    with school(tmp_path) as made:
        app = create_app(made.parts)

        @app.get("/broken")
        def broken() -> str:
            raise error

        for language, words in (
            ("fr", "réessayez dans une minute"),
            ("en", "try again in a minute"),
        ):
            answer = app.test_client().get("/broken", headers={"Accept-Language": language})
            assert answer.status_code == 503
            assert words in answer.text
            assert answer.headers["Retry-After"] == "60"
            assert "gone" not in answer.text

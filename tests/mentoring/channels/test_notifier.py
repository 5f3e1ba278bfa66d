"""The notifier hands a message to Apprise, and says what is wrong with an address without its secret."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from mentoring.channels.notifier import Notifier
from rules.rulebook.channels import Channel


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
class TestApprise:
    """The genuine library, against a server on this machine."""

    @pytest.fixture
    def server(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        heard: list[dict[str, Any]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                heard.append(json.loads(self.rfile.read(length)))
                self.send_response(500 if self.path == "/down" else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        made = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"json://127.0.0.1:{made.server_port}", heard
        made.shutdown()
        thread.join()
        made.server_close()

    def test_a_message_arrives(self, server: tuple[str, list[dict[str, Any]]]) -> None:
        url, heard = server
        send = Notifier({"MENTORS": f"{url}/hook"})
        assert send(Channel("mentors", ("$MENTORS",)), "Titre", "Un texte & <b>rien</b>") == ""
        assert heard[0]["title"] == "Titre"
        assert heard[0]["message"] == "Un texte & <b>rien</b>"

    def test_one_place_that_is_down_does_not_keep_the_message_from_another(
        self, server: tuple[str, list[dict[str, Any]]]
    ) -> None:
        url, heard = server
        channel = Channel("mentors", (f"{url}/down", f"{url}/hook"))
        assert Notifier({})(channel, "Titre", "texte") == "JSON did not take the message"
        assert len(heard) == 2

    def test_an_address_that_cannot_be_used_is_told_without_its_secret(self) -> None:
        channel = Channel("mentors", ("slack://token-very-secret",))
        error = Notifier({})(channel, "Titre", "texte")
        assert "slack" in error
        assert "secret" not in error

    def test_a_variable_that_is_not_set_is_named(self) -> None:
        error = Notifier({})(Channel("mentors", ("$MENTORS",)), "Titre", "texte")
        assert error == "$MENTORS is not set in the environment"

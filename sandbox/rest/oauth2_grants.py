"""OAuth 2.0 as Trello's documents tell it: PKCE, an access token of an hour, a refresh token for one use.

What is not established is strict here: a refresh token that comes twice ends the grant.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, request

from sandbox.core import Sandbox, invented
from sandbox.state.ids import iso

HOUR = 3600
CLIENT_ID = "sandbox-client"
Json = dict[str, Any]


class Grants:
    """What was granted: codes that wait, refresh tokens that are still good, and access tokens."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.codes: dict[str, Json] = {}
        self.refresh: dict[str, str] = {}
        self.made = 0

    def code(self, wanted: Json) -> str:
        """Return a code for whoever shows the verifier of this challenge."""
        made = self._new("code")
        self.codes[made] = wanted
        return made

    def exchange(self, code: str, verifier: str) -> Json | None:
        """Return tokens for a code, once; None where the code or its verifier is wrong."""
        wanted = self.codes.pop(code, None)
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if wanted is None or not hmac.compare_digest(challenge, wanted["code_challenge"]):
            return None
        return self._tokens("")

    def rotate(self, token: str) -> Json | None:
        """Return new tokens for a refresh token. One that is used twice ends all, and gives None."""
        before = self.refresh.pop(token, None)
        if before is None:
            self.refresh.clear()
            return None
        return self._tokens(before)

    def _tokens(self, before: str) -> Json:
        state, access, refresh = self.sandbox.state, self._new("access"), self._new("refresh")
        with state.lock:
            grant = state.tokens[self.sandbox.token]
            until = iso(state.now() + timedelta(seconds=HOUR))
            state.tokens[access] = {
                **grant,
                "id": state.new_id(),
                "dateExpires": until,
                "bearer": True,
            }
            for each in state.webhooks.values():
                if each["token"] == before:
                    each["token"] = access
        self.refresh[refresh] = access
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": HOUR,
            "token_type": "Bearer",
        }

    def _new(self, kind: str) -> str:
        self.made += 1
        return invented(f"oauth2 {kind} {self.made}", 40)


def blueprint(sandbox: Sandbox) -> Blueprint:
    """Return the views: `/authorize`, where the answer is always yes, and `/oauth/token`."""
    views = Blueprint("oauth2", __name__)
    grants = Grants(sandbox)

    @views.get("/authorize")
    def authorize() -> Response:
        asked = request.args
        if asked.get("client_id") != CLIENT_ID or asked.get("code_challenge_method") != "S256":
            return Response("invalid_request", 400)
        found = {"code": grants.code(dict(asked)), "state": asked.get("state", "")}
        return redirect(f"{asked['redirect_uri']}?{urlencode(found)}")  # type: ignore[return-value]

    @views.post("/oauth/token")
    def token() -> tuple[Response, int]:
        sent = request.form
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT_ID, sandbox.secret):
            return jsonify(error="invalid_client"), 401
        if sent.get("grant_type") == "refresh_token":
            made = grants.rotate(sent.get("refresh_token", ""))
        else:
            made = grants.exchange(sent.get("code", ""), sent.get("code_verifier", ""))
        return (jsonify(made), 200) if made else (jsonify(error="invalid_grant"), 403)

    return views

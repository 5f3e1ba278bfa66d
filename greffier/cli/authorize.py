"""`greffier authorize`: a person lets Greffier in by OAuth 2.0, in their browser."""

from __future__ import annotations

import secrets
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import click

from greffier.cli.shared.assembly import end, greffier
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.migrations.migrate import migrate
from sync.trello.oauth_client import Client

_NOT_SET: Final = Sentence(
    "OAuth 2.0 n'est pas réglé : TRELLO_OAUTH_CLIENT_ID et TRELLO_OAUTH_CLIENT_SECRET viennent de "
    "trello.com/apps/admin. Avec une clé et un jeton, cette commande ne sert à rien.",
    "OAuth 2.0 is not set up: TRELLO_OAUTH_CLIENT_ID and TRELLO_OAUTH_CLIENT_SECRET come from "
    "trello.com/apps/admin. With a key and a token this command is of no use.",
)
_OPEN: Final = Sentence(
    "Ouvrez cette adresse dans le navigateur où le membre de Greffier est connecté à Trello, et acceptez :",
    "Open this address in the browser where Greffier's member is signed in to Trello, and accept:",
)
_PASTE: Final = Sentence(
    "Collez l'adresse où le navigateur est arrivé ({back}?code=…)",
    "Paste the address where the browser arrived ({back}?code=…)",
)
_OTHER: Final = Sentence(
    "cette adresse n'est pas la réponse à cette demande : recommencez, et collez-la en entier.",
    "this address is not the answer to this request: start again, and paste it whole.",
)
_REFUSED: Final = Sentence(
    "Trello n'a pas donné accès ({why}) : recommencez ; si cela dure, vérifiez TRELLO_OAUTH_CLIENT_SECRET "
    "et TRELLO_OAUTH_TOKEN_URL.",
    "Trello gave no access ({why}): start again; if it lasts, check TRELLO_OAUTH_CLIENT_SECRET and "
    "TRELLO_OAUTH_TOKEN_URL.",
)
_DONE: Final = Sentence(
    "Accès donné, au nom de @{bot}. `greffier doctor` le vérifie ; redémarrez le service.",
    "Access given, as @{bot}. `greffier doctor` checks it; restart the service.",
)


@click.command()
def authorize() -> None:
    """Donne accès à Trello par OAuth 2.0, dans un navigateur (inutile avec une clé et un jeton)."""
    with greffier(("PUBLIC_URL",), rulebook=False) as parts:
        client, language = parts.settings.oauth, parts.settings.language
        if client is None:
            end(_NOT_SET.in_(language), 2)
        from sync.trello.oauth2 import OAuth2, OAuthError

        migrate(parts.database)
        back = f"{parts.settings.public_url}/"
        consent = Consent(client, back)
        click.echo(_OPEN.in_(language))
        click.echo(consent.url)
        code = consent.code(click.prompt(fill(_PASTE, language, {"back": back})))
        if not code:
            end(_OTHER.in_(language), 2)
        try:
            answer = consent.exchange(code)
        except (OAuthError, OSError, ValueError) as error:
            why = getattr(error, "error", None) or type(error).__name__
            end(fill(_REFUSED, language, {"why": why}), 1)
        OAuth2(client, parts.database).accept(answer)
        click.echo(fill(_DONE, language, {"bot": parts.gateway.me().get("username")}))


class Consent:
    """One request for access: its address, and the tokens that its answer brings."""

    def __init__(self, client: Client, back: str) -> None:
        from sync.trello.oauth2 import talk

        self._client, self._verifier = client, secrets.token_urlsafe(48)
        self._session = talk(client, scope=client.scopes, redirect_uri=back)
        self.url, self._state = self._session.create_authorization_url(
            client.authorize_url,
            code_verifier=self._verifier,
            audience="api.atlassian.com",
            prompt="consent",
        )

    def code(self, address: str) -> str:
        """Return the code in the address that the browser came back to; "" for another request's."""
        asked = parse_qs(urlsplit(address.strip()).query)
        states = asked.get("state", [""])
        return asked.get("code", [""])[0] if secrets.compare_digest(states[0], self._state) else ""

    def exchange(self, code: str) -> dict[str, Any]:
        """Return the tokens for that code. Raises Authlib's and the network's errors."""
        return dict(
            self._session.fetch_token(
                self._client.token_url, code=code, code_verifier=self._verifier, timeout=10.0
            )
        )

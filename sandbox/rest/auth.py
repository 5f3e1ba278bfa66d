"""Who calls: key and token in the query, the body or the OAuth header, and what they may do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import TrelloError, unauthorized
from sandbox.state.ids import iso
from sandbox.state.shapes import Json
from sandbox.state.store import State

PAIR = re.compile(r'(oauth_consumer_key|oauth_token)="([^"]*)"')
WRITERS = ("admin", "normal")


@dataclass(frozen=True)
class Caller:
    """A key with a token that it owns, and the member who granted the token."""

    key: str
    token: str
    member: str
    app: str
    scopes: tuple[str, ...]


def credentials(header: str, params: Json) -> tuple[str, str]:
    """Return key and token as sent, empty where absent; the header wins. A bearer's token has no key."""
    if header.startswith("Bearer "):
        return "", header.removeprefix("Bearer ")
    if header.startswith("OAuth "):
        found = dict(PAIR.findall(header))
        return found.get("oauth_consumer_key", ""), found.get("oauth_token", "")
    return str(params.get("key") or ""), str(params.get("token") or "")


def identify(state: State, key: str, token: str) -> Caller:
    """Return the caller. Raises Trello's refusals (401): `invalid key`, `invalid token`, `unauthorized…`."""
    grant = state.tokens.get(token)
    if not key and grant is not None and grant.get("bearer"):
        key = grant["key"]
    if key not in state.keys:
        raise TrelloError(401, "invalid token" if token and not key else "invalid key")
    if not token:
        raise unauthorized()
    if grant is None or grant["key"] != key or _expired(state, grant):
        raise TrelloError(401, "invalid token")
    app = state.keys[key]["app"]
    return Caller(key, token, grant["idMember"], app, tuple(grant["scopes"]))


def _expired(state: State, grant: Json) -> bool:
    return grant["dateExpires"] is not None and grant["dateExpires"] <= iso(state.now())


def check_board(state: State, caller: Caller, board: Json, *, write: bool) -> None:
    """Refuse all but members of the board (401). Observers only read; writing needs the token's scope."""
    membership = state.membership(board, caller.member)
    if membership is None or membership["deactivated"]:
        raise unauthorized()
    if write and (membership["memberType"] not in WRITERS or "write" not in caller.scopes):
        raise unauthorized()


def check_admin(state: State, caller: Caller, board: Json) -> None:
    """Refuse all but admins of the board: they alone change who belongs to it."""
    check_board(state, caller, board, write=True)
    membership = state.membership(board, caller.member)
    if membership is None or membership["memberType"] != "admin":
        raise unauthorized()

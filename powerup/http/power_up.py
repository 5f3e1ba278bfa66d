"""What the pages and endpoints of the Power-Up need from the rest of Greffier, and who calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from powerup.http import texts
from powerup.http.errors import Denied
from powerup.http.identity import CannotVerify, Claims, Forged, Identity
from rules.rulebook.values import BoardRules, Rulebook
from rules.verdict import Language
from sync.rights.permissions import Person, person_on, takes_part
from sync.rulebook.versions import RulesInForce
from sync.storage.database import Database
from sync.use_cases.fixes import Fixes
from sync.use_cases.linked_card import board_for_linked


@dataclass(frozen=True, slots=True)
class PowerUp:
    """The parts of one process. `bot_id`: the clerk's own member id; `language`: where a reader names none;
    `api_url`, `library`: addresses of Trello's API and client library; `mails`: whether mail is sent.
    """

    database: Database
    rules: RulesInForce
    fixes: Fixes
    identity: Identity
    bot_id: Callable[[], str | None]
    language: Language
    public_url: str
    secrets: tuple[str, ...]
    api_url: str
    library: str
    mails: bool = False

    @property
    def secret(self) -> str:
        """What signs the addresses that are made now; any of `secrets` may have signed those in use."""
        return self.secrets[0] if self.secrets else ""

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force now."""
        return self.rules()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, with the rules of the board they are looking at."""

    person: Person
    rules: BoardRules


def caller_of(powerup: PowerUp, authorization: str) -> Caller:
    """Return the caller with this `Authorization` header. Raises `Denied` for a token that proves nothing,
    and for whoever takes no part in the board.
    """
    claims = _claims(powerup, authorization)
    rules = powerup.rulebook.board(claims.board_id)
    person = None
    if rules is not None:
        with powerup.database.transaction() as session:
            person = person_on(session, rules, claims.member_id)
    if rules is None or person is None:
        raise Denied(403, "not-here", texts.NOT_HERE)
    return Caller(person, rules)


def taking_part(powerup: PowerUp, authorization: str) -> None:
    """Return if the caller takes part in the board that they look at; raises `Denied` for everybody else.
    Cheaper than `caller_of`: for what is asked again and again and says nothing about anybody.
    """
    claims = _claims(powerup, authorization)
    rules = powerup.rulebook.board(claims.board_id)
    if rules is not None:
        with powerup.database.transaction() as session:
            if takes_part(session, rules.board, claims.member_id):
                return
    raise Denied(403, "not-here", texts.NOT_HERE)


def _claims(powerup: PowerUp, authorization: str) -> Claims:
    kind, _, token = authorization.partition(" ")
    try:
        return powerup.identity.verify(token.strip() if kind.lower() == "bearer" else "")
    except Forged as error:
        raise Denied(401, "sign-in", texts.SIGN_IN) from error
    except CannotVerify as error:
        raise Denied(503, "later", texts.LATER) from error


def other_board(powerup: PowerUp, caller: Caller) -> BoardRules | None:
    """Return the board of the other kind for linked cards, None where the caller may not write on any."""
    with powerup.database.transaction() as session:
        return board_for_linked(session, powerup.rulebook, caller.rules.kind, caller.person.id)

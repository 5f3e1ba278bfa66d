"""Who may be believed: tokens, keys, and their changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from powerup.http.identity import CannotVerify, Claims, Forged, Identity, KeyRing
from sandbox.jwts import JwtKeys
from sync.trello.errors import Unavailable

PLUGIN, BOARD, MEMBER = "a" * 24, "b" * 24, "c" * 24
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Trello:
    """The publisher of keys: counts questions, changes keys, breaks."""

    def __init__(self) -> None:
        self.keys = JwtKeys()
        self.asked, self.down, self.time = 0, False, START
        self.identity = Identity(KeyRing(self.fetch, lambda: self.time), PLUGIN)

    def fetch(self) -> list[str]:
        self.asked += 1
        if self.down:
            raise Unavailable("GET resource: no answer")
        return self.keys.public()

    def token(self, **more: Any) -> str:
        values = {"plugin": PLUGIN, "board": BOARD, "member": MEMBER, **more}
        return self.keys.sign(**values, now=self.time.timestamp())

    def verify(self, token: str) -> Claims:
        return self.identity.verify(token)


@pytest.fixture
def trello() -> Trello:
    return Trello()


def test_a_genuine_token_tells_member_and_board(trello: Trello) -> None:
    assert trello.verify(trello.token()) == Claims(BOARD, MEMBER)


def test_keys_are_asked_for_once_in_four_hours(trello: Trello) -> None:
    for minutes in (0, 10, 230):
        trello.time = START + timedelta(minutes=minutes)
        trello.verify(trello.token())
    assert trello.asked == 1
    trello.time = START + timedelta(minutes=241)
    trello.verify(trello.token())
    assert trello.asked == 2


def test_new_keys_are_found_at_once(trello: Trello) -> None:
    trello.verify(trello.token())
    trello.time += timedelta(minutes=2)
    trello.keys.rotate()
    assert trello.verify(trello.token()).member_id == MEMBER


def test_a_token_signed_with_the_older_of_two_keys_is_good(trello: Trello) -> None:
    token = trello.token()
    trello.keys.rotate()
    assert trello.verify(token).board_id == BOARD


def test_forged_tokens_do_not_make_us_ask_more_than_once_a_minute(trello: Trello) -> None:
    forger = Trello()
    for _ in range(20):
        with pytest.raises(Forged):
            trello.verify(forger.token())
    assert trello.asked == 1


def test_while_trello_is_slow_forged_tokens_hold_nobody(trello: Trello) -> None:
    genuine, slow, asking = trello.token(), threading.Event(), threading.Event()
    trello.verify(genuine)
    forged = JwtKeys().sign(PLUGIN, BOARD, MEMBER, now=trello.time.timestamp())
    trello.time += timedelta(minutes=2)
    keys = trello.fetch

    def fetch() -> list[str]:
        asking.set()
        assert slow.wait(60)
        return keys()

    trello.identity.ring.fetch = fetch
    told: list[type[Exception]] = []

    def try_forged() -> None:
        try:
            trello.verify(forged)
        except (Forged, CannotVerify) as error:
            told.append(type(error))

    first, *others = [threading.Thread(target=try_forged) for _ in range(8)]
    first.start()
    assert asking.wait(60)
    for each in others:
        each.start()
    for each in others:
        each.join(60)
    assert told == [CannotVerify] * 7, "nobody waits for the one who asks"
    assert trello.verify(genuine) == Claims(BOARD, MEMBER)
    slow.set()
    first.join(60)
    assert told[7:] == [Forged]


def test_while_the_keys_cannot_be_read_nobody_is_called_a_forger(trello: Trello) -> None:
    trello.down = True
    with pytest.raises(CannotVerify):
        trello.verify(trello.token())


def test_known_keys_go_on_working_while_trello_is_down(trello: Trello) -> None:
    trello.verify(trello.token())
    trello.down, trello.time = True, START + timedelta(hours=5)
    assert trello.verify(trello.token()).member_id == MEMBER


def _other_plugin(trello: Trello) -> str:
    return trello.token(plugin="d" * 24)


def _expired(trello: Trello) -> str:
    return trello.token(lifetime=-60)


def _unsigned(trello: Trello) -> str:
    claims = jwt.decode(trello.token(), options={"verify_signature": False})
    return jwt.encode(claims, None, algorithm="none")


def _signed_with_the_public_key_as_secret(trello: Trello) -> str:
    claims = jwt.decode(trello.token(), options={"verify_signature": False})
    return jwt.encode(claims, "a public text, used as a secret of HS256", algorithm="HS256")


def _other_issuer(trello: Trello) -> str:
    claims = jwt.decode(trello.token(), options={"verify_signature": False})
    return jwt.encode({**claims, "iss": "me"}, trello.keys._keys[0].private, algorithm="RS256")


def _without(name: str) -> Callable[[Trello], str]:
    def make(trello: Trello) -> str:
        claims = jwt.decode(trello.token(), options={"verify_signature": False})
        del claims[name]
        return jwt.encode(claims, trello.keys._keys[0].private, algorithm="RS256")

    return make


@pytest.mark.parametrize(
    "make",
    [
        _other_plugin,
        _expired,
        _unsigned,
        _signed_with_the_public_key_as_secret,
        _other_issuer,
        _without("exp"),
        _without("idMember"),
        _without("idBoard"),
        lambda _: "",
        lambda _: "not.a.token",
        lambda trello: trello.token()[:-4] + "AAAA",
        lambda trello: trello.token(state="x" * 9000),
    ],
)
def test_what_proves_nothing_is_refused(trello: Trello, make: Callable[[Trello], str]) -> None:
    with pytest.raises(Forged):
        trello.verify(make(trello))


def test_a_genuine_token_of_another_power_up_is_told_once_refused(trello: Trello) -> None:
    seen: list[str] = []
    identity = Identity(KeyRing(trello.fetch, lambda: trello.time), PLUGIN, seen.append)
    for token in (trello.token(plugin="d" * 24), trello.token(plugin="d" * 24)[:-4] + "AAAA"):
        with pytest.raises(Forged):
            identity.verify(token)
    assert seen == ["d" * 24]


def test_without_a_power_up_nobody_is_believed() -> None:
    trello = Trello()
    identity = Identity(KeyRing(trello.fetch), "")
    with pytest.raises(CannotVerify):
        identity.verify(trello.token(plugin=""))

"""A delivery is genuine when its signature is, byte for byte."""

from __future__ import annotations

import hmac
import json

import pytest

from webhooks import signature
from webhooks.signature import is_genuine, sign

SECRET = "secret-de-test-0123456789abcdef"
URL = "https://exemple.test/webhooks/trello?board=soutenances"

# body, callback URL, secret, signature: the last one computed by `openssl dgst -sha1 -hmac` alone.
VECTORS = [
    ("", URL, SECRET, "E9u7Afhjb1gNlAOya59u780ujSw="),
    ('{"action":{}}', URL, SECRET, "8MaN52G5v4meADU4IkkOLpGxisE="),
    ('{"name":"Léa Dupont – DA Python 🎓"}', URL, SECRET, "z07iyp60Wab7lxPpRsbhB1J7brQ="),
    (
        '{ "some": "data", "value": 3 }',
        "https://something",
        "client-secret",
        "/qKoB9Rf4446ZFqRNhV5uDojdas=",
    ),
]


@pytest.mark.parametrize(("body", "url", "secret", "expected"), VECTORS)
def test_it_is_what_openssl_computes(body: str, url: str, secret: str, expected: str) -> None:
    assert sign(body.encode(), url, secret) == expected
    assert is_genuine(body.encode(), expected, url, [secret])


BODY = '{"name":"Léa"}'.encode()
RIGHT = sign(BODY, URL, SECRET)


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "",
        " ",
        RIGHT[:-1],
        RIGHT.swapcase(),
        RIGHT + "A",
        "LeCJzA5aHiwh4zcxLhY25TJSNg=",  # not even 20 bytes
        "你好世界",
        "é" * 28,
        "\x00" * 28,
        sign(BODY, URL.partition("?")[0], SECRET),
        sign(json.dumps(json.loads(BODY)).encode(), URL, SECRET),  # read and written again
        sign(BODY, URL, SECRET + "x"),
    ],
)
def test_anything_else_is_forged(forged: str | None) -> None:
    assert not is_genuine(BODY, forged, URL, [SECRET])


def test_one_changed_byte_of_the_body_is_enough() -> None:
    for place in range(len(BODY)):
        changed = bytearray(BODY)
        changed[place] ^= 1
        assert not is_genuine(bytes(changed), RIGHT, URL, [SECRET])


def test_the_comparison_takes_the_same_time_wherever_the_first_error_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[str, str]] = []
    constant_time = hmac.compare_digest

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return constant_time(one, other)

    monkeypatch.setattr(signature.hmac, "compare_digest", compare)
    assert is_genuine(BODY, RIGHT, URL, [SECRET])
    assert compared == [(RIGHT, RIGHT)]


def test_while_the_secret_is_changed_both_are_believed() -> None:
    assert is_genuine(BODY, RIGHT, URL, ["the-new-secret", SECRET])
    assert is_genuine(BODY, sign(BODY, URL, "the-new-secret"), URL, ["the-new-secret", SECRET])
    assert not is_genuine(BODY, sign(BODY, URL, "a-third"), URL, ["the-new-secret", SECRET])


def test_without_a_secret_nothing_is_genuine() -> None:
    assert not is_genuine(BODY, sign(BODY, URL, ""), URL, [])

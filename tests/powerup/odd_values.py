"""Bodies of requests that no page sends: no JSON, deep, huge, of another kind, at the ends of time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

HALF, NUL = "a\\ud800", "a\\u0000b"
DEEP = "[" * 7_000 + "]" * 7_000
NO_JSON = ("", "{", "\x00", DEEP, f'{{"x": {DEEP}}}', "[]", "null", '"x"', "1", f"[{'1,' * 4000}1]")
JSON = "application/json"
DATES = ("0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "99:99")
TEXTS = (
    *(f'"{each}"' for each in DATES),
    f'"{HALF}"',
    f'"{NUL}"',
    '"\\u202e\\u2028"',
    f'"{"x" * 9_000}"',
    '""',
)
LARGER = 2**31
"""The first number that PostgreSQL's ids are not compared with."""

NUMBERS = (
    "1e999",
    "-1e999",
    "NaN",
    "9" * 5_000,
    "9" * 300,
    str(LARGER),
    "-1",
    "0",
    "2.5",
    "1e300",
)
KINDS = ("null", "true", "[]", "{}", '[null, 1, [], {"x": []}]', '{"x": {"y": []}}')
VALUES = (*TEXTS, *NUMBERS, *KINDS)
KEPT = (
    *(f'"{each}"' for each in DATES[:4]),
    "-1",
    str(2**31 - 1),
    "2.5",
    "null",
    '[null, 1, [], {"x": []}]',
    "{}",
)
"""Of these, what the door lets in: a view must cope."""


def odd_bodies(usual: Mapping[str, Any]) -> Iterator[str]:
    """What is no object; then the usual fields, of which one is odd, or all are."""
    yield from (*NO_JSON, "{}", f'{{"{HALF}": 1}}', f'{{"{NUL}": 1}}')
    told = {key: json.dumps(each) for key, each in usual.items()}
    yield _json(told)
    for value in VALUES:
        yield _json(dict.fromkeys(told, value))
        for key in told if len(told) > 1 and value in KEPT else ():
            yield _json({**told, key: value})


def _json(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": {value}' for key, value in fields.items()) + "}"

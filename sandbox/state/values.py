"""What Trello makes of the texts, numbers and lists that a request carries, and what it refuses."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from sandbox.errors import invalid_id, invalid_value
from sandbox.state.ids import ID, iso, parse_iso

Json = dict[str, Any]
TEXT_LIMIT = 16_384
YES = ("true", "1")
NO = ("false", "0")


def text(name: str, value: Any, *, required: bool = False) -> str:
    """Read a text of at most 16,384 characters; `required`: not only spaces."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise invalid_value(name)
    string = str(value)
    if len(string) > TEXT_LIMIT or (required and not string.strip()):
        raise invalid_value(name)
    return string


def boolean(name: str, value: Any) -> bool:
    """Read `true` and `false`, as JSON or as text."""
    if isinstance(value, bool):
        return value
    if str(value).lower() in YES:
        return True
    if str(value).lower() in NO:
        return False
    raise invalid_value(name)


def date(name: str, value: Any) -> str | None:
    """Read an instant in Trello's form; null, `null` and the empty text clear it."""
    if value in (None, "", "null"):
        return None
    try:
        return iso(parse_iso(str(value)))
    except (ValueError, OverflowError):
        raise invalid_value(name) from None


def identifier(name: str, value: Any) -> str:
    """Read 24 hex digits, small."""
    if not isinstance(value, str) or not ID.match(value):
        raise invalid_value(name)
    return value.lower()


def identifiers(name: str, value: Any) -> list[str]:
    """Read ids as a JSON array or separated by commas; the empty text is no id."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [identifier(name, str(part).strip()) for part in parts if str(part).strip()]


def path_id(value: str) -> str:
    """Read an id inside a path: anything else is `invalid id`."""
    if not ID.match(value):
        raise invalid_id()
    return value.lower()


def integer(name: str, value: Any, default: int, low: int, high: int) -> int:
    """Read a whole number within bounds, `default` when absent."""
    if value in (None, ""):
        return default
    try:
        number = int(str(value))
    except ValueError:
        raise invalid_value(name) from None
    if not low <= number <= high:
        raise invalid_value(name)
    return number


def position(value: Any, neighbours: Iterable[float], name: str = "pos") -> float:
    """Read a number of 0 or more, or `top` or `bottom` among the neighbours' positions."""
    taken = sorted(neighbours)
    if value == "bottom":
        return taken[-1] + 16384 if taken else 16384
    if value == "top":
        return taken[0] / 2 if taken else 16384
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise invalid_value(name) from None
    if isinstance(value, bool) or not math.isfinite(number) or number < 0:
        raise invalid_value(name)
    return int(number) if number.is_integer() else number


def obj(name: str, value: Any) -> Json:
    """Read a JSON object, given as such or as text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise invalid_value(name) from None
    if not isinstance(value, dict):
        raise invalid_value(name)
    return value


def fields(name: str, value: Any, known: Iterable[str], default: Iterable[str]) -> list[str]:
    """Read field names: `all`, or names separated by commas. An unknown one is refused."""
    names = list(known)
    if value in (None, ""):
        return list(default)
    parts = value if isinstance(value, list) else str(value).split(",")
    asked = [str(part).strip() for part in parts if str(part).strip()]
    if asked == ["all"]:
        return names
    if asked in (["none"], ["false"]):
        return ["id"]
    if any(part not in names for part in asked):
        raise invalid_value(name)
    return ["id", *(part for part in asked if part != "id")]


def choice(name: str, value: Any, allowed: Iterable[str], default: str) -> str:
    """Read one word of a closed list; `true` means `default`, `false` means `none`."""
    if value in (None, "", True, "true"):
        return default
    if value in (False, "false"):
        return "none"
    if value not in set(allowed):
        raise invalid_value(name)
    return str(value)


def wanted(value: Any) -> bool:
    """Return whether a nested resource was asked for at all."""
    return value is not None and str(value).lower() not in ("", "false", "none", "0")

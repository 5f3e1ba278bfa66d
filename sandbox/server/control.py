"""`/sandbox`: the control surface for other processes, in JSON. Trello has nothing like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.faults import UnknownFaultError
from sandbox.gestures import Hand
from sandbox.rest.route import json_response, text_response
from sandbox.state.finder import UnknownNameError
from sandbox.state.shapes import Json, words

GESTURES = frozenset(name for name in vars(Hand) if not name.startswith("_"))
LIMIT_KNOBS = words("enabled key_max token_max interval member_max member_interval lock_after")
FAULT_KNOBS = ("hang_seconds", "slow_seconds", "late_seconds")


def blueprint(sandbox: Sandbox) -> Blueprint:
    """Return the routes below `/sandbox`."""
    pages = Blueprint("control", __name__, url_prefix="/sandbox")

    def route(method: str, rule: str, view: Callable[[Json], object]) -> None:
        def serve() -> Response:
            return _answer(view)

        pages.add_url_rule(rule, f"{method} {rule}", serve, methods=[method])

    for method, rule, view in _routes(sandbox):
        route(method, rule, view)
    return pages


def _routes(sandbox: Sandbox) -> list[tuple[str, str, Callable[[Json], object]]]:
    return [
        ("GET", "/credentials", lambda _: _credentials(sandbox)),
        ("GET", "/state", lambda _: sandbox.snapshot()),
        ("GET", "/requests", lambda _: [asdict(one) for one in list(sandbox.requests)]),
        ("DELETE", "/requests", lambda _: sandbox.requests.clear()),
        ("GET", "/deliveries", lambda _: _deliveries(sandbox)),
        ("POST", "/gestures", lambda body: _gesture(sandbox, body)),
        ("GET", "/faults", lambda _: _faults(sandbox)),
        ("PUT", "/faults", lambda body: _set_faults(sandbox, body)),
        ("DELETE", "/faults", lambda _: sandbox.faults.clear()),
        ("POST", "/faults/next", lambda body: sandbox.faults.next(**body)),
        ("PUT", "/knobs", lambda body: _set_knobs(sandbox, body)),
        ("POST", "/quiesce", lambda body: {"quiet": sandbox.quiesce(body.get("timeout", 30))}),
        ("POST", "/reset", lambda _: sandbox.reset()),
        ("POST", "/jwt", lambda body: {"jwt": sandbox.jwt(body.pop("who"), **body)}),
    ]


def _answer(view: Callable[[Json], object]) -> Response:
    body: Any = request.get_json(silent=True) if request.get_data() else {}
    if not isinstance(body, dict):
        return text_response("the body must be a JSON object", 400)
    try:
        return json_response(view(body))
    except TrelloError as refusal:
        return text_response(refusal.text, refusal.status)
    except (
        UnknownNameError,
        UnknownFaultError,
        TypeError,
        KeyError,
        ValueError,
        re.error,
    ) as error:
        return text_response(f"{type(error).__name__}: {error}", 400)


def _credentials(sandbox: Sandbox) -> Json:
    """Return what a client needs to be configured with."""
    return {
        "key": sandbox.key,
        "secret": sandbox.secret,
        "token": sandbox.token,
        "plugin": sandbox.plugin,
    }


def _deliveries(sandbox: Sandbox) -> Json:
    kept = list(sandbox.deliveries.log)
    names = ("action", "kind", "webhook", "url", "attempts", "outcome", "statuses")
    shown = [{name: getattr(one, name) for name in names} for one in kept]
    return {"pending": sandbox.deliveries.pending, "deliveries": shown}


def _gesture(sandbox: Sandbox, body: Json) -> object:
    """Do `{"member": "zoe", "gesture": "drag", "card": …, "into": …}`: see `gestures.Hand`."""
    member, name = body.pop("member"), body.pop("gesture")
    if name not in GESTURES:
        raise UnknownNameError(
            f"no gesture is called {name!r}; there are {', '.join(sorted(GESTURES))}"
        )
    return getattr(sandbox.act_as(member), name)(**body)


def _faults(sandbox: Sandbox) -> Json:
    return {"rates": sandbox.faults.rates, "happened": sandbox.faults.counts}


def _set_faults(sandbox: Sandbox, body: Json) -> Json:
    """Set probabilities by kind, and `seed`, `hang_seconds`, `slow_seconds`, `late_seconds`."""
    if "seed" in body:
        sandbox.faults.seed(int(body.pop("seed")))
    for name in FAULT_KNOBS:
        if name in body:
            setattr(sandbox.faults, name, float(body.pop(name)))
    sandbox.faults.set(**body)
    return _faults(sandbox)


def _set_knobs(sandbox: Sandbox, body: Json) -> Json:
    """Set `time_scale`, `delivery_timeout` (seconds), `heavy_cards`, and the limits by name."""
    pace = sandbox.deliveries.pace
    scale = float(body.pop("time_scale", pace.scale))
    sandbox.set_pace(scale, body.pop("delivery_timeout", pace.timeout))
    sandbox.reading.heavy_cards = int(body.pop("heavy_cards", sandbox.reading.heavy_cards))
    for name in LIMIT_KNOBS:
        if name in body:
            setattr(sandbox.limits, name, body.pop(name))
    if body:
        raise UnknownNameError(f"no knob is called {', '.join(body)}")
    return {"time_scale": scale, **{name: getattr(sandbox.limits, name) for name in LIMIT_KNOBS}}

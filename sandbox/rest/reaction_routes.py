"""`/1/actions/{id}/reactions`: emojis on comments."""

from __future__ import annotations

from flask import Blueprint

from sandbox.core import Sandbox
from sandbox.rest.route import Api, Call
from sandbox.state import reactions, values
from sandbox.state.shapes import Json


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("reactions", sandbox)

    @api.route("GET", "/actions/<action>/reactions")
    def read(call: Call, action: str) -> list[Json]:
        found = reactions.of_action(call.state, call.action(action))
        return [reactions.view(call.state, each) for each in found]

    @api.route("POST", "/actions/<action>/reactions")
    def react(call: Call, action: str) -> Json:
        chosen = reactions.emoji(call.params)
        return reactions.add(call.state, call.actor, call.action(action), chosen)

    @api.route("DELETE", "/actions/<action>/reactions/<reaction>")
    def take_back(call: Call, action: str, reaction: str) -> Json:
        found, identifier = call.action(action), values.path_id(reaction)
        reactions.remove(call.state, call.actor, found, identifier)
        return {"_value": None}

    return api.blueprint

"""Routes are taken apart once in a process: each test has applications of its own, with the same ones."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import Map, Rule, RuleFactory

_rules: dict[tuple[str, Any], tuple[dict[str, Any], Rule]] = {}
_maps: dict[tuple[object, ...], Map] = {}


def share_routes() -> None:
    """Have applications that are made from now on share what they have alike."""
    Flask.url_map_class = Routes
    Flask.url_rule_class = staticmethod(_rule)  # type: ignore[assignment]


def _rule(path: str, **options: Any) -> Rule:
    """The rule as it was made for the first application that has it; bound to none."""
    place = (path, options["endpoint"])
    known = _rules.get(place)
    if known is None or known[0] != options:
        known = _rules[place] = (options, Rule(path, **options))
    return known[1]


class Routes(Map):
    """A map that looks for one with the same rules when it is first asked."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._wanted: list[Rule] = []
        super().__init__(*args, **options)

    def add(self, rulefactory: RuleFactory) -> None:
        self._wanted.extend(rulefactory.get_rules(self))
        self._remap = True

    def update(self) -> None:
        if not self._remap:
            return
        with self._remap_lock:
            made = _maps.get(self._kind()) or self._taken_apart()
            self._matcher, self._rules_by_endpoint = made._matcher, made._rules_by_endpoint
            self._remap = False

    def _kind(self) -> tuple[object, ...]:
        """What decides how an address is read, and the rules themselves (they stay to the end)."""
        slashes = self.strict_slashes, self.merge_slashes, self.redirect_defaults
        converters = tuple(sorted(self.converters.items(), key=str))
        hosts = self.host_matching, self.default_subdomain
        return (*slashes, *hosts, converters, *map(id, self._wanted))

    def _taken_apart(self) -> Map:
        made = Map(
            default_subdomain=self.default_subdomain,
            strict_slashes=self.strict_slashes,
            merge_slashes=self.merge_slashes,
            redirect_defaults=self.redirect_defaults,
            converters=self.converters,
            host_matching=self.host_matching,
        )
        for each in self._wanted:
            copy: Any = each.empty()
            copy.provide_automatic_options = vars(each).get("provide_automatic_options")
            made.add(copy)
        made.update()
        return _maps.setdefault(self._kind(), made)

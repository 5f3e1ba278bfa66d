"""What a process of tests does once and not for each of its hundreds of schools: nothing that they see."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Map, Rule

STATEMENTS = 5_000
"""So many statements of SQL are kept: more than there are."""


def once_a_process() -> None:
    """Share what can be shared, from now on."""
    Rule.compile = _compile_once  # type: ignore[method-assign]
    Rule._compile_builder = _address_when_asked  # type: ignore[method-assign]
    sa.create_engine = _with_shared_statements
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]


def pass_over_what_is_there() -> None:
    """The collector of garbage does not look again and again at modules that stay to the end, and not
    as often at what a test has just made: many things, of which nearly all go by themselves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 20)


def _compile_once(rule: Rule) -> None:
    """Werkzeug takes each route apart for each application, and each test has applications of its own."""
    assert rule.map is not None
    key = (
        rule.rule,
        rule.subdomain,
        rule.host,
        rule.is_leaf,
        rule.merge_slashes,
        *_of_map(rule.map),
    )
    if key not in _routes:
        _compile(rule)
        _routes[key] = (rule._parts, rule._trace, rule._converters, frozenset(rule.arguments))
        return
    rule._parts, rule._trace, rule._converters, arguments = _routes[key]
    rule.arguments |= arguments
    rule._build = rule._compile_builder(False).__get__(rule, None)
    rule._build_unknown = rule._compile_builder(True).__get__(rule, None)


def _of_map(routes: Map) -> tuple[object, ...]:
    """What of an application's map decides how a route is taken apart."""
    return routes.host_matching, *(routes.converters[each] for each in sorted(routes.converters))


def _address_when_asked(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """Werkzeug compiles for each route how its address is built, which nearly nobody asks for, and
    each test has servers of its own.
    """
    return lambda self, **values: _compiled(rule, append_unknown)(self, **values)


def _with_shared_statements(*args: Any, **options: Any) -> sa.Engine:
    """SQLAlchemy writes out each statement once for an engine, and each test has engines of its own:
    here those for one kind of database know each other's.
    """
    engine = _create_engine(*args, **options)
    engine._compiled_cache = _statements.setdefault(engine.dialect, LRUCache(STATEMENTS))
    return engine


_compile, _compiled = Rule.compile, Rule._compile_builder
_routes: dict[Any, Any] = {}
_create_engine = sa.create_engine
_statements: dict[Any, Any] = {}

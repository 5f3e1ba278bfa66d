"""What a process of tests does once and not for each of its hundreds of schools: nothing that they see."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

STATEMENTS = 5_000
"""So many statements of SQL are kept: more than there are."""


def once_a_process() -> None:
    """Share what can be shared, from now on."""
    Rule._compile_builder = _address_when_asked  # type: ignore[method-assign]
    sa.create_engine = _with_shared_statements
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]


def pass_over_what_is_there() -> None:
    """The collector of garbage does not look again and again at modules that stay to the end."""
    gc.collect()
    gc.freeze()


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


_compiled = Rule._compile_builder
_create_engine = sa.create_engine
_statements: dict[Any, Any] = {}

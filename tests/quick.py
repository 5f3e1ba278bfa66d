"""What a process of tests does once and not for each of its hundreds of schools: nothing that they see."""

from __future__ import annotations

import gc
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from tests.routes import share_routes

STATEMENTS = 5_000
"""So many statements of SQL are kept: more than there are."""


def once_a_process() -> None:
    """Share what can be shared, from now on."""
    share_routes()
    sa.create_engine = _with_shared_statements
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]


def pass_over_what_is_there() -> None:
    """The collector of garbage does not look again and again at modules that stay to the end, and not
    as often at what a test has just made: many things, of which nearly all go by themselves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _with_shared_statements(*args: Any, **options: Any) -> sa.Engine:
    """SQLAlchemy writes out each statement once for an engine, and each test has engines of its own:
    here those for one kind of database know each other's.
    """
    engine = _create_engine(*args, **options)
    engine._compiled_cache = _statements.setdefault(engine.dialect, LRUCache(STATEMENTS))
    return engine


_create_engine = sa.create_engine
_statements: dict[Any, Any] = {}

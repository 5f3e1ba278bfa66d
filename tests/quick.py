"""What a process of tests does once and not for each of its hundreds of schools: nothing that they see."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlalchemy as sa

STATEMENTS = 5_000
"""So many statements of SQL are kept: more than there are."""


def once_a_process() -> None:
    """Share what can be shared, from now on: of what the tests have loaded. What is pure loads neither."""
    if "flask" in sys.modules:
        from tests.routes import share_routes

        share_routes()
    if "sqlalchemy" in sys.modules:
        _share_statements()
    if "structlog" in sys.modules:
        _tell_plainly_where_it_broke()
    if "mentoring.defences.follow.sweep" in sys.modules:
        from tests.sweep_oracle import compare_what_is_kept

        compare_what_is_kept()


def _tell_plainly_where_it_broke() -> None:
    """A traceback with colours, frames and the values of all variables takes half a second a time, and
    where a fault comes again and again that is nearly all that a test does.
    """
    import structlog

    renderer = structlog.get_config()["processors"][
        -1
    ]  # the one of the defaults, to which tests go back
    renderer.exception_formatter = structlog.dev.plain_traceback


def pass_over_what_is_there() -> None:
    """The collector of garbage does not look again and again at modules that stay to the end, and not
    as often at what a test has just made: many things, of which nearly all go by themselves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _share_statements() -> None:
    """SQLAlchemy writes out each statement once for an engine, and each test has engines of its own:
    here those for one kind of database know each other's.
    """
    import sqlalchemy as sa
    from sqlalchemy.engine.default import DefaultDialect
    from sqlalchemy.util import LRUCache

    create, statements = sa.create_engine, dict[Any, Any]()

    def create_engine(*args: Any, **options: Any) -> sa.Engine:
        engine = create(*args, **options)
        engine._compiled_cache = statements.setdefault(engine.dialect, LRUCache(STATEMENTS))
        return engine

    sa.create_engine = create_engine
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]

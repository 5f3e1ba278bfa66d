"""What commands share: the parts of Greffier, and clear endings for a user's mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

from greffier.composition import Greffier
from greffier.settings import WANTED, SettingsError, environment, read_settings
from rules.rulebook import RulebookError
from sync.errors import TrelloError

OFFLINE = ("GREFFIER_RULEBOOK",)
"""What a command needs that only looks into the database."""

ONLINE = ("TRELLO_API_KEY", "TRELLO_API_TOKEN", "GREFFIER_RULEBOOK")
"""What a command needs that asks Trello."""

ALL = tuple(WANTED)
"""What serving needs."""


@contextmanager
def greffier(wanted: tuple[str, ...] = ALL) -> Iterator[Greffier]:
    """The parts, closed at the end. A mistake in the settings or rules ends with status 2 and one
    line a problem; a fault of Trello's or the database's ends with status 1; never a traceback.
    """
    try:
        parts = Greffier(read_settings(environment(), wanted))
        assert parts.rulebook is not None
    except (SettingsError, RulebookError) as error:
        end(error.problems, 2)
    try:
        yield parts
    except TrelloError as error:
        end([f"Trello : {error}"], 1)
    except SQLAlchemyError as error:
        end([f"base de données (database) : {_short(error)}"], 1)
    finally:
        parts.close()


def _short(error: SQLAlchemyError) -> str:
    """The first line, without the statement and its values: they may be personal."""
    origin = getattr(error, "orig", None)
    return str(origin or type(error).__name__).splitlines()[0][:200]


def end(lines: object, status: int) -> NoReturn:
    """Say these lines on standard error, and end with that status."""
    for line in lines if isinstance(lines, list | tuple) else [lines]:
        click.echo(f"greffier: {line}", err=True)
    raise SystemExit(status)

"""What commands share: the parts of Greffier, and clear endings for a user's mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.shared.remedies import at_database, at_disk, at_trello
from greffier.composition import Greffier
from greffier.database_ready import newer
from greffier.settings import WANTED, SettingsError, environment, read_settings
from rules.editing.parse import RulebookError
from rules.verdict import Language
from sync.migrations.made_by import NewerTables
from sync.trello.errors import TrelloError

OFFLINE = ("GREFFIER_RULEBOOK",)
"""The settings without which a command that only looks into the database cannot work."""

ONLINE = ("TRELLO_API_KEY", "TRELLO_API_TOKEN", "GREFFIER_RULEBOOK")
"""The settings without which a command that asks Trello cannot work."""

ALL = tuple(WANTED)
"""The settings without which nothing can be served."""


@contextmanager
def greffier(wanted: tuple[str, ...] = ALL, *, rulebook: bool = True) -> Iterator[Greffier]:
    """Give the parts of the service, closed at the end. A mistake in the settings or rules ends with
    status 2 and one line a problem; a fault of Trello's, the database's or the disk's ends with status
    1; never a traceback. `wanted`: the settings that must be there; `rulebook`: whether the rules must be.
    """
    parts: Greffier | None = None
    try:
        parts = Greffier(read_settings(environment(), wanted))
        if rulebook:
            assert parts.rulebook is not None
        yield parts
    except (SettingsError, RulebookError, NewerTables) as error:
        end(_problems(error, parts), 2)
    except TrelloError as error:
        end([f"Trello : {error}", at_trello(error, _language(parts))], 1)
    except SQLAlchemyError as error:
        language = _language(parts)
        where = "base de données :" if language == "fr" else "database:"
        end([f"{where} {_short(error)}", at_database(error, language)], 1)
    except BrokenPipeError:  # `greffier receipts | head`: whoever reads us has gone
        raise
    except OSError as error:
        what = error.strerror or type(error).__name__
        place = f"{error.filename}: {what}" if error.filename else what
        end([place, at_disk(error, _language(parts))], 1)
    finally:
        if parts is not None:
            parts.close()


def _problems(
    error: SettingsError | RulebookError | NewerTables, parts: Greffier | None
) -> list[str]:
    if isinstance(error, NewerTables):
        return [newer(error, _language(parts))]
    return list(error.problems)


def _language(parts: Greffier | None) -> Language:
    return parts.settings.language if parts is not None else "fr"


def _short(error: SQLAlchemyError) -> str:
    """Return the first line, without the statement and its values: they may be personal."""
    origin = getattr(error, "orig", None)
    return str(origin or type(error).__name__).splitlines()[0][:200]


def end(lines: object, status: int) -> NoReturn:
    """Say these lines on standard error, and end with that status."""
    for line in lines if isinstance(lines, list | tuple) else [lines]:
        click.echo(f"greffier: {line}", err=True)
    raise SystemExit(status)

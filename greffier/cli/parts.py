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
from rules.sentences import Sentence
from sync.errors import TrelloError, Unauthorized, Unavailable

OFFLINE = ("GREFFIER_RULEBOOK",)
"""What a command needs that only looks into the database."""

ONLINE = ("TRELLO_API_KEY", "TRELLO_API_TOKEN", "GREFFIER_RULEBOOK")
"""What a command needs that asks Trello."""

_MIGRATE = Sentence(
    "les tables ne sont pas (toutes) là : `greffier migrate` les crée, `greffier serve` aussi.",
    "tables are missing: `greffier migrate` makes them, and so does `greffier serve`.",
)
_BAD_TOKEN = Sentence(
    "vérifiez TRELLO_API_KEY et TRELLO_API_TOKEN : `greffier doctor` dit ce qui ne va pas.",
    "check TRELLO_API_KEY and TRELLO_API_TOKEN: `greffier doctor` tells what is wrong.",
)
_NO_ANSWER = Sentence(
    "rien n'est perdu : recommencez dans un moment ; si cela dure, vérifiez le réseau et "
    "TRELLO_API_URL avec `greffier doctor`.",
    "nothing is lost: try again in a while; if it lasts, check the network and TRELLO_API_URL "
    "with `greffier doctor`.",
)

ALL = tuple(WANTED)
"""What serving needs."""


@contextmanager
def greffier(wanted: tuple[str, ...] = ALL, *, rulebook: bool = True) -> Iterator[Greffier]:
    """The parts, closed at the end. A mistake in the settings or rules ends with status 2 and one
    line a problem; a fault of Trello's, the database's or the disk's ends with status 1; never a
    traceback. `rulebook`: whether the command needs one.
    """
    parts: Greffier | None = None
    try:
        parts = Greffier(read_settings(environment(), wanted))
        if rulebook:
            assert parts.rulebook is not None
        yield parts
    except (SettingsError, RulebookError) as error:
        end(error.problems, 2)
    except TrelloError as error:
        end([f"Trello : {error}", *_at_trello(error, parts)], 1)
    except SQLAlchemyError as error:
        end([f"base de données (database) : {_short(error)}", *_remedy(error, parts)], 1)
    except BrokenPipeError:  # `greffier receipts | head`: whoever reads us has gone
        raise
    except OSError as error:
        end([f"{error.strerror or type(error).__name__} : {error.filename or ''}".rstrip(" :")], 1)
    finally:
        if parts is not None:
            parts.close()


def _at_trello(error: TrelloError, parts: Greffier | None) -> list[str]:
    """What to do about a key that is refused, or a Trello that does not answer."""
    sentence = None
    if isinstance(error, Unauthorized) and error.token_dead:
        sentence = _BAD_TOKEN
    elif isinstance(error, Unavailable):
        sentence = _NO_ANSWER
    return [] if sentence is None or parts is None else [sentence.in_(parts.settings.language)]


def _remedy(error: SQLAlchemyError, parts: Greffier | None) -> list[str]:
    """What to do where the tables were never made."""
    text = str(error).lower()
    missing = "no such table" in text or "does not exist" in text or "no such column" in text
    return [_MIGRATE.in_(parts.settings.language)] if missing and parts is not None else []


def _short(error: SQLAlchemyError) -> str:
    """The first line, without the statement and its values: they may be personal."""
    origin = getattr(error, "orig", None)
    return str(origin or type(error).__name__).splitlines()[0][:200]


def end(lines: object, status: int) -> NoReturn:
    """Say these lines on standard error, and end with that status."""
    for line in lines if isinstance(lines, list | tuple) else [lines]:
        click.echo(f"greffier: {line}", err=True)
    raise SystemExit(status)

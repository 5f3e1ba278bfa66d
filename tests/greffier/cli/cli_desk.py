"""A manager's desk: the command line beside a whole school, for the tests of its commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner, Result
from harness import School, school

from greffier.cli import cli
from sync.storage.tables import ReceiptRow, WakeRow

TITLE = "Marie Dupont - DA Python"


@dataclass
class Desk:
    """The school, and commands typed beside it."""

    school: School

    def type(self, *words: object, stdin: str | None = None, **changes: str | None) -> Result:
        """Run a command as a person would; `changes` are settings."""
        settings = self.school.parts.settings
        values: dict[str, str | None] = {
            "TRELLO_API_URL": settings.api_url,
            "TRELLO_API_KEY": settings.key,
            "TRELLO_API_TOKEN": settings.token,
            "TRELLO_API_SECRET": settings.secret,
            "PUBLIC_URL": settings.public_url,
            "DATABASE_URL": settings.database,
            "GREFFIER_DATA": str(settings.data),
            "GREFFIER_RULEBOOK": str(settings.rulebook),
            "GREFFIER_LANGUAGE": None,
            **changes,
        }
        words = tuple(str(each) for each in words)
        result = CliRunner(env=values).invoke(cli, list(words), input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    def json(self, *words: object) -> Any:
        """What a command answers to a program."""
        return json.loads(self.type(*words, "--format", "json").stdout)

    def moved_away(self, *missing: str, name: str = TITLE) -> str:
        """A card that lacks something and was moved for it."""
        card = self.school.card("zoe", name, *(missing or ("due",)))
        self.school.work()
        return card

    def serve_wants(self) -> None:
        """Do what commands asked the engine of jobs for."""
        with self.school.parts.database.transaction() as session:
            rows = session.scalars(sa.select(WakeRow).where(WakeRow.done < WakeRow.wanted)).all()
        for row in rows:
            self.school.worker.run(row.scope, row.id)

    def receipts(self, command: str) -> list[ReceiptRow]:
        """The receipts of what was done by this command, oldest first."""
        query = sa.select(ReceiptRow).where(
            ReceiptRow.command == command, ReceiptRow.state == "done"
        )
        with self.school.parts.database.transaction() as session:
            return list(session.scalars(query.order_by(ReceiptRow.id)))


@contextmanager
def desk(folder: Path, **settings: Any) -> Iterator[Desk]:
    """A school with a desk in it."""
    with school(folder, **settings) as made:
        yield Desk(made)


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")

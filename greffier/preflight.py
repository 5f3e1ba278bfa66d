"""`python -m greffier.preflight`: whether settings, rules and database allow anything to be served."""

from __future__ import annotations

import sys

from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.shared.remedies import at_database
from greffier.composition import Greffier, check_rulebook
from greffier.database_ready import check_database, newer
from greffier.logs import set_up_logs
from greffier.settings import Settings, SettingsError, check_place, environment, read_settings
from greffier.stop_signal import end_at_once, follow_parent
from rules.editing.parse import RulebookError
from sync.migrations.made_by import NewerTables


def main() -> int:
    """Return 0 where they do, as soon as the database answers; 2 where not, with every problem on
    standard error, one a line.
    """
    end_at_once()
    follow_parent()
    set_up_logs()
    try:
        settings = read_settings(environment())
        check_place(settings)
        check_rulebook(settings)
        problems = _at_database(settings)
    except (SettingsError, RulebookError) as error:
        problems = [*error.problems]
    sys.stderr.writelines(f"greffier: {each}\n" for each in problems)
    return 2 if problems else 0


def _at_database(settings: Settings) -> list[str]:
    parts = Greffier(settings)
    try:
        check_database(settings, parts.database)
    except NewerTables as error:
        return [newer(error, settings.language)]
    except SQLAlchemyError as error:
        return [at_database(error, settings.language)]
    finally:
        parts.close()
    return []


if __name__ == "__main__":
    sys.exit(main())

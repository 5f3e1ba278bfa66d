"""`python -m greffier.starting`: whether settings and rules allow anything to be served."""

from __future__ import annotations

import sys

from greffier.composition import check_rulebook
from greffier.settings import SettingsError, environment, read_settings
from rules.editing.parse import RulebookError


def main() -> int:
    """0 where they do; 2 where not, with every problem on standard error, one a line."""
    try:
        check_rulebook(read_settings(environment()))
    except (SettingsError, RulebookError) as error:
        sys.stderr.writelines(f"greffier: {each}\n" for each in error.problems)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

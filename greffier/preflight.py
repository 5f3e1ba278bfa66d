"""`python -m greffier.preflight`: whether settings and rules allow anything to be served."""

from __future__ import annotations

import sys

from greffier.composition import check_rulebook
from greffier.settings import SettingsError, check_place, environment, read_settings
from rules.editing.parse import RulebookError


def main() -> int:
    """0 where they do; 2 where not, with every problem on standard error, one a line."""
    try:
        settings = read_settings(environment())
        check_place(settings)
        check_rulebook(settings)
    except (SettingsError, RulebookError) as error:
        sys.stderr.writelines(f"greffier: {each}\n" for each in error.problems)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

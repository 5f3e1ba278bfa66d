"""French public holidays, for working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import holidays


def public_holidays(years: Iterable[int]) -> frozenset[date]:
    """Return the public holidays of metropolitan France in those years."""
    wanted = set(years)
    return frozenset(holidays.country_holidays("FR", years=wanted)) if wanted else frozenset()

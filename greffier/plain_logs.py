"""structlog without what draws coloured tracebacks: whoever serves writes none."""

from __future__ import annotations

import sys
from typing import Any


def import_structlog() -> None:
    """Import structlog without rich, which it imports wherever that is installed: 6 MB of memory in each
    process. What imports rich later has it as ever.
    """
    if "rich" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules["rich"] = None  # to Python: it is not installed
    try:
        import structlog

        assert structlog.dev
    finally:
        del modules["rich"]

"""What a server does not nest into its answer, though asked: read by its own route.

Trello nests everything that we ask for, so there this costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sync.trello.errors import Gone, Refused
from sync.trello.queries import path

log = logging.getLogger(__name__)

Json = dict[str, Any]
Parts = Mapping[str, Mapping[str, str]]
"""What hangs on an object, by the name of its route, with the query for it."""


def completed(found: Json, of: str, parts: Parts, read: Callable[..., list[Json]]) -> Json:
    """Return the object (of `boards` or `cards`) with the parts that its answer lacks.

    What the server has no route for stays absent: it is not known, which is not the same as empty.
    """
    for name, query in parts.items():
        if name in found or "id" not in found:
            continue
        try:
            found[name] = read(path(of, str(found["id"]), name), **query)
        except (Gone, Refused) as error:
            log.info("%s; left out", error)
    return found

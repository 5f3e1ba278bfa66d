"""`python -m greffier.alive`: whether this machine's web server answers, for a container's health check."""

from __future__ import annotations

import http.client
import os
import sys


def main() -> int:
    """Return 0 where the web server answers 200 within three seconds, else 1. `/health` tells of all
    else that may be wrong.
    """
    line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=3)
    try:
        line.request("HEAD", "/webhooks/trello")
        return int(line.getresponse().status != 200)
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.chaos [HOW MANY] [FIRST SEED]`: many storms, and what broke in which."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.chaos_run import Result, run


def storm(seed: int) -> Result:
    """One run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return run(seed, Path(folder))


def main(many: int = 100, first: int = 0) -> int:
    """Run them; 1 if anything broke."""
    broken, began = 0, time.monotonic()
    for seed in range(first, first + many):
        result = storm(seed)
        broken += bool(result.problems)
        if result.problems:
            _say(f"seed {seed} at {result.level:.0%}:")
            for each in result.problems:
                _say(f"  {each}")
    _say(f"{many} storms from seed {first}, {broken} broken, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

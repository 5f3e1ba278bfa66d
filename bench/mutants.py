"""Whether the tests notice it when the rules say something else: a sample of mutants, by mutmut.

`make mutants` changes one thing in a function of `rules/`, or of what is pure in `mentoring/`, runs the
tests that reach it, and counts who noticed. What nobody noticed is shown: either a test is missing, or
what was changed cannot matter and goes. The sample is the same for the same seed and the same sources.

What runs only while the sources are read, to make a table, is left out: the table stands before a mutant
is put in its place. What such tables say is kept word for word beside the tests (`told/`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
TREE = ROOT / "var" / "mutants" / "tree"
BAR = 0.95
ALIVE = {0: "survived", 33: "no test reaches it"}
"""What mutmut notes for those that nobody noticed; every other number is a way to be noticed."""


def main() -> int:
    asked = _asked()
    _copy_tree()
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    _run([sys.executable, __file__, "--make"], environment)
    every = sorted(_noted())
    chosen = _sample(every, asked)
    print(f"{len(chosen)} of {len(every)} mutants, seed {asked.seed}", flush=True)
    processes = ["--max-children", str(asked.processes)]
    _run([_mutmut(), "run", *processes, *chosen], environment, quiet=True)
    early = _early()
    kept = {name for name in chosen if name.rpartition("__mutmut_")[0] not in early}
    if len(kept) < len(chosen):
        print(f"{len(chosen) - len(kept)} left out: they run only while the sources are read")
    return _tell({name: code for name, code in _noted().items() if name in kept})


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--all", action="store_true", help="all mutants: hours")
    parser.add_argument("--sample", type=int, default=150, metavar="N", help="so many (150)")
    parser.add_argument("--seed", type=int, default=1, help="another number, another sample (1)")
    parser.add_argument(
        "--only", default="", metavar="MODULE", help="of this module, as rules.decide"
    )
    parser.add_argument(
        "--processes", type=int, default=2, metavar="N", help="at the same time (2)"
    )
    return parser.parse_args()


def _copy_tree() -> None:
    """What git knows, and what is new beside it, so that nothing of this lies about in the project."""
    shutil.rmtree(TREE, ignore_errors=True)
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (TREE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, TREE / name)


def _make() -> None:
    """Write all mutants, in a process of its own: mutmut reads its settings where it is."""
    from mutmut import __main__ as mutmut

    os.chdir(TREE)
    mutmut.set_mutant_under_test("mutant_generation")
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.create_mutants(2)


def _mutmut() -> str:
    return str(Path(sys.executable).with_name("mutmut"))


def _run(command: list[str], environment: dict[str, str], *, quiet: bool = False) -> None:
    """Its last lines are shown where it fails."""
    said = subprocess.run(
        command, cwd=TREE if quiet else ROOT, env=environment, capture_output=True, text=True
    )
    if said.returncode:
        print(said.stdout[-3000:], said.stderr[-3000:], sep="\n")
        raise SystemExit("The mutants could not be tried: see above.")


def _noted() -> dict[str, int | None]:
    """Each mutant, and how its tests ended."""
    found: dict[str, int | None] = {}
    for file in sorted((TREE / "mutants").rglob("*.py.meta")):
        found |= json.loads(file.read_text("utf-8"))["exit_code_by_key"]
    return found


def _early() -> set[str]:
    """The functions that nothing calls but what is read once: mutmut finds them in its first test alone."""
    file = TREE / "mutants" / "mutmut-stats.json"
    noted = json.loads(file.read_text("utf-8"))
    first = next(iter(noted["duration_by_test"]))
    reached = noted["tests_by_mangled_function_name"]
    return {name for name, tests in reached.items() if tests == [first]}


def _sample(every: list[str], asked: argparse.Namespace) -> list[str]:
    some = [name for name in every if name.startswith(asked.only)]
    if asked.all or len(some) <= asked.sample:
        return some
    return random.Random(asked.seed).sample(some, asked.sample)


def _tell(ended: dict[str, int | None]) -> int:
    alive = {name: ALIVE[code] for name, code in ended.items() if code in ALIVE}
    for name, why in sorted(alive.items()):
        print(f"\n{name}: {why}")
        shown = subprocess.run([_mutmut(), "show", name], cwd=TREE, capture_output=True, text=True)
        print("\n".join(each for each in shown.stdout.splitlines()[1:] if each[:1] in "+-@"))
    print()
    total, lived = (Counter(name.partition(".")[0] for name in each) for each in (ended, alive))
    for part, many in sorted(total.items()):
        killed = many - lived[part]
        print(f"{part}: {killed} of {many} noticed ({killed / many:.1%}; bar {BAR:.0%})")
    return int(len(ended) - len(alive) < BAR * len(ended))


if __name__ == "__main__":
    if "--make" in sys.argv:
        _make()
    else:
        raise SystemExit(main())

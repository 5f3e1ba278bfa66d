"""The cheapest choice, asked of a child process: the memory that it needs is free again afterwards."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

from mentoring.matching.week.problem import Problem, broken, cost, one_by_one, to_json

PATIENCE = 60.0
"""Seconds after which the choice of one after another has to do, where nobody waits in front of a page."""

log = logging.getLogger("greffier")


def best(
    problem: Problem, patience: float = PATIENCE, before: Problem | None = None
) -> dict[str, str] | None:
    """Return who gets which card, person by card: never worse than one after another. None where the solver
    fails, or takes longer than `patience` seconds. `before`: the problem to whose solution it is to be near.
    """
    greedy = one_by_one(problem)
    if len(problem.wishes) < 2:
        return greedy
    found = _asked([problem] if before is None else [before, problem], patience)
    if found is None:
        return None
    return (
        greedy if broken(problem, found) or cost(problem, found) > cost(problem, greedy) else found
    )


def _asked(problems: list[Problem], patience: float) -> dict[str, str] | None:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mentoring.matching.week.solver"],
            input=json.dumps([to_json(each) for each in problems]),
            capture_output=True, text=True, timeout=patience, check=True,
        )  # fmt: skip
        return dict(json.loads(done.stdout.splitlines()[-1]))
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        log.warning("the week is given out one by one: %s", type(error).__name__)
        return None

"""Which version of Greffier this is, installed or run from its folder."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"


@cache
def release() -> str:
    """Return the version, such as 0.2.0. Platforms install the requirements alone: the folder tells it
    then.
    """
    try:
        return version("greffier")
    except PackageNotFoundError:
        if not PROJECT.is_file():
            return "?"
        return str(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"])

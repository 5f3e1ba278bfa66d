"""A browser and fonts for the tests of pages: found on this machine, else installed, else asked for.

`python tests/browser_setup.py` does so: by the system's packages as root or with sudo, else by
Playwright for this user alone, else with one sentence that says what to type, and status 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

NAMED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DEBIAN = Path("/usr/lib/chromium/chromium-headless-shell")
"""The one that has no windows takes a third less work: it comes first."""

PACKAGES = ("chromium-headless-shell", "chromium")
FONTS = ("fonts-dejavu-core", "fonts-noto-color-emoji")
DRIVER = "libatomic1"
"""What Playwright's driver needs beside Python, and a bare Debian has not."""

BY_HAND = f"apt-get install chromium {DRIVER} fontconfig {' '.join(FONTS)}"
NO_BROWSER = (
    "The tests of pages need Chromium or Chrome and what drives it, and could not install it here. As root, "
    "type: "
    f"{BY_HAND} (or your system's packages of these names), then make test again."
)
NO_FONTS = (
    "Pages are drawn without fonts here, and some tests of pages may fail for it. As root, type: "
    f"{BY_HAND} (or your system's packages of these names)."
)


def browser() -> Path | None:
    """The browser of this machine to test pages with, or None."""
    return next((each for each in _browsers() if os.access(each, os.X_OK)), None)


def _browsers() -> Iterator[Path]:
    if os.environ.get("CHROME_PATH"):
        yield Path(os.environ["CHROME_PATH"])
    yield DEBIAN
    yield from (Path(found) for each in NAMED if (found := shutil.which(each)))
    for pattern in ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/*/chrome"):
        yield from sorted(_playwrights().glob(pattern), reverse=True)


def _playwrights() -> Path:
    """Where Playwright keeps the browsers that it brings."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(named) if named not in ("", "0") else Path(cache) / "ms-playwright"


def starts(path: Path | None) -> bool:
    """Whether this browser runs here: one without its libraries does not."""
    if path is None:
        return False
    command = [
        str(path),
        "--no-sandbox",
        "--headless",
        "--disable-gpu",
        "--dump-dom",
        "about:blank",
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def drives() -> bool:
    """Whether Playwright's driver runs here."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def fonts() -> bool:
    """Whether letters and emoji can be drawn."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list"], capture_output=True, text=True, check=False).stdout
    return "DejaVuSans.ttf" in listed and "Emoji" in listed


def as_root() -> list[str] | None:
    """What goes before a command to run it as root: nothing, sudo, or None where that cannot be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asks = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    return ["sudo"] if not asks or sys.stdin.isatty() else None


def install_by_system(*, a_browser: bool, more: Sequence[str]) -> None:
    """Ask the system's packages for what is missing, where that is possible."""
    root = as_root()
    if root is None or shutil.which("apt-get") is None:
        return
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends"]
    _run([*apt, "update"])
    if more:
        _run([*install, *more])
    if a_browser:
        for each in PACKAGES:  # Ubuntu has neither as a package of files: Playwright's comes then
            if _run([*install, each]) and starts(browser()):
                return


def install_by_playwright() -> None:
    """Ask Playwright for its own, for this user; with the libraries it needs where we may."""
    with_them = ["--with-deps"] if as_root() is not None and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    if not _run([*command, *with_them]) and with_them:
        _run(command)


def _run(command: Sequence[str]) -> bool:
    print("+", " ".join(command), flush=True)  # noqa: T201
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    """Bring what is missing. 0 where a browser runs, 1 where none could be had."""
    needs_browser, needs_fonts, needs_driver = not starts(browser()), not fonts(), not drives()
    more = [*(["fontconfig", *FONTS] if needs_fonts else []), *([DRIVER] if needs_driver else [])]
    if needs_browser or more:
        install_by_system(a_browser=needs_browser, more=more)
    if needs_driver and not drives():
        print(NO_BROWSER, file=sys.stderr)  # noqa: T201
        return 1
    if needs_browser and not starts(browser()):
        install_by_playwright()
        if not starts(browser()):
            print(NO_BROWSER, file=sys.stderr)  # noqa: T201
            return 1
    if needs_fonts and not fonts():
        print(NO_FONTS, file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

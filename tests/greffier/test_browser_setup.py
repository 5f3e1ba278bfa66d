"""`make test` brings the browser that it needs, whoever types it, or says in one sentence what to type."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import browser_setup
import pytest

TOOLS = ("env", "sh", "cat", "chmod", "mkdir", "true")
BROWSER = "#!/bin/sh\nexit 0\n"
ROOT = Path(__file__).parents[2]


@dataclass
class Machine:
    """One that has nothing but what is put on it."""

    folder: Path

    def put(self, name: str, does: str) -> None:
        """A command that notes how it was called, and does this."""
        path = self.folder / "bin" / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.folder}/calls\n{does}\n', "utf-8")
        path.chmod(0o755)

    def brings(self, wanted: str, path: str) -> str:
        """What a command does that, asked for `wanted`, puts a browser there."""
        target = self.folder / path
        return (
            f'case "$*" in *"{wanted}"*) mkdir -p {target.parent}; '
            f"printf '#!/bin/sh\\nexit 0\\n' > {target}; chmod +x {target};; esac"
        )

    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text("utf-8").splitlines() if file.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    (tmp_path / "bin").mkdir()
    for each in TOOLS:
        (tmp_path / "bin" / each).symlink_to(f"/usr/bin/{each}")
    made.put("fc-list", "echo DejaVuSans.ttf NotoColorEmoji.ttf")
    made.put("python", "")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(browser_setup, "DEBIAN", tmp_path / "none")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for each in ("CHROME_PATH", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.delenv(each, raising=False)
    return made


@pytest.mark.parametrize("name", browser_setup.NAMED)
def test_a_browser_that_is_there_is_taken_and_nothing_is_installed(
    machine: Machine, name: str
) -> None:
    machine.put(name, "exit 0")
    machine.put("apt-get", "exit 1")
    assert browser_setup.main() == 0
    assert [each.split()[0] for each in machine.calls()] == [name, "fc-list", "python"]


@pytest.mark.parametrize(
    "path",
    [
        "cache/ms-playwright/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell",
        "cache/ms-playwright/chromium_headless_shell-1187/chrome-linux/headless_shell",
        "cache/ms-playwright/chromium-1187/chrome-linux/chrome",
    ],
)
def test_the_one_that_playwright_brought_is_taken(machine: Machine, path: str) -> None:
    target = machine.folder / path
    target.parent.mkdir(parents=True)
    target.write_text(BROWSER, "utf-8")
    target.chmod(target.stat().st_mode | stat.S_IXUSR)
    assert browser_setup.browser() == target
    assert browser_setup.main() == 0


def test_root_gets_it_from_the_system_s_packages(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    wanted = "--no-install-recommends chromium-headless-shell"
    machine.put("apt-get", machine.brings(wanted, "bin/chromium"))
    assert browser_setup.main() == 0
    assert not any(each.startswith("sudo") for each in machine.calls())
    assert sum(each.startswith("apt-get") for each in machine.calls()) == 2


def test_a_user_with_sudo_gets_it_the_same_way_fonts_included(machine: Machine) -> None:
    machine.put("fc-list", "echo nothing")
    machine.put("sudo", '[ "$1" = -n ] && shift; exec "$@"')
    machine.put("apt-get", machine.brings("--no-install-recommends chromium", "bin/chromium"))
    assert browser_setup.main() == 0
    asked = [each for each in machine.calls() if each.startswith("apt-get") and "install" in each]
    assert all(each in asked[0] for each in ("fontconfig", *browser_setup.FONTS))
    assert "chromium" in asked[1]


def test_a_user_without_gets_playwright_s_own(machine: Machine) -> None:
    machine.put("apt-get", "exit 1")
    where = "cache/ms-playwright/chromium_headless_shell-1/chrome-linux/headless_shell"
    machine.put("python", machine.brings("playwright install chromium-headless-shell", where))
    assert browser_setup.main() == 0
    assert not any(each.startswith("apt-get") for each in machine.calls())


def test_where_nothing_helps_one_sentence_says_what_to_type(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    assert browser_setup.main() == 1
    (said,) = capfd.readouterr().err.splitlines()
    assert "apt-get install chromium libatomic1 fontconfig" in said


def test_what_drives_the_browser_is_brought_too(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.put("chromium", "exit 0")
    machine.put("python", f"[ -e {machine.folder}/driver ]")
    machine.put("apt-get", f'case "$*" in *libatomic1*) echo > {machine.folder}/driver;; esac')
    assert browser_setup.main() == 0
    assert any("libatomic1" in each for each in machine.calls())
    (machine.folder / "driver").unlink()
    machine.put("apt-get", "exit 1")
    assert browser_setup.main() == 1


def test_one_that_lacks_its_libraries_is_none(machine: Machine) -> None:
    machine.put("chromium", "exit 127")
    assert browser_setup.main() == 1


def test_make_test_brings_it_and_ci_installs_nothing_else() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "test: lint imports browser" in makefile
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert {each.split(")")[0] for each in ci.split("missing+=(")[1:]} == {
        *("make", "git", "python3 python3-venv"),
    }

"""What platforms run, as they run it: from the folder, with the requirements alone installed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nursery import ROOT, Nursery
from service import Service, listens, service, until

pytestmark = pytest.mark.timeout(300)
LINES = dict(
    line.split(": ", 1) for line in (ROOT / "Procfile").read_text("utf-8").splitlines() if line
)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that has our requirements, and not Greffier itself."""
    folder = tmp_path_factory.mktemp("platform") / "env"
    venv.create(folder, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    # Whatever stands in a .pth file there is not looked at: the project installed in place is unknown.
    (packages / "requirements.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder / "bin"


@contextmanager
def running(made: Service, commands: Path, line: str) -> Iterator[subprocess.Popen[str]]:
    """This line of the Procfile, from the project's folder."""
    values = {**made.environment(), "PATH": f"{commands}:/usr/bin:/bin"}
    del values["PYTHONPATH"]
    with subprocess.Popen(
        ["/bin/sh", "-c", "exec " + LINES[line]], env=values, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def test_nothing_of_ours_is_installed_there(platform: Path) -> None:
    found = subprocess.run(
        [platform / "python", "-c", "import greffier"], cwd="/", capture_output=True, check=False
    )
    assert found.returncode != 0
    assert os.path.samefile(sys.executable, platform / "python")  # noqa: PTH121


def test_release_web_and_worker_run(tmp_path: Path, nursery: Nursery, platform: Path) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        with running(made, platform, "release") as release:
            assert release.wait(100) == 0, release.stdout
        with running(made, platform, "web") as web:
            until(lambda: web.poll() is not None or listens(made.port))
            assert web.poll() is None, web.stdout and web.stdout.read()
            assert shared_sockets(web.pid) == []
            with running(made, platform, "worker") as worker:
                until(lambda: worker.poll() is not None or made.sandbox.state.webhooks)
                card = made.incomplete_card()
                until(lambda: made.settled(card))
                for process in (worker, web):
                    process.send_signal(signal.SIGTERM)
                    assert process.wait(60) == 0


def shared_sockets(pid: int) -> list[str]:
    """The sockets that gunicorn opens for whatever else a user runs here."""
    family = [pid, *(until(lambda: children(pid)))]
    return [each for one in family for each in listening(one) if "gunicorn" in each]


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(each) for each in text.split()]


def listening(pid: int) -> list[str]:
    """The paths of the sockets that this process has open."""
    lines = [each.split() for each in Path("/proc/net/unix").read_text("utf-8").splitlines()]
    paths = {each[6]: each[7] for each in lines if len(each) > 7}
    found = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
    return [paths[each[8:-1]] for each in found if each[8:-1] in paths]

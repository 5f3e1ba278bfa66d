"""The demonstration: it goes as told, ends when asked to, and leaves nothing behind."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from service import until

import powerup
from greffier.cli import cli
from greffier.demo import programme
from greffier.demo.folder import fresh_folder, own_port
from greffier.demo.process import Run, read_run
from greffier.demo.school import boards, rulebook
from greffier.demo.stage import CAPABILITIES
from greffier.demo.teller import Teller
from rules.editing.parse import read_rulebook
from sandbox.core import Sandbox
from sandbox.seeds import invented_school

DEMO = [sys.executable, "-m", "greffier", "demo"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "GREFFIER_DATA": str(folder), "NO_COLOR": "1", **more}


def alive(group: int) -> bool:
    """Whether any process of this process group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_all_scenes_go_as_told_and_no_process_is_left(tmp_path: Path) -> None:
    done = subprocess.Popen(
        [*DEMO, "--once"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = done.communicate(timeout=580)[0]
    assert done.returncode == 0, said
    assert f"Tout est allé comme annoncé\u00a0: {len(programme.SCENES)}\u00a0scènes." in said
    assert "Traceback" not in said
    assert not alive(done.pid)
    assert (tmp_path / "demo" / "greffier.log").stat().st_size > 0


def test_ctrl_c_in_the_middle_stops_everything(tmp_path: Path) -> None:
    playing = subprocess.Popen(
        [*DEMO, "--scene", "in-time"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert playing.stdout is not None
    for line in playing.stdout:
        if "Zoé" in line:
            break
    os.killpg(playing.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
    rest = playing.communicate(timeout=300)[0]
    assert playing.returncode == 0, rest
    assert rest.endswith("Tout est arrêté.\n")
    assert "Traceback" not in rest
    assert not alive(playing.pid)


def test_interrupted_once_ends_with_the_status_of_an_interruption(tmp_path: Path) -> None:
    playing = subprocess.Popen(
        [*DEMO, "--once"],
        env=environment(tmp_path, GREFFIER_LANGUAGE="en"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert playing.stdout is not None
    assert "simulated Trello" in playing.stdout.readline()
    playing.terminate()
    rest = playing.communicate(timeout=300)[0]
    assert playing.returncode == 130, rest
    assert rest.endswith("Everything has stopped.\n")
    assert not alive(playing.pid)


def test_a_service_that_stops_by_itself_is_told_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("greffier.demo.stage.school.rulebook", lambda *_: "nonsense")
    monkeypatch.setenv("GREFFIER_DATA", str(tmp_path))
    result = CliRunner().invoke(cli, ["demo", "--once"])
    assert result.exit_code == 1
    assert "s’est arrêté de lui-même" in result.stderr
    assert str(tmp_path / "demo" / "greffier.log") in result.stderr


def test_an_unknown_scene_is_named_with_those_that_exist() -> None:
    result = CliRunner().invoke(cli, ["demo", "--scene", "nothing"])
    assert result.exit_code == 2
    assert "nothing" in result.stderr and "put-back" in result.stderr


def test_a_folder_that_cannot_be_written_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GREFFIER_DATA", str(tmp_path / "file" / "below"))
    result = CliRunner().invoke(cli, ["demo", "--once"])
    assert result.exit_code == 2
    assert "GREFFIER_DATA" in result.stderr and "Traceback" not in result.stderr


def test_a_taken_port_gives_way_to_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with own_port(port) as given:
            assert given not in (0, port)


def test_a_free_port_is_used_as_wished_by_one_demonstration_at_a_time() -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with own_port(port) as given, own_port(port) as another:
        assert given == port
        assert another not in (0, port)
    with own_port(port) as again:
        assert again == port


def test_the_folder_is_fresh_each_time_and_never_shared(tmp_path: Path) -> None:
    with fresh_folder(tmp_path) as first:
        (first / "old").write_text("")
        with fresh_folder(tmp_path) as second:
            assert (first.name, second.name) == ("demo", "demo-2")
    with fresh_folder(tmp_path) as again:
        assert again == first and not (again / "old").exists()


def test_the_rulebook_of_the_demonstration_is_valid_and_enforces_both_boards() -> None:
    sandbox = Sandbox(invented_school.seed)
    school = boards(sandbox)
    book = read_rulebook(rulebook(school))
    assert {rules.board for rules in book.boards.values()} == {one.id for one in school.values()}
    assert {rules.mode for rules in book.boards.values()} == {"enforce"}
    assert all(rules.settle_new.total_seconds() > 0 for rules in book.boards.values())


def test_the_power_up_declares_what_its_connector_offers() -> None:
    script = Path(powerup.__file__).parent / "static" / "connector.js"
    offered = re.findall(r'^  "([a-z-]+)": ', script.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(offered) == sorted(CAPABILITIES)


def test_a_line_of_the_log_that_tells_of_a_run_is_read() -> None:
    line = (
        '{"event": "reconciled", "scope": "card", "id": "c", "verdict": "incomplete", '
        '"missing": ["due"], "done": ["WriteComment", "MoveCard"], "seconds": 0.04}'
    )
    expected = Run("card", "c", "incomplete", ("due",), ("WriteComment", "MoveCard"), 0.04, 7.0)
    assert read_run(line, 7.0) == expected


@pytest.mark.parametrize("line", ["", "Traceback (most recent call last):", "3", '{"event": "x"}'])
def test_other_lines_of_the_log_are_left_aside(line: str) -> None:
    assert read_run(line, 7.0) is None


def told(*, terminal: bool) -> str:
    """How one line and one comment look, on a narrow terminal or in a file."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=60, no_color=True, highlight=False)
    teller = Teller(console, "fr")
    teller.line("decided", "incomplète, il manque : " + "date " * 20, 2.41)
    teller.quote("**Bonjour**, voyez [La règle](http://127.0.0.1/x#due)")
    return file.getvalue()


def test_lines_in_a_file_are_plain_and_whole() -> None:
    first, second = told(terminal=False).splitlines()
    assert first.startswith("  décidé    incomplète") and first.endswith("(2,4\u00a0s)")
    assert second.strip() == "│ Bonjour, voyez La règle ↗"


def test_lines_on_a_terminal_stay_inside_it() -> None:
    lines = told(terminal=True).splitlines()
    assert len(lines) > 3


def test_durations_are_told_in_the_reader_s_language() -> None:
    console = Console(file=io.StringIO())
    assert Teller(console, "fr").duration(2.44) == "2,4\u00a0s"
    assert Teller(console, "en").duration(2.44) == "2.4\u00a0s"
    assert Teller(console, "fr").duration(0.0123) == "12\u00a0ms"


def test_each_scene_has_a_name_of_its_own_and_both_titles() -> None:
    names = [scene.name for scene in programme.SCENES]
    assert len(set(names)) == len(names)
    assert all(scene.title.fr and scene.title.en for scene in programme.SCENES)


def test_a_language_nobody_speaks_here_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREFFIER_LANGUAGE", "de")
    result = CliRunner().invoke(cli, ["demo", "--once"])
    assert result.exit_code == 2 and "GREFFIER_LANGUAGE" in result.stderr


def test_killed_it_takes_its_service_along(tmp_path: Path) -> None:
    playing = subprocess.Popen(
        [*DEMO, "--scene", "in-time"],
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    log = tmp_path / "demo" / "greffier.log"
    until(lambda: log.exists() and "listening" in log.read_text("utf-8"))
    playing.kill()
    playing.wait(20)
    until(lambda: not alive(playing.pid))

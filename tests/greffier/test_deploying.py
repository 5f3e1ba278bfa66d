"""The files that platforms read: each line that keeps a service safe, up and mendable is there."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from service import free_port

from greffier import alive
from tests.sites import serving

ROOT = Path(__file__).parents[2]


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text("utf-8")


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8")))


def unit() -> ConfigParser:
    text = (ROOT / "docs" / "exploitation.md").read_text("utf-8")
    found = re.search(r"```ini\n(.*?)```", text, re.DOTALL)
    assert found is not None
    read = ConfigParser(strict=True, interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(found.group(1))
    return read


@pytest.mark.parametrize(
    "line",
    [
        r"^ARG PYTHON=3\.\d+\.\d+-slim-\w+$",
        r"^FROM python:\$\{PYTHON\} AS built$",
        r"--require-hashes -r requirements\.txt$",
        r"^USER 10001:10001$",
        r"useradd --uid 10001",
        r"--mode=0700 /data$",
        r"^VOLUME /data$",
        r'^HEALTHCHECK .*"greffier\.alive"',
        r"GREFFIER_DATA=/data",
        r'^CMD \["greffier", "serve"\]$',
    ],
)
def test_the_image_has_this_line(line: str) -> None:
    assert re.search(line, dockerfile(), re.MULTILINE)


def test_the_last_stage_takes_no_sources() -> None:
    last = dockerfile().rpartition("\nFROM ")[2]
    copies = [each for each in last.splitlines() if each.startswith(("COPY", "ADD"))]
    assert copies == ["COPY --from=built /opt/greffier /opt/greffier"]
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {".git", ".env*", "var", "*.db"} <= set(ignored)


def test_compose_listens_on_loopback_alone() -> None:
    ports = [port for each in compose()["services"].values() for port in each.get("ports", ())]
    assert ports == ["127.0.0.1:8000:8000"]


def test_compose_can_write_its_rules_and_keeps_them_writable() -> None:
    services = compose()["services"]
    assert services["init"]["command"][:2] == ["greffier", "init"]
    for name in ("init", "web", "worker", "release"):
        (volume,) = services[name]["volumes"]
        assert volume == "./reglement:/reglement"
        assert services[name]["environment"]["GREFFIER_RULEBOOK"].startswith("/reglement/")


def test_compose_gives_no_process_more_than_it_needs_and_time_to_end() -> None:
    services = compose()["services"]
    for name in ("init", "web", "worker", "release"):
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"] is True
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
        assert services[name]["stop_grace_period"] == "40s"
    assert "healthcheck" not in services["web"]
    for name in ("init", "release", "worker"):
        assert services[name]["healthcheck"] == {"disable": True}
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+", services["postgres"]["image"])


def test_compose_s_web_process_is_the_procfile_s() -> None:
    procfile = (ROOT / "Procfile").read_text("utf-8")
    command = compose()["services"]["web"]["command"]
    assert all(each in procfile for each in command)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Restart", "always"),
        ("RestartSec", "5"),
        ("KillMode", "mixed"),
        ("UMask", "0077"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ReadWritePaths", "/srv/greffier/var"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("PrivateDevices", "yes"),
        ("CapabilityBoundingSet", ""),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"),
        ("SystemCallFilter", "@system-service"),
    ],
)
def test_the_unit_of_systemd_has_this_line(key: str, value: str) -> None:
    assert unit()["Service"][key] == value


def test_the_unit_never_gives_up_and_leaves_time_to_end() -> None:
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"
    assert int(unit()["Service"]["TimeoutStopSec"]) > 30
    assert "serve --host 127.0.0.1" in unit()["Service"]["ExecStart"]


def test_a_container_s_look_tells_whether_the_web_server_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", str(free_port()))
    assert alive.main() == 1
    site_app = Flask("site")
    site_app.add_url_rule("/webhooks/trello", view_func=lambda: "here")
    with serving() as site:
        site.app = site_app
        monkeypatch.setenv("PORT", site.address.rpartition(":")[2])
        assert alive.main() == 0


def test_ci_tells_of_known_flaws_and_never_fails_for_want_of_the_registry() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "audited=$(make --silent audit 2>&1) || failed=1" in ci
    assert "could not be audited" in ci

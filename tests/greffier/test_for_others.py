"""What others meet first: CI files that run what CONTRIBUTING says, forms, a version with its notes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


def read_yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def test_both_forges_run_the_one_script_on_every_python_that_is_promised() -> None:
    promised = [
        each.rpartition(" ")[2]
        for each in project()["classifiers"]
        if each.startswith("Programming Language :: Python :: 3.")
    ]
    github = read_yaml(".github/workflows/ci.yml")["jobs"]["checks"]
    gitlab = read_yaml(".gitlab-ci.yml")["checks"]
    assert github["strategy"]["matrix"]["python"] == promised
    assert gitlab["parallel"]["matrix"][0]["PYTHON_VERSION"] == promised
    assert "bash .ci/run" in [each.get("run") for each in github["steps"]]
    assert gitlab["script"] == ["bash .ci/run"]


def test_what_runs_before_a_commit_is_there() -> None:
    [local] = read_yaml(".pre-commit-config.yaml")["repos"]
    tools = {each["entry"].split()[0] for each in local["hooks"]}
    assert tools == {".venv/bin/ruff", ".venv/bin/lint-imports"}
    assert json.loads((ROOT / "renovate.json").read_text("utf-8"))["extends"]
    assert json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))["image"]


def test_the_version_has_its_notes_with_a_date() -> None:
    version = project()["version"]
    notes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{version}] – 20" in notes


def test_the_source_distribution_is_told_to_hold_tests_and_docs() -> None:
    told = (ROOT / "MANIFEST.in").read_text("utf-8").splitlines()
    assert {"graft tests", "graft docs"} <= set(told)


def test_the_site_names_every_page_french_first() -> None:
    site = read_yaml("mkdocs.yml")

    def pages(entry: Any) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        inside = entry.values() if isinstance(entry, dict) else entry
        return [page for each in inside for page in pages(each)]

    named = pages(site["nav"])
    docs = ROOT / "docs"
    there = {str(each.relative_to(docs)) for each in docs.rglob("*.md")}
    decisions = {each for each in there if each.startswith("adr/")} - {"adr/README.md"}
    assert set(named) == there - decisions
    french = next(n for n, each in enumerate(named) if each.startswith("fr/"))
    english = next(n for n, each in enumerate(named) if each.startswith("en/"))
    assert french < english
    assert site["theme"]["language"] == "fr"
    assert site["plugins"] == [{"search": {"lang": ["fr", "en"]}}]

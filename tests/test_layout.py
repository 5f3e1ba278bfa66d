"""How the house is built: what imports what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sync.migrations import versions

ROOT = Path(__file__).parents[1]
PACKAGES = ("greffier", "webhooks", "powerup", "mentoring", "sync", "rules", "sandbox")
PAGES = ("powerup/static", "sandbox/static")
MIGRATIONS = Path(versions.__path__[0])
IMPORTS_JS = re.compile(r"""(?:\bfrom|\bimport\(|^import)\s*["'`](\.[^"'`]+)["'`]""", re.MULTILINE)

Graph = dict[str, set[str]]


def sources() -> Iterator[Path]:
    """Every Python file of ours that is not a migration."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if file.parent != MIGRATIONS:
                yield file


def module_of(file: Path) -> str:
    """The dotted name of a file's module."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def python_imports() -> Graph:
    """Which modules each module imports, wherever in its file and for whatever reason."""
    files = {module_of(file): file for file in sources()}
    found: Graph = {name: set() for name in files}
    for name, file in files.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found[name].update(_targets(node, files))
    return found


def _targets(node: ast.AST, files: dict[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names if each.name in files)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for each in node.names:
            inner = f"{node.module}.{each.name}"
            if inner in files:
                yield inner
            elif node.module in files:
                yield node.module


def page_imports() -> Graph:
    """The same for JavaScript. A tab's file is named by a variable: it is left out, as nothing in it
    can be imported by name.
    """
    found: Graph = {}
    for folder in PAGES:
        for file in sorted((ROOT / folder).rglob("*.js")):
            text = file.read_text(encoding="utf-8")
            named = (file.parent / each for each in IMPORTS_JS.findall(text) if "$" not in each)
            found[str(file)] = {str(each.resolve()) for each in named}
    return found


def circles(graph: Graph) -> list[str]:
    """The members of every circle: those from which a way leads back to themselves."""
    return sorted(each for each in graph if each in _reached(graph, each))


def _reached(graph: Graph, start: str) -> set[str]:
    seen, waiting = set[str](), list(graph[start])
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting.extend(graph.get(each, ()))
    return seen


def test_a_circle_is_noticed() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["b", "c"]


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = python_imports()
    assert len(graph) > 400 and sum(map(len, graph.values())) > 1500  # it sees something
    assert circles(graph) == []


def test_no_page_imports_itself_by_a_detour() -> None:
    graph = page_imports()
    assert all(target in graph for targets in graph.values() for target in targets)
    assert sum(map(len, graph.values())) > 100
    assert circles(graph) == []

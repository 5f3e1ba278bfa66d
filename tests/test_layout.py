"""How the house is built: what imports what, how long files and functions are, what files are called."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sync.migrations import versions

ROOT = Path(__file__).parents[1]
PACKAGES = ("greffier", "webhooks", "powerup", "mentoring", "sync", "rules", "sandbox")
PAGES = ("powerup/static", "sandbox/static")
MIGRATIONS = Path(versions.__path__[0])
IMPORTS_JS = re.compile(r"""(?:\bfrom|\bimport\(|^import)\s*["'`](\.[^"'`]+)["'`]""", re.MULTILINE)

NAMED_PATH = re.compile(
    r"`((?:greffier|webhooks|powerup|mentoring|sync|rules|sandbox|tests|docs)/[a-z_0-9/]*(?:\.[a-z]+)?)`"
)

Graph = dict[str, set[str]]


def sources() -> Iterator[Path]:
    """Every Python file of ours that is not a migration."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if file.parent != MIGRATIONS:
                yield file


def all_python() -> Iterator[Path]:
    """The same, with tests and benchmarks."""
    yield from sources()
    for folder in ("tests", "bench"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def module_of(file: Path) -> str:
    """The dotted name of a file's module."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def python_imports() -> Graph:
    """Which modules each module imports, wherever in its file and for whatever reason."""
    files = {module_of(file): file for file in sources()}
    found: Graph = {name: set() for name in files}
    for name, file in files.items():
        for node in _statements(ast.parse(file.read_text(encoding="utf-8"))):
            found[name].update(_targets(node, files))
    return found


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All of them, wherever they stand: no expression holds one."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.expr):
            yield node
            yield from _statements(node)


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


LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 300, 45, 20

SHARED_NAMES = {
    "__init__": "what a folder is",
    "__main__": "what `python -m` runs",
    "actions": "Trello's records of changes",
    "agenda": "the defences to come",
    "app": "the Flask application",
    "assign": "giving a card to a person",
    "badges": "the small marks on a card",
    "boards": "boards, one after the other",
    "book": "making an appointment",
    "calendar": "days as the school counts them",
    "card": "a card",
    "card_parts": "checklists, attachments, comments of a card",
    "cards": "several cards",
    "case": "what is known of one card",
    "channels": "Slack, Teams, e-mail",
    "command": "the Click command of its folder",
    "counts": "figures that are counted",
    "errors": "what can go wrong, as exceptions",
    "feeds": "calendars that programs subscribe to",
    "feed": "a calendar that programs subscribe to",
    "fields": "fields of cards",
    "follow_up": "cards that follow a defence",
    "form": "what a person fills in",
    "guess": "lists by how they are usually called",
    "handover": "a card changes hands",
    "health": "whether all is well",
    "history": "what happened before",
    "judge": "from a card to a verdict",
    "language": "French or English",
    "lines": "a text, line by line",
    "lists": "lists",
    "mentors": "mentors",
    "metrics": "figures for Prometheus",
    "migrate": "bringing tables forward",
    "model": "the values of its folder",
    "move": "taking something to another place or time",
    "orders": "what people ask for in comments",
    "outcome": "how a defence ended",
    "pages": "whole pages",
    "parts": "parts of a whole",
    "permissions": "who may do what",
    "presses": "what a button does",
    "profiles": "what mentors say of themselves",
    "projects": "projects of courses",
    "proposals": "names that are proposed",
    "read": "from tables to values",
    "reminders": "reminding people",
    "replay": "the past once more, under other rules",
    "rows": "lines of a list",
    "rules_page": "the rules as people read them",
    "school": "the invented school",
    "service": "what others call",
    "sessions": "a mentor's appointments",
    "signature": "the proof that a delivery is Trello's",
    "slots": "weekly times",
    "statistics": "the figures of a year",
    "status": "how things stand",
    "steps": "what comes next for a card",
    "students": "students",
    "surroundings": "what a decision looks at around its subject",
    "tab": "a tab of the desk",
    "tables": "SQL tables",
    "text_output": "a report as people read it",
    "texts": "what people read, in both languages",
    "triage": "what wants a manager",
    "twins": "cards for the same student and project",
    "undo": "taking an effect back",
    "undo_rights": "who may take it back",
    "values": "single values, read with care",
    "versions": "versions of the rulebook",
    "views": "Flask's views",
    "webhooks": "webhooks",
    "worker": "the process that does runs",
    "write": "from values to tables",
}
"""Names that several folders use, and what they mean in all of them. A name that means two things is found
a better one instead of a place here.
"""

NOUNS = frozenset({"feed", "formatting", "mentoring"})
"""They end like participles and are none."""


def test_files_fit_into_one_sitting() -> None:
    found = {str(each.relative_to(ROOT)): len(_lines(each)) for each in all_python()}
    assert {name: lines for name, lines in found.items() if lines > LONGEST_FILE} == {}


def test_functions_hold_one_thought() -> None:
    found = [
        f"{each.relative_to(ROOT)}:{node.lineno} {node.name}"
        for each in all_python()
        if len(_lines(each)) >= LONGEST_FUNCTION
        for node in _statements(ast.parse(each.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_a_folder_is_seen_at_a_glance() -> None:
    folders = Counter(each.parent for each in sources())
    assert {str(each): many for each, many in folders.items() if many > FULLEST_FOLDER} == {}


def test_a_file_is_named_after_a_thing_or_after_what_it_does() -> None:
    names = {each.stem for each in sources()}
    assert [x for x in sorted(names - NOUNS) if re.fullmatch(r"[a-z]+(ed|ing)", x)] == []


def test_no_file_name_means_two_things() -> None:
    places = Counter(each.stem for each in sources())
    assert (
        sorted(name for name, many in places.items() if many > 1 and name not in SHARED_NAMES) == []
    )


def test_the_documents_name_files_that_are_there() -> None:
    lost = [
        f"{document}: {path}"
        for document in ("CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md")
        for path in NAMED_PATH.findall((ROOT / document).read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert lost == []

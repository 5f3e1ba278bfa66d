"""A school that asks for things of its own, with the custom fields that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from harness import School, school

from sandbox.seeds import invented_school
from sandbox.state import boards
from sandbox.state.actions import Actor

NEEDS = {
    "budget": '{ field = "Budget", between = [1, 5000] }',
    "service": '{ field = "Service", among = ["Atelier", "Accueil"] }',
    "code": '{ field = "Code", matching = "C-[0-9]+" }',
    "urgence": '{ label = ["urgent"] }',
    "debut": "{ start = true }",
    "papiers": '{ checklist = "Papiers", items = ["Contrat", "Devis"] }',
    "dossier": '{ attachment = "drive.google.com" }',
    "contexte": '{ words = 2, under = "Contexte" }',
    "titre": '{ title = ".+ – .+ – .+" }',
    "fichier": '{ attachment = "file" }',
}
MORE = "\n".join(
    f'[[requirements]]\ncode = "{code}"\nseverity = "warns"\nneeds = {needs}'
    for code, needs in NEEDS.items()
)


@contextmanager
def asking(folder: Path) -> Iterator[School]:
    """The school, its boards read once the fields are there."""
    with school(folder, more=MORE, start=datetime.now(UTC)) as made:
        state = made.sandbox.state
        board = invented_school.board_named(made.sandbox, invented_school.SOUTENANCES)
        actor = Actor(state.member("helene")["id"])
        with state.lock:
            boards.create_custom_field(state, actor, board, "Budget", "number", [])
            options = ["RH", "Atelier", "Accueil"]
            boards.create_custom_field(state, actor, board, "Service", "list", options)
            boards.create_custom_field(state, actor, board, "Code", "text", [])
        made.look()
        yield made

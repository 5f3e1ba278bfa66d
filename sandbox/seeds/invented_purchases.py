"""An invented company's board of purchase requests, in French or English: no school at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sandbox.core import BOT, Sandbox
from sandbox.state import boards, card_parts, cards
from sandbox.state.actions import Actor
from sandbox.state.shapes import COLORS, Json
from sandbox.state.values import position

MANAGER = "aurore"
PEOPLE = {MANAGER: "Aurore Vidal", "yanis": "Yanis Haddad", "louise": "Louise Peltier"}
AGE = timedelta(days=60)


@dataclass(frozen=True)
class Words:
    """What the board and what is on it are called in one language."""

    board: str
    lists: tuple[str, ...]
    labels: tuple[str, ...]
    team: str
    teams: tuple[str, ...]
    order: str
    heading: str
    chair: str
    screens: str
    why: str


FRENCH = Words(
    board="Demandes d’achat",
    lists=("Demandes", "À compléter", "Commandées", "Livrées", "Refusées"),
    labels=("Informatique", "Mobilier", "Fournitures"),
    team="Service",
    teams=("Atelier", "Comptabilité", "Accueil"),
    order="Bon de commande",
    heading="Besoin",
    chair="Trois chaises pour l’atelier",
    screens="Deux écrans",
    why="Remplacer trois chaises cassées, où plus personne ne peut s’asseoir sans tomber.",
)
ENGLISH = Words(
    board="Purchase requests",
    lists=("Requests", "To complete", "Ordered", "Delivered", "Refused"),
    labels=("Computers", "Furniture", "Supplies"),
    team="Team",
    teams=("Workshop", "Accounting", "Front desk"),
    order="Order number",
    heading="Reason",
    chair="Three chairs for the workshop",
    screens="Two screens",
    why="To replace three broken chairs on which nobody can sit any more without falling.",
)


def seed(sandbox: Sandbox, words: Words = FRENCH) -> None:
    """Make the board with its people, fields and labels, and two requests: one is complete, one is bare."""
    state = sandbox.state
    with state.at(state.now() - AGE):
        for username, full_name in {**PEOPLE, BOT: "Greffier"}.items():
            sandbox.add_member(username, full_name)
        board = make_board(sandbox, words)
    fields = {each["name"]: each for each in state.custom_fields.values()}
    first = state.lists_of(board["id"])[0]["id"]
    actor = Actor(state.member("yanis")["id"])
    with state.at(state.now() - timedelta(days=1)):
        chair = _card(sandbox, actor, first, words.chair)
        cards.change_card(state, actor, chair, {"desc": f"## {words.heading}\n{words.why}"})
        budget = {"value": {"number": "240"}, "idValue": None}
        card_parts.set_field_value(state, actor, chair, fields["Budget"], budget)
        link = {"name": "devis.pdf", "url": "https://example.org/devis.pdf"}
        card_parts.attach(state, actor, chair, link)
        _card(sandbox, actor, first, words.screens)
    _ = sandbox.token


SEEDS: Mapping[str, Callable[[Sandbox], None]] = {
    "achats": seed,
    "purchases": partial(seed, words=ENGLISH),
}
"""What fills a sandbox with this board, by the language of its name."""


def make_board(sandbox: Sandbox, words: Words) -> Json:
    """Make the board without cards, for people who are there already."""
    state = sandbox.state
    actor = Actor(state.member(MANAGER)["id"])
    board = boards.create_board(state, actor, words.board)
    for username in (*PEOPLE, BOT):
        if username != MANAGER:
            boards.put_member(state, actor, board, state.member(username)["id"], "normal")
    for number, title in enumerate(words.lists, 1):
        boards.create_list(state, actor, board, title, 16384 * number)
    for number, title in enumerate(words.labels):
        boards.create_label(state, actor, board, title, COLORS[number])
    boards.create_custom_field(state, actor, board, "Budget", "number", [])
    boards.create_custom_field(state, actor, board, words.team, "list", list(words.teams))
    boards.create_custom_field(state, actor, board, words.order, "text", [])
    return board


def _card(sandbox: Sandbox, actor: Actor, id_list: str, name: str) -> Json:
    state = sandbox.state
    pos = position("bottom", [card["pos"] for card in state.cards_in(id_list)])
    return cards.create_card(state, actor, id_list, name, pos, {})

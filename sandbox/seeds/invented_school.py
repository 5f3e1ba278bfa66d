"""An invented school: two boards, ten mentors, two managers, an observer, the clerk, some forty cards."""

from __future__ import annotations

from datetime import datetime, timedelta

from sandbox.core import Sandbox
from sandbox.seeds import invented_cards
from sandbox.seeds.invented_cards import ACCEPTED, FAILED, INCOMPLETE, INTAKE, PASSED, SeedCard
from sandbox.state import boards, card_parts, cards
from sandbox.state.actions import Actor
from sandbox.state.ids import iso
from sandbox.state.shapes import COLORS, Json
from sandbox.state.values import position

SOUTENANCES = "Soutenances"
TRANSFERT = "Transfert de mentorés entre mentors"
BOT = "greffier"
MANAGERS = {"helene": "Hélène Caradec", "idriss": "Idriss Benmoussa"}
MENTORS = {
    "zoe": "Zoé Lefèvre",
    "noel": "Noël Bérard",
    "ines": "Inès Castel",
    "malik": "Malik Ouédraogo",
    "camille": "Camille d’Aubigny",
    "basile": "Basile Kerguelen",
    "apolline": "Apolline Tessier",
    "gwenael": "Gwenaël Le Bris",
    "fatou": "Fatou Sarr",
    "remi": "Rémi Estève",
}
OBSERVER = {"olivia": "Olivia Stern"}
LISTS = {
    SOUTENANCES: {
        INTAKE: "Propositions de soutenances",
        INCOMPLETE: "Profil à mettre à jour",
        ACCEPTED: "Soutenances planifiées",
        PASSED: "Réussies",
        FAILED: "À retravailler",
    },
    TRANSFERT: {
        INTAKE: "Étudiants à transférer",
        INCOMPLETE: "Profil à mettre à jour",
        PASSED: "Transférés",
    },
}
LABELS = [f"P{number}" for number in range(1, 14)]
CARDS = {SOUTENANCES: invented_cards.SOUTENANCES, TRANSFERT: invented_cards.TRANSFERT}
AGE = timedelta(days=200)


def seed(sandbox: Sandbox) -> None:
    """Make both boards with everybody and all cards; dates count from now."""
    now = sandbox.state.now()
    with sandbox.state.at(now - AGE):
        people = {**MANAGERS, **MENTORS, **OBSERVER, BOT: "Greffier"}
        for username, full_name in people.items():
            sandbox.add_member(username, full_name)
        for name in LISTS:
            _board(sandbox, name)
    for name in LISTS:
        for number, entry in enumerate(CARDS[name]):
            _card(sandbox, name, entry, now, number)
    _ = sandbox.token


def _board(sandbox: Sandbox, name: str) -> None:
    """Make a board with its members (the managers are admins), lists and labels."""
    state = sandbox.state
    first, *others = MANAGERS
    actor = Actor(state.member(first)["id"])
    board = boards.create_board(state, actor, name)
    kinds = {**dict.fromkeys(others, "admin"), **dict.fromkeys([*MENTORS, BOT], "normal")}
    for username, kind in {**kinds, **dict.fromkeys(OBSERVER, "observer")}.items():
        boards.put_member(state, actor, board, state.member(username)["id"], kind)
    for number, title in enumerate(LISTS[name].values(), 1):
        boards.create_list(state, actor, board, title, 16384 * number)
    for number, title in enumerate([*LABELS, "urgent"]):
        boards.create_label(state, actor, board, title, COLORS[number])


def board_named(sandbox: Sandbox, name: str) -> Json:
    """Return a seeded board."""
    return next(one for one in sandbox.state.boards.values() if one["name"] == name)


def _card(sandbox: Sandbox, board: str, entry: SeedCard, now: datetime, number: int) -> None:
    state = sandbox.state
    created = now - timedelta(days=entry.put_forward, minutes=60 - number)
    actor = Actor(state.member(entry.mentor or next(iter(MANAGERS)))["id"])
    home = board_named(sandbox, board)
    title = LISTS[board][entry.place]
    id_list = next(one["id"] for one in state.lists_of(home["id"]) if one["name"] == title)
    with state.at(created):
        pos = position("bottom", [card["pos"] for card in state.cards_in(id_list)])
        card = cards.create_card(state, actor, id_list, entry.title, pos, {})
    with state.at(created + timedelta(seconds=40)):
        cards.change_card(state, actor, card, _details(entry, now))
        known = {label["name"]: label["id"] for label in state.labels_of(home["id"])}
        card_parts.set_labels(state, actor, card, [known[one] for one in entry.labels])
        if entry.mentor:
            card_parts.add_member(state, actor, card, actor.member)


def _details(entry: SeedCard, now: datetime) -> cards.Changes:
    """Fill in description and due date (16:00 UTC on its day); templates and archived cards as such."""
    changes: cards.Changes = {"desc": entry.desc}
    if entry.due_in is not None:
        day = now + timedelta(days=entry.due_in)
        changes["due"] = iso(day.replace(hour=16, minute=0, second=0, microsecond=0))
    if entry.template:
        changes["isTemplate"] = True
    if entry.archived:
        changes["closed"] = True
    return changes


def seed_big(sandbox: Sandbox, n_cards: int, name: str = SOUTENANCES) -> Json:
    """Add more cards to a seeded board, in order and not, for measurements. Return the board."""
    state = sandbox.state
    with state.lock:
        home = board_named(sandbox, name)
        labels = [label["id"] for label in state.labels_of(home["id"])]
        members = [state.member(username)["id"] for username in MENTORS]
        id_list = state.lists_of(home["id"])[0]["id"]
        due = iso(state.now() + timedelta(days=17))
        for number in range(n_cards):
            title = f"Élève {number:05d} Martin – DA Python"
            card = cards.new_card(state, id_list, title, 16384 * (number + 100))
            card["desc"] = invented_cards.REPO.format(number)
            card["due"] = due if number % 3 else None
            card["idLabels"] = [labels[number % 13]]
            card["idMembers"] = [members[number % len(members)]] if number % 5 else []
        return home

"""What people do to two boards when nobody looks after them: anything, in any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sandbox.errors import TrelloError
from sandbox.gestures import Hand
from sandbox.seeds import invented_school
from sandbox.state import boards, card_parts
from sandbox.state.finder import UnknownNameError
from tests.simulation import Simulation

TITLES = (
    "Marie Dupont - DA Python",
    "DUPONT Marie / Dév. Python",
    "Soutenance P7 - Léa Morel - Data analyst",
    "Karim Benali – Développeur web",
    "E\u0301ric N’Diaye - DA Java/JEE 🚀",
    "soutenance",
    "Inès Marchand",
    "À voir avec Zoé",
    "DA Python",
)
TEXTS = (
    "",
    "Dépôt : https://example.org/p7",
    "Livrables : P7_dupont_marie",
    "Disponibilités : mardi",
)
TALK = (
    "Merci !",
    "📋 **Greffier** — n’importe quoi",
    "/vérifier",
    "/suspendre jury absent",
    "/accepter date convenue",
    "/accepter",
    "/annuler",
    "/rétablir",
    "/aide",
    "> /annuler",
)

Acts = dict[int, tuple[Callable[..., None], ...]]
"""Things that people do, by how often."""


class People:
    """Everybody at once. `said`: the comments that people wrote, by action id, as they should be."""

    def __init__(
        self, simulation: Simulation, chance: random.Random, more: Acts | None = None
    ) -> None:
        self.simulation, self.state, self.chance = simulation, simulation.state, chance
        self.said: dict[str, str] = {}
        self.names = [*[*invented_school.MENTORS][:5], *invented_school.MANAGERS]
        boards_seen = (invented_school.SOUTENANCES, invented_school.TRANSFERT)
        self.boards = [
            invented_school.board_named(simulation.made.sandbox, each) for each in boards_seen
        ]
        known = [*WEIGHTS.items(), *(more or {}).items()]
        self.acts = [act for weight, acts in known for act in acts * weight]

    def act(self) -> None:
        """Somebody does something; what Trello refuses has not happened."""
        hand = self.simulation.made.by(self.chance.choice(self.names))
        try:
            self.chance.choice(self.acts)(self, hand)
        except (TrelloError, UnknownNameError, IndexError):
            return

    def pick(self, things: Any) -> Any:
        return self.chance.choice(list(things))

    def card(self) -> str:
        """Mostly one of the newest few: quarrels need several acts on the same card."""
        cards = list(self.state.cards)
        return str(self.pick(cards[-6:] if self.chance.random() < 0.7 else cards))

    def list_id(self, board: str) -> str:
        """Intake and its neighbour most often."""
        ids = [each["id"] for each in self.state.lists_of(board)]
        return str(self.pick(ids[:2] if self.chance.random() < 0.7 else ids))

    def board_of(self, card: str) -> str:
        return str(self.state.cards[card]["idBoard"])

    def label(self, board: str) -> str:
        found = [each["id"] for each in self.state.labels_of(board)]
        return str(self.pick(found[6:8] if self.chance.random() < 0.8 else found))


def create(who: People, hand: Hand) -> None:
    board = who.boards[0 if who.chance.random() < 0.7 else 1]["id"]
    card = hand.create_card(who.list_id(board), who.pick(TITLES))["id"]
    for part in (label, due, join, describe):
        if who.chance.random() < 0.6:
            part(who, hand, card)


def label(who: People, hand: Hand, card: str = "") -> None:
    card = card or who.card()
    hand.toggle_label(card, who.label(who.board_of(card)))


def due(who: People, hand: Hand, card: str = "") -> None:
    days = who.pick((None, -2, 5, 16, 17, 18, 40))
    moment = None if days is None else who.simulation.now + timedelta(days=days)
    hand.set_due(card or who.card(), moment)


def join(who: People, hand: Hand, card: str = "") -> None:
    hand.join(card or who.card())


def leave(who: People, hand: Hand) -> None:
    hand.leave(who.card())


def describe(who: People, hand: Hand, card: str = "") -> None:
    hand.describe(card or who.card(), who.pick(TEXTS))


def rename(who: People, hand: Hand) -> None:
    hand.rename(who.card(), who.pick(TITLES))


def drag(who: People, hand: Hand) -> None:
    card = who.card()
    hand.drag(card, who.list_id(who.board_of(card)), who.pick(("top", "bottom")))


def put_back(who: People, hand: Hand) -> None:
    """A card that was put aside goes straight back."""
    board = who.pick(who.boards)["id"]
    intake, aside = [each["id"] for each in who.state.lists_of(board)][:2]
    hand.drag(who.pick(each["id"] for each in who.state.cards_in(aside)), intake)


def talk(who: People, hand: Hand) -> None:
    text = who.pick(TALK)
    who.said[hand.comment(who.card(), text)["id"]] = text


def edit_talk(who: People, hand: Hand) -> None:
    comment = who.pick(who.said)
    hand.edit_comment(comment, "Je corrige.")
    who.said[comment] = "Je corrige."


def unsay(who: People, hand: Hand) -> None:
    """Any comment may be deleted, ours as well."""
    comments = [each for each in who.state.actions.values() if each["type"] == "commentCard"]
    comment = who.pick(comments)["id"]
    hand.delete_comment(comment)
    who.said.pop(comment, None)


def attach(who: People, hand: Hand) -> None:
    hand.attach(who.card(), "https://example.org/livrables", "P7_dupont_marie")


def detach(who: People, hand: Hand) -> None:
    card = who.state.cards[who.card()]
    card_parts.detach(who.state, hand.actor, card, who.pick(card["attachments"])["id"])


def checklist(who: People, hand: Hand) -> None:
    hand.add_checklist(who.card(), "À faire", "relire", "répéter")


def tick_item(who: People, hand: Hand) -> None:
    hand.check_item(who.card(), who.pick(("relire", "répéter")))


def convert(who: People, hand: Hand) -> None:
    hand.convert_item(who.card(), "relire")


def archive(who: People, hand: Hand) -> None:
    hand.archive(who.card())


def restore(who: People, hand: Hand) -> None:
    hand.restore(who.pick(each["id"] for each in who.state.cards.values() if each["closed"]))


def delete(who: People, hand: Hand) -> None:
    hand.delete(who.card())


def copy(who: People, hand: Hand) -> None:
    card = who.card()
    hand.copy_card(card, who.list_id(who.board_of(card)))


def other_board(who: People, hand: Hand) -> None:
    board = who.pick(who.boards)["id"]
    hand.move_to_board(who.card(), board, who.list_id(board))


def template(who: People, hand: Hand) -> None:
    card = who.card()
    hand.make_template(card, not who.state.cards[card]["isTemplate"])


def done(who: People, hand: Hand) -> None:
    hand.mark_due(who.card(), who.pick((True, False)))


def rename_label(who: People, hand: Hand) -> None:
    board = who.pick(who.boards)["id"]
    hand.rename_label(board, who.label(board), who.pick(("P7", "Projet 7", "urgent", "P9 – Web")))


def delete_label(who: People, hand: Hand) -> None:
    board = who.pick(who.boards)["id"]
    hand.delete_label(board, who.pick(who.state.labels_of(board))["id"])


def new_label(who: People, hand: Hand) -> None:
    hand.create_label(who.pick(who.boards)["id"], who.pick(("P7", "P12", "à relire")))


def close_list(who: People, hand: Hand) -> None:
    board = who.pick(who.boards)["id"]
    found = who.pick(who.state.lists_of(board))
    hand.change_list(found["id"], closed=not found["closed"])


def open_lists(who: People, hand: Hand) -> None:
    for found in who.state.lists.values():
        if found["closed"]:
            hand.change_list(found["id"], closed=False)


def rename_list(who: People, hand: Hand) -> None:
    """Not one of those that comments name: these are not all written again for a new name."""
    found = who.pick(who.state.lists_of(who.pick(who.boards)["id"])[2:])
    hand.change_list(found["id"], name=found["name"] + " ★")


def new_field(who: People, hand: Hand) -> None:
    board = who.pick(who.boards)
    kind, options = who.pick((("text", ()), ("list", ("DA Python", "Data analyst"))))
    name = who.pick(("Étudiant", "Parcours", "Note"))
    boards.create_custom_field(who.state, hand.actor, board, name, kind, list(options))


def fill_field(who: People, hand: Hand) -> None:
    card = who.state.cards[who.card()]
    fields = [e for e in who.state.custom_fields.values() if e["idModel"] == card["idBoard"]]
    found = who.pick(fields)
    if found["type"] == "list":
        option = who.pick(found["options"])["id"]
        value: Any = {"value": None, "idValue": option}
    else:
        value = {"value": {"text": who.pick(TITLES)}, "idValue": None}
    card_parts.set_field_value(who.state, hand.actor, card, found, value)


def drop_field(who: People, hand: Hand) -> None:
    boards.delete_custom_field(who.state, hand.actor, who.pick(who.state.custom_fields.values()))


def expel(who: People, hand: Hand) -> None:
    hand.remove_from_board(who.pick(who.boards)["id"], who.pick((*invented_school.MENTORS,)[5:]))


def invite(who: People, hand: Hand) -> None:
    kind = who.pick(("normal", "observer", "admin"))
    hand.add_to_board(who.pick(who.boards)["id"], who.pick((*invented_school.MENTORS,)[5:]), kind)


def rename_board(who: People, hand: Hand) -> None:
    board = who.pick(who.boards)
    hand.rename_board(board["id"], board["name"] + " ★")


WEIGHTS: Acts = {
    12: (create,),
    10: (label, due, drag),
    8: (put_back,),
    6: (join, talk),
    5: (rename, describe),
    2: (leave, unsay, archive, restore, delete, copy, other_board, new_label, fill_field),
    1: (
        *(edit_talk, attach, detach, checklist, tick_item, convert, template, done),
        *(rename_label, delete_label, close_list, open_lists, rename_list),
        *(new_field, drop_field, expel, invite, rename_board),
    ),
}

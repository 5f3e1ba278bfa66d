"""What else people and robots do: boards, lists and cards change places, and rules of Trello's own
answer to what the clerk does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sandbox.errors import TrelloError
from sandbox.gestures import Hand
from sandbox.seeds import invented_school
from sandbox.state import boards
from sandbox.state.actions import board_ref, record
from sandbox.state.finder import UnknownNameError
from tests.chaos.chaos_people import Acts, People

THIRD = "Archives de l’école"
ORDERS = ("/suspendre jury absent", "/annuler", "/vérifier", "/accepter sur place", "Rien à dire.")


class Robots:
    """Two automations of the board, under the names of people, as Trello's own are.

    One puts a card back as soon as the clerk has moved it; one answers edits by edits.
    """

    def __init__(self, who: People) -> None:
        self.who, self.state = who, who.state
        self.bot = self.state.member(invented_school.BOT)["id"]
        self.plans: list[tuple[Any, Callable[[], None]]] = []
        self.state.listeners.append(self.on_action)

    def on_action(self, action: Any, _: object) -> None:
        """Plan an answer, now and then."""
        card = action["data"].get("card", {}).get("id")
        if card is None or self.who.chance.random() > 0.1:
            return
        data, delay = action["data"], timedelta(seconds=self.who.chance.uniform(0, 40))
        if action["idMemberCreator"] == self.bot and "listBefore" in data:
            back = data["listBefore"]["id"]
            self.plans.append((self.who.simulation.now + delay, lambda: self._drag(card, back)))
        elif "due" in data.get("old", {}):
            self.plans.append((self.who.simulation.now + delay, lambda: self._label(card)))

    def _drag(self, card: str, back: str) -> None:
        self.who.simulation.made.by("malik").drag(card, back)

    def _label(self, card: str) -> None:
        board = self.state.cards[card]["idBoard"]
        self.who.simulation.made.by("helene").toggle_label(card, self.who.label(board))

    def act(self) -> None:
        """Do what is due."""
        due = [each for each in self.plans if each[0] <= self.who.simulation.now]
        self.plans = [each for each in self.plans if each not in due]
        for _, each in due:
            try:
                each()
            except (TrelloError, UnknownNameError, IndexError, KeyError):
                continue


def third_board(who: People) -> str:
    """A board that nobody watches, with the same people."""
    state = who.state
    known = [each["id"] for each in state.boards.values() if each["name"] == THIRD]
    if known:
        return str(known[0])
    hand = who.simulation.made.by("helene")
    board = boards.create_board(state, hand.actor, THIRD)
    for name in (*invented_school.MENTORS, "idriss"):
        boards.put_member(state, hand.actor, board, state.member(name)["id"], "admin")
    for number, name in enumerate(("Anciennes", "En attente"), 1):
        boards.create_list(state, hand.actor, board, name, 16384 * number)
    return str(board["id"])


def any_board(who: People) -> str:
    return str(who.pick((*[each["id"] for each in who.boards], third_board(who))))


def card_away(who: People, hand: Hand) -> None:
    """To any board, also from the one that nobody watches."""
    board = any_board(who)
    hand.move_to_board(who.card(), board, who.list_id(board))


def card_home(who: People, hand: Hand) -> None:
    """What is on the third board comes back."""
    board = who.pick(who.boards)["id"]
    card = who.pick(who.state.cards_of(third_board(who)))["id"]
    hand.move_to_board(card, board, who.list_id(board))


def list_away(who: People, hand: Hand) -> None:
    """A list that is no list of the rules moves to another board with all its cards."""
    source = who.pick(who.boards)["id"]
    known = {each for rules in who.simulation.parts.rulebook.boards.values() for each in _of(rules)}
    free = [each for each in who.state.lists_of(source) if each["id"] not in known]
    if not free:
        made = hand.create_list(source, "Divers")
        hand.drag(who.card(), made["id"])
        return
    hand.change_list(who.pick(free)["id"], idBoard=any_board(who))


def list_home(who: People, hand: Hand) -> None:
    """A list of the third board moves to a watched one."""
    entry = who.pick(who.state.lists_of(third_board(who))[2:])
    hand.change_list(entry["id"], idBoard=who.pick(who.boards)["id"])


def _of(rules: Any) -> tuple[str, ...]:
    return (*rules.intake, *rules.incomplete, *rules.accepted, *rules.passed, *rules.failed)


def rename_used_label(who: People, hand: Hand) -> None:
    """The label of a card at hand gets another name."""
    card = who.state.cards[who.card()]
    names = ("P7", "Projet 11", "plus tard", "P3 – Réseaux")
    hand.rename_label(card["idBoard"], who.pick(card["idLabels"]), who.pick(names))


def delete_used_label(who: People, hand: Hand) -> None:
    card = who.state.cards[who.card()]
    hand.delete_label(card["idBoard"], who.pick(card["idLabels"]))


def rename_field(who: People, hand: Hand) -> None:
    """A custom field is called otherwise."""
    found = who.pick(who.state.custom_fields.values())
    found["name"] = who.pick(("Étudiant", "Parcours", "Remarque"))
    board = who.state.boards[found["idModel"]]
    shown = {"id": found["id"], "name": found["name"]}
    data = {"board": board_ref(board), "customField": shown}
    record(who.state, hand.actor, "updateCustomField", data)


def change_order(who: People, hand: Hand) -> None:
    """A comment is edited into an order, or out of one."""
    comment, text = who.pick(who.said), who.pick(ORDERS)
    hand.edit_comment(comment, text)
    who.said[comment] = text


def order(who: People, hand: Hand) -> None:
    text = who.pick(ORDERS)
    who.said[hand.comment(who.card(), text)["id"]] = text


def burst(who: People, hand: Hand) -> None:
    """Many edits of a card in a second."""
    card = who.card()
    for number in range(who.chance.randrange(3, 9)):
        hand.describe(card, f"https://example.org/{number}")


def lose_member(who: People, hand: Hand) -> None:
    """Whoever is on a card leaves the board, and comes back some day."""
    board = who.pick(who.boards)["id"]
    name = who.pick((*invented_school.MENTORS,))
    if who.chance.random() < 0.5:
        hand.remove_from_board(board, name)
    else:
        hand.add_to_board(board, name)


WIDER: Acts = {
    4: (card_away, card_home, order),
    3: (rename_used_label, delete_used_label, lose_member, list_away),
    2: (list_home, change_order, rename_field, burst),
}
"""How often each thing is done, beside `WEIGHTS`."""

"""Two boards as they are before anybody has heard of Greffier: cards that nobody has touched for weeks."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from harness import ACCEPTED, INCOMPLETE, PASSED, TO_TRANSFER, School

from sandbox.core import Sandbox
from sandbox.seeds import invented_school as people
from sync.use_cases import board_mode

WRITTEN = (
    *("commentCard", "updateCard", "addChecklistToCard"),
    *("addMemberToCard", "addAttachmentToCard"),
)
FIRST, LAST = ("Ana", "Bo"), ("Roux", "Blin", "Maury", "Colas", "Petit", "Weber")
NAMES = [f"{first} {last}" for first in FIRST for last in LAST]


def seed(sandbox: Sandbox) -> None:
    """The school's cards and forty more: incomplete ones set aside, agreed defences, students to transfer."""
    people.seed(sandbox)
    state = sandbox.state
    before = state.now() - timedelta(days=40)
    with state.at(before):
        for number, name in enumerate(NAMES):
            _card(sandbox, people.SOUTENANCES, INCOMPLETE, name, number, "due")
            if number < 6:
                agreed = _card(sandbox, people.SOUTENANCES, ACCEPTED, name, number)
                sandbox.act_as("helene").add_member(agreed, state.member("noel")["id"])
                _card(
                    sandbox,
                    people.TRANSFERT,
                    TO_TRANSFER,
                    name,
                    number,
                    days=2 if number % 2 else 30,
                )
                _card(sandbox, people.SOUTENANCES, PASSED, name, number, days=-20)
                _card(sandbox, people.SOUTENANCES, ACCEPTED, f"{name}ier", number, days=-3)


def _card(
    sandbox: Sandbox, board: str, where: str, name: str, number: int, *missing: str, days: float = 9
) -> str:
    state, hand = sandbox.state, sandbox.act_as("zoe")
    home = people.board_named(sandbox, board)["id"]
    list_id = next(each["id"] for each in state.lists_of(home) if each["name"] == where)
    card = str(hand.create_card(list_id, f"{name} - DA Python")["id"])
    label = next(
        each["id"] for each in state.labels_of(home) if each["name"] == f"P{number % 12 + 1}"
    )
    hand.toggle_label(card, label)
    hand.join(card)
    hand.describe(card, "Dépôt : https://example.org/p")
    if "due" not in missing:
        hand.set_due(card, state.now() + timedelta(days=40 + days))
    return card


def written(made: School) -> Counter[tuple[str, str]]:
    """What the clerk did on the boards, by the card's id: its actions as Trello keeps them."""
    bot = made.sandbox.state.member(people.BOT)["id"]
    return Counter(
        (each["type"], each["data"]["card"]["id"])
        for each in made.sandbox.state.actions.values()
        if each["idMemberCreator"] == bot and each["type"] in WRITTEN
    )


def switch(made: School, mode: board_mode.Mode) -> None:
    """Put all boards into this mode, and let what follows happen."""
    for rules in made.parts.rulebook.boards.values():
        with made.parts.database.transaction() as session:
            board_mode.set_mode(session, made.queue.enqueue, rules, mode, "Hélène", made.time)
    made.work()


def go_on(made: School, **span: float) -> None:
    """Let time pass as in service: the clock ticks, the boards are looked at again."""
    end = made.time + timedelta(**span)
    while made.time < end:
        made.pass_time(hours=2)
        made.parts.follow.tick()
        made.look()


def incomplete(made: School) -> set[str]:
    """The cards that lack their date."""
    return {each["id"] for each in made.sandbox.state.cards.values() if each["due"] is None}

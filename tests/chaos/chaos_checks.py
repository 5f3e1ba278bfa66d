"""What must hold once it is quiet. All of it is read from the sandbox's state and from the tables,
not through the code that wrote them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.evaluate import RuledBoard, evaluate
from rules.history import History, Hold
from rules.trello_json import cards as wire
from sandbox.seeds import invented_school
from sandbox.state.ids import parse_iso
from sync.effects.recover import UNKNOWN
from sync.queue.inbox import unopened
from sync.storage import tables, trello_tables
from tests.simulation import Simulation

MARK = "📋 **Greffier**"
Json = dict[str, Any]


@dataclass
class Ledger:
    """What the bot did on Trello, seen from Trello's side."""

    simulation: Simulation
    moves: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    into_archived: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bot = self.simulation.state.member(invented_school.BOT)["id"]
        self.simulation.state.listeners.append(self.on_action)

    def on_action(self, action: Json, _: object) -> None:
        """Count the moves, ours and those of people."""
        data = action["data"]
        if "listAfter" not in data:
            return
        ours = action["idMemberCreator"] == self.bot
        (self.moves if ours else self.others)[data["card"]["id"]] += 1
        if ours and self._known_closed(data["listAfter"]["id"]):
            self.into_archived.append(data["card"]["id"])

    def _known_closed(self, list_id: str) -> bool:
        with self.simulation.parts.database.transaction() as session:
            row = session.get(trello_tables.ListRow, list_id)
            return row is not None and row.closed


def all_problems(simulation: Simulation, ledger: Ledger, said: dict[str, str]) -> Iterator[str]:
    """Everything that is not as it must be, in words."""
    with simulation.parts.database.transaction() as session:
        for board in simulation.parts.boards:
            yield from _board_differs(simulation, session, board)
            yield from _cards_differ(simulation, session, board)
            yield from _should_have_moved(simulation, session, board)
        yield from _unfinished(simulation, session)
        yield from _receipts(simulation, session, ledger)
    yield from _comments(simulation, said)
    yield from (f"card {each} was moved into an archived list" for each in ledger.into_archived)


def _board_differs(simulation: Simulation, session: Session, board: str) -> Iterator[str]:
    state = simulation.state
    row = session.get_one(trello_tables.BoardRow, board)
    if row.name != state.boards[board]["name"]:
        yield f"board {board}: name"
    wanted: dict[str, Any] = {
        "lists": {e["id"]: (e["name"], e["closed"], e["pos"]) for e in state.lists_of(board)},
        "labels": {e["id"]: (e["name"], e["color"]) for e in state.labels_of(board)},
        "fields": {
            e["id"]: (e["name"], e["type"], sorted(o["id"] for o in e.get("options", ())))
            for e in state.custom_fields.values()
            if e["idModel"] == board
        },
        "people": {e["idMember"]: e["memberType"] for e in state.boards[board]["memberships"]},
    }
    found: dict[str, Any] = {
        "lists": {
            e.id: (e.name, e.closed, e.pos) for e in _of(session, trello_tables.ListRow, board)
        },
        "labels": {e.id: (e.name, e.color) for e in _of(session, trello_tables.LabelRow, board)},
        "fields": {
            e.id: (e.name, e.type, sorted(o[0] for o in e.options))
            for e in _of(session, trello_tables.CustomFieldRow, board)
        },
        "people": {e.member_id: e.role for e in _of(session, trello_tables.MembershipRow, board)},
    }
    yield from (f"board {board}: {part}" for part in wanted if wanted[part] != found[part])


def _of(session: Session, table: type[Any], board: str) -> Any:
    return session.scalars(sa.select(table).where(table.board_id == board))


def _cards_differ(simulation: Simulation, session: Session, board: str) -> Iterator[str]:
    cards = {each["id"]: each for each in simulation.state.cards_of(board)}
    rows = {
        each.id: each for each in _of(session, trello_tables.CardRow, board) if each.gone_at is None
    }
    for card_id in cards.keys() ^ rows.keys():
        yield f"card {card_id} is only {'on Trello' if card_id in cards else 'in the mirror'}"
    for card_id in cards.keys() & rows.keys():
        wanted = _as_on_trello(simulation, cards[card_id])
        found = _as_in_tables(session, rows[card_id])
        for key in wanted:
            if wanted[key] != found[key]:
                yield f"card {card_id}: {key}: {found[key]!r} instead of {wanted[key]!r}"


def _as_on_trello(simulation: Simulation, card: Json) -> Json:
    lists = [simulation.state.checklists[each] for each in card["idChecklists"]]
    return {
        "list": card["idList"],
        "name": card["name"],
        "desc": card["desc"],
        "due": card["due"] and parse_iso(card["due"]),
        "done": card["dueComplete"],
        "closed": card["closed"],
        "template": card["isTemplate"],
        "pos": float(card["pos"]),
        "short": card["shortLink"],
        "labels": sorted(card["idLabels"]),
        "members": sorted(card["idMembers"]),
        "attachments": {e["id"]: (e["name"], e["url"]) for e in card["attachments"]},
        "fields": {
            e["idCustomField"]: (e["value"], e["idValue"]) for e in card["customFieldItems"]
        },
        "checklists": {
            each["id"]: [[i["name"], i["state"] == "complete"] for i in each["checkItems"]]
            for each in lists
        },
    }


def _as_in_tables(session: Session, row: trello_tables.CardRow) -> Json:
    def on(table: type[Any]) -> Any:
        return session.scalars(sa.select(table).where(table.card_id == row.id))

    return {
        "list": row.list_id,
        "name": row.name,
        "desc": row.desc,
        "due": row.due,
        "done": row.due_complete,
        "closed": row.closed,
        "template": row.is_template,
        "pos": row.pos,
        "short": row.short_link,
        "labels": sorted(each.label_id for each in on(trello_tables.CardLabelRow)),
        "members": sorted(each.member_id for each in on(trello_tables.CardMemberRow)),
        "attachments": {each.id: (each.name, each.url) for each in on(trello_tables.AttachmentRow)},
        "fields": {e.field_id: (e.value, e.option_id) for e in on(trello_tables.CardFieldRow)},
        "checklists": {each.id: each.items for each in on(trello_tables.ChecklistRow)},
    }


def judged(
    simulation: Simulation, session: Session, board: str, now: datetime
) -> Iterator[tuple[Card, str]]:
    """Each card as Trello has it, and its verdict by the rules: no word of the mirror's."""
    state = simulation.state
    nested = {
        **state.boards[board],
        "lists": state.lists_of(board),
        "labels": state.labels_of(board),
        "members": list(state.members.values()),
        "customFields": [e for e in state.custom_fields.values() if e["idModel"] == board],
        "cards": state.cards_of(board),
    }
    whole = wire.read_snapshot(nested)
    value, cards = whole.board, whole.cards
    rules = simulation.parts.rulebook.board(board)
    assert rules is not None
    bot = state.member(invented_school.BOT)["id"]
    ruled = RuledBoard.of(value, rules, simulation.parts.rulebook, bot)
    for card in cards:
        history = History(hold=_hold(session, card.id))
        yield card, evaluate(card, ruled, now, history).state


def _hold(session: Session, card_id: str) -> Hold | None:
    row = session.get(tables.HoldRow, card_id)
    if row is None:
        return None
    kind = "accepted" if row.kind == "accepted" else "suspended"
    return Hold(kind, row.by, row.at, row.until, row.fingerprint, row.reason)  # type: ignore[arg-type]


def _should_have_moved(simulation: Simulation, session: Session, board: str) -> Iterator[str]:
    rules = simulation.parts.rulebook.board(board)
    assert rules is not None
    aside = simulation.state.lists[rules.incomplete[0]]
    back = simulation.state.lists[rules.intake[0]]
    for card, verdict in judged(simulation, session, board, simulation.now):
        if verdict == "incomplete" and card.list_id in rules.intake and not aside["closed"]:
            yield f"card {card.id} is incomplete and still in the intake list"
        returns = rules.return_ == "automatic" and card.list_id in rules.incomplete
        if returns and verdict == "complete" and not back["closed"]:
            yield f"card {card.id} is complete and was not brought back"


def _unfinished(simulation: Simulation, session: Session) -> Iterator[str]:
    if left := unopened(simulation.parts.database).count:
        yield f"{left} deliveries lie in the inbox"
    for delivery in session.scalars(
        sa.select(tables.DeliveryRow).where(tables.DeliveryRow.settled_at.is_(None))
    ):
        yield f"delivery {delivery.action_id} ({delivery.type}) is not settled"
    for wake in session.scalars(sa.select(tables.WakeRow)):
        if wake.done < wake.wanted or wake.parked_at is not None:
            yield f"{wake.scope} {wake.id} wants {wake.wanted}, done {wake.done}: {wake.error}"
        if wake.timer_at is not None and wake.timer_at <= simulation.now:
            yield f"{wake.scope} {wake.id} had a timer at {wake.timer_at}"


def _receipts(simulation: Simulation, session: Session, ledger: Ledger) -> Iterator[str]:
    rows = list(session.scalars(sa.select(tables.ReceiptRow).order_by(tables.ReceiptRow.id)))
    for row in rows:
        if row.state == "intended":
            yield f"receipt {row.id} ({row.command}) is still intended"
    done = [each for each in rows if each.state == "done"]
    yield from _moves(simulation, done, ledger)
    written = {each.action_id for each in done if each.command == "WriteComment"}
    texts = {each.action_id: each.after.get("text") for each in done if _tells(each)}
    unseen = {each.card_id for each in done if each.note == UNKNOWN and _tells(each)}
    for comment in _ours(simulation):
        if comment["id"] not in written and comment["data"]["card"]["id"] not in unseen:
            yield f"comment {comment['id']} has no receipt"
        elif texts.get(comment["id"], comment["data"]["text"]) != comment["data"]["text"]:
            yield f"comment {comment['id']} says something else than its last receipt"


def _moves(simulation: Simulation, done: list[tables.ReceiptRow], ledger: Ledger) -> Iterator[str]:
    """Each move has a receipt. Of a card that was away nobody could see whether it took place."""
    moved = [each for each in done if each.command in ("MoveCard", "UndoMoveCard")]
    moves = Counter(each.card_id for each in moved)
    unseen = Counter(each.card_id for each in moved if each.note == UNKNOWN)
    for card_id in ledger.moves.keys() | moves.keys():
        made, noted = ledger.moves[card_id], moves[card_id]
        # A person who does the same at the same instant leaves us a receipt and nothing to do.
        at_once = ledger.others[card_id] if card_id in simulation.state.cards else noted
        if not made <= noted <= made + at_once + unseen[card_id]:
            yield f"card {card_id}: {made} moves, {noted} receipts"


def _tells(receipt: tables.ReceiptRow) -> bool:
    return receipt.command in ("WriteComment", "EditComment")


def _ours(simulation: Simulation) -> list[Json]:
    bot = simulation.state.member(invented_school.BOT)["id"]
    return [
        each
        for each in simulation.state.actions.values()
        if each["type"] == "commentCard"
        and each["idMemberCreator"] == bot
        and each["data"]["card"]["id"] in simulation.state.cards
    ]


def _comments(simulation: Simulation, said: dict[str, str]) -> Iterator[str]:
    count = Counter(each["data"]["card"]["id"] for each in _ours(simulation))
    yield from (
        f"card {each} has {number} comments" for each, number in count.items() if number > 1
    )
    for action_id, text in said.items():
        action = simulation.state.actions.get(action_id)
        if action is None or action["data"]["text"] != text:
            yield f"somebody's comment {action_id} was touched"

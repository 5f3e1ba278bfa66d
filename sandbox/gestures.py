"""What people do in Trello's own pages. Each gesture records what real Trello records for it."""

from __future__ import annotations

from datetime import datetime

from sandbox.errors import unauthorized
from sandbox.state import boards, card_parts, cards, checklists, finder, values
from sandbox.state.actions import Actor
from sandbox.state.ids import iso
from sandbox.state.nested_views import card_view
from sandbox.state.shapes import Json
from sandbox.state.store import State

DAY = 1440  # minutes; what the page proposes as reminder with a due date


class Hand:
    """One member at work. Cards, lists, labels: by id, short link or name.

    Raises `finder.UnknownNameError` for a name that fits nothing, `errors.TrelloError` for what
    Trello refuses.
    """

    def __init__(self, state: State, member: str, agent: str = "") -> None:
        self.state = state
        self.actor = Actor(member, agent=agent)

    def _allowed(self, board: Json) -> Json:
        membership = self.state.membership(board, self.actor.member)
        if membership is None or membership["memberType"] == "observer":
            raise unauthorized()
        return board

    def _card(self, reference: str) -> Json:
        card = finder.card(self.state, reference)
        self._allowed(self.state.boards[card["idBoard"]])
        return card

    def _list(self, reference: str, board: str | None = None) -> Json:
        id_board = finder.board(self.state, board)["id"] if board else None
        entry = finder.trello_list(self.state, reference, id_board)
        self._allowed(self.state.boards[entry["idBoard"]])
        return entry

    def _bottom(self, id_list: str) -> float:
        return values.position("bottom", [one["pos"] for one in self.state.cards_in(id_list)])

    # Cards

    def create_card(
        self,
        into: str,
        name: str,
        *,
        board: str | None = None,
        desc: str = "",
        due: datetime | str | None = None,
        labels: tuple[str, ...] = (),
        join: bool = False,
    ) -> Json:
        """Type a name at the foot of a list, then fill in the rest, field after field."""
        with self.state.lock:
            entry = self._list(into, board)
            pos = self._bottom(entry["id"])
            card = cards.create_card(self.state, self.actor, entry["id"], name, pos, {})
            if desc:
                self.describe(card["id"], desc)
            if due:
                self.set_due(card["id"], due)
            for label in labels:
                self.toggle_label(card["id"], label)
            if join:
                self.join(card["id"])
            return card_view(self.state, card, {})

    def email_card(self, into: str, name: str, *, board: str | None = None) -> Json:
        """Send a card by e-mail to the board: emailCard and no createCard."""
        with self.state.lock:
            entry = self._list(into, board)
            card = cards.new_card(self.state, entry["id"], name, self._bottom(entry["id"]))
            cards.appear(self.state, self.actor, card, "emailCard")
            return card_view(self.state, card, {})

    def copy_card(self, card: str, into: str, name: str = "") -> Json:
        """Copy a card to a list of its board, and return the copy."""
        with self.state.lock:
            source = self._card(card)
            id_list = finder.trello_list(self.state, into, source["idBoard"])["id"]
            title, pos = name or source["name"], self._bottom(id_list)
            made = cards.copy_card(self.state, self.actor, source, id_list, title, pos)
            return card_view(self.state, made, {})

    def _change(self, card: str, **changes: object) -> None:
        with self.state.lock:
            cards.change_card(self.state, self.actor, self._card(card), changes)

    def rename(self, card: str, name: str) -> None:
        self._change(card, name=name)

    def describe(self, card: str, desc: str) -> None:
        self._change(card, desc=desc)

    def drag(self, card: str, into: str, pos: float | str = "bottom") -> None:
        """Move a card. Two actions: the list, then the position."""
        with self.state.lock:
            found = self._card(card)
            id_list = finder.trello_list(self.state, into, found["idBoard"])["id"]
            taken = [one["pos"] for one in self.state.cards_in(id_list) if one is not found]
            place = values.position(pos, taken)
            if place == found["pos"]:  # dropped between its new neighbours: never the same number
                place += 1
            self._change(found["id"], idList=id_list, pos=place)

    def move_to_board(self, card: str, board: str, into: str) -> None:
        """Move a card to another board: moveCardFromBoard there, moveCardToBoard here."""
        with self.state.lock:
            target = self._allowed(finder.board(self.state, board))
            id_list = finder.trello_list(self.state, into, target["id"])["id"]
            self._change(card, idBoard=target["id"], idList=id_list)

    def set_due(self, card: str, due: datetime | str | None) -> None:
        """Set the due date. Two actions the first time: the reminder that the page proposes, then the
        date.
        """
        with self.state.lock:
            found = self._card(card)
            date = iso(due) if isinstance(due, datetime) else values.date("due", due)
            if date and found["dueReminder"] is None:
                cards.change_field(self.state, self.actor, found, "dueReminder", DAY)
            cards.change_field(self.state, self.actor, found, "due", date)

    def mark_due(self, card: str, done: bool = True) -> None:
        """Tick the due date, or take the tick off."""
        self._change(card, dueComplete=done)

    def archive(self, card: str) -> None:
        self._change(card, closed=True)

    def restore(self, card: str) -> None:
        """Take a card out of the archive."""
        self._change(card, closed=False)

    def make_template(self, card: str, template: bool = True) -> None:
        self._change(card, isTemplate=template)

    def delete(self, card: str) -> None:
        """Delete a card. Trello's page asks to archive first; the archiving is not played here."""
        with self.state.lock:
            cards.delete_card(self.state, self.actor, self._card(card))

    # On a card

    def toggle_label(self, card: str, label: str) -> None:
        """Put a label on or take it off. Two actions: add or removeLabel…Card, and its twin updateCard."""
        with self.state.lock:
            found = self._card(card)
            identifier = finder.label(self.state, label, found["idBoard"])["id"]
            there = identifier in found["idLabels"]
            change = card_parts.remove_label if there else card_parts.add_label
            change(self.state, self.actor, found, identifier)

    def join(self, card: str) -> None:
        self.add_member(card, self.actor.member)

    def leave(self, card: str) -> None:
        self.remove_member(card, self.actor.member)

    def add_member(self, card: str, member: str) -> None:
        with self.state.lock:
            identifier = self.state.member(member)["id"]
            card_parts.add_member(self.state, self.actor, self._card(card), identifier)

    def remove_member(self, card: str, member: str) -> None:
        with self.state.lock:
            identifier = self.state.member(member)["id"]
            card_parts.remove_member(self.state, self.actor, self._card(card), identifier)

    def comment(self, card: str, text: str) -> Json:
        """Comment on a card. Return the action, which is the comment."""
        with self.state.lock:
            return dict(card_parts.comment(self.state, self.actor, self._card(card), text))

    def edit_comment(self, comment: str, text: str) -> None:
        """Edit a comment of one's own; Trello refuses those of others."""
        with self.state.lock:
            action = self.state.action(comment)
            if action["idMemberCreator"] != self.actor.member:
                raise unauthorized()
            card_parts.edit_comment(self.state, self.actor, action, text)

    def delete_comment(self, comment: str) -> None:
        with self.state.lock:
            action = self.state.action(comment)
            self._allowed(self.state.boards[action["data"]["board"]["id"]])
            card_parts.delete_comment(self.state, self.actor, action)

    def attach(self, card: str, url: str, name: str = "") -> None:
        """Attach a link."""
        with self.state.lock:
            link = {"name": name or url, "url": url}
            card_parts.attach(self.state, self.actor, self._card(card), link)

    def detach(self, card: str, attachment: str) -> None:
        """Take an attachment off, named by its id."""
        with self.state.lock:
            card_parts.detach(self.state, self.actor, self._card(card), attachment)

    def add_checklist(self, card: str, name: str, *items: str) -> Json:
        """Add a checklist with these items, none of them done, and return it."""
        with self.state.lock:
            checklist = checklists.add_checklist(self.state, self.actor, self._card(card), name)
            for item in items:
                checklists.add_item(self.state, self.actor, checklist, item, done=False)
            return dict(checklist)

    def check_item(self, card: str, item: str, done: bool = True) -> None:
        """Tick an item, or take the tick off; it is named by id or name."""
        with self.state.lock:
            checklist, found = self._item(card, item)
            mark = {"state": "complete" if done else "incomplete"}
            checklists.change_item(self.state, self.actor, checklist, found, mark)

    def convert_item(self, card: str, item: str) -> Json:
        """Make a card of an item of a checklist."""
        with self.state.lock:
            made = checklists.convert_item(self.state, self.actor, *self._item(card, item))
            return card_view(self.state, made, {})

    def _item(self, card: str, item: str) -> tuple[Json, Json]:
        mine = [self.state.checklists[one] for one in self._card(card)["idChecklists"]]
        items = [entry for checklist in mine for entry in checklist["checkItems"]]
        found = finder.find(items, item, "item")
        return self.state.checklists[found["idChecklist"]], found

    # Lists, labels, boards

    def create_list(self, board: str, name: str) -> Json:
        """Add a list at the right end of a board."""
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            taken = [entry["pos"] for entry in self.state.lists_of(found["id"])]
            pos = values.position("bottom", taken)
            return dict(boards.create_list(self.state, self.actor, found, name, pos))

    def change_list(self, entry: str, board: str | None = None, **changes: object) -> None:
        """Change a list's `name`, `closed` (archived), `pos`: one updateList each, nothing for the cards."""
        with self.state.lock:
            boards.change_list(self.state, self.actor, self._list(entry, board), changes)

    def create_label(self, board: str, name: str, color: str | None = None) -> Json:
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            return dict(boards.create_label(self.state, self.actor, found, name, color))

    def rename_label(self, board: str, label: str, name: str) -> None:
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            known = finder.label(self.state, label, found["id"])
            boards.change_label(self.state, self.actor, known, {"name": name})

    def delete_label(self, board: str, label: str) -> None:
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            boards.delete_label(
                self.state, self.actor, finder.label(self.state, label, found["id"])
            )

    def rename_board(self, board: str, name: str) -> None:
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            boards.change_board(self.state, self.actor, found, {"name": name})

    def add_to_board(self, board: str, member: str, kind: str = "normal") -> None:
        """Add a member to a board. `kind`: admin, normal or observer."""
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            identifier = self.state.member(member)["id"]
            boards.put_member(self.state, self.actor, found, identifier, kind)

    def remove_from_board(self, board: str, member: str) -> None:
        with self.state.lock:
            found = self._allowed(finder.board(self.state, board))
            boards.drop_member(self.state, self.actor, found, self.state.member(member)["id"])

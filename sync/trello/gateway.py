"""What the rest of Greffier asks of Trello, in verbs.

Every verb raises a `TrelloError` of `sync.trello.errors`; reads give Trello's JSON objects as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trello import Board, Card, Label, Member

from sync.trello.client import Access
from sync.trello.errors import Gone, Refused, Unsure
from sync.trello.queries import given, path, plain
from sync.trello.reads import Json, Reads

__all__ = ["Access", "Gateway"]


class Gateway(Reads):
    """The verbs: what is read (`Reads`), and what is written. Safe for threads."""

    # Writing on cards

    def write_comment(self, card_id: str, text: str) -> Json:
        """Comment a card. Raises `Unsure` where the answer was lost: read the comments back first."""
        return _made(self._on(card_id).comment(text))

    def edit_comment(self, action_id: str, text: str) -> Json:
        """Replace the text of one of the bot's comments."""
        return self._write("PUT", path("actions", action_id), {"text": text})

    def react(self, action_id: str, emoji: str) -> None:
        """Put an emoji, by its code as `1F440`, on somebody's comment. Raises `Refused` where it is there."""
        self._write("POST", path("actions", action_id, "reactions"), {"unified": emoji})

    def delete_comment(self, action_id: str) -> None:
        """Delete one of the bot's comments; no error if it is gone already."""
        self._remove(path("actions", action_id))

    def move_card(self, card_id: str, list_id: str, pos: float | str = "bottom") -> Json:
        """Put a card into a list. Raises `Refused` also where Trello says yes and the card is elsewhere."""
        where = path("cards", card_id)
        card = self._write("PUT", where, {"idList": list_id, "pos": pos})
        if "idList" not in card:  # a 202 may say nothing of what was done
            card = self._object(where, fields="id,idBoard,idList,pos,closed,dateLastActivity")
        if card.get("idList") != list_id:
            raise Refused(f"PUT {where}: the card is not in the list asked for", None, "not-moved")
        return card

    def update_card(self, card_id: str, **fields: Any) -> Json:
        """Set several of Trello's card fields in one call. A datetime needs a zone; None clears."""
        return self._write("PUT", path("cards", card_id), plain(fields))

    def create_card(self, **fields: Any) -> Json:
        """Make a card (`idList` at least). Raises `Unsure` where the answer was lost."""
        return _made(self._write("POST", "cards", plain(fields)))

    def add_member(self, card_id: str, member_id: str) -> None:
        """Add a person to a card; no error if they are on it already."""
        _done_already(lambda: self._on(card_id).add_member(Member(self._client, member_id)))

    def remove_member(self, card_id: str, member_id: str) -> None:
        """Take a person off a card; no error if they are not on it."""
        self._remove(path("cards", card_id, "idMembers", member_id))

    def add_label(self, card_id: str, label_id: str) -> None:
        """Add a label to a card; no error if it is on it already."""
        _done_already(lambda: self._on(card_id).add_label(Label(self._client, label_id, "")))

    def remove_label(self, card_id: str, label_id: str) -> None:
        """Take a label off a card; no error if it is not on it."""
        self._remove(path("cards", card_id, "idLabels", label_id))

    def attach_url(self, card_id: str, url: str, name: str | None = None) -> Json:
        """Attach a link to a card. Raises `Unsure` where the answer was lost."""
        where = path("cards", card_id, "attachments")
        return _made(self._write("POST", where, {"url": url, **given(name=name)}))

    def set_field(
        self,
        card_id: str,
        field_id: str,
        value: Mapping[str, str] | None = None,
        *,
        option_id: str | None = None,
    ) -> Json:
        """Set a custom field: `value` as Trello has it (`{"text": "…"}`, `{"number": "42"}`,
        `{"checked": "true"}`, `{"date": "…"}`), or the option of a list field. Neither: cleared.
        """
        body: Json = {"value": value} if value else {"value": "", "idValue": ""}
        if option_id is not None:
            body = {"idValue": option_id}
        return self._write("PUT", path("cards", card_id, "customField", field_id, "item"), body)

    def add_checklist(self, card_id: str, name: str, items: Sequence[str]) -> Json:
        """Add a checklist with these items, in order. Safe to repeat after an error: what already stands
        there under the same name is kept, and only what is missing is added.
        """
        where = path("cards", card_id, "checklists")
        there = [each for each in self._array(where) if each.get("name") == name]
        checklist = there[0] if there else _made(self._write("POST", where, {"name": name}))
        present: list[Json] = checklist.setdefault("checkItems", [])
        known = {each.get("name") for each in present}
        target = path("checklists", checklist["id"], "checkItems")
        for item in items:
            if item not in known:
                present.append(self._write("POST", target, {"name": item, "pos": "bottom"}))
        return checklist

    def delete_checklist(self, checklist_id: str) -> None:
        """Take a checklist away; one that is gone already is no error."""
        self._remove(path("checklists", checklist_id))

    # Webhooks of our token

    def webhooks(self) -> list[Json]:
        """Return the webhooks of our token; those of other tokens cannot be seen."""
        return self._array(self._token_path("webhooks"))

    def register_webhook(self, callback_url: str, board_id: str, description: str) -> Json:
        """Have a board's actions sent to `callback_url`, which must answer HEAD with 200 meanwhile.

        Where our token has the same webhook already, that one is returned, active or not; where another
        token has it, `Refused` is raised.
        """
        wanted = {"callbackURL": callback_url, "idModel": board_id}
        body = {**wanted, "description": description, "active": True}
        try:
            return _made(self._write("POST", "webhooks", body))
        except Refused as error:
            if "already exists" not in error.text:
                raise
        for each in self.webhooks():
            if wanted.items() <= each.items():
                return each
        raise Refused("POST webhooks: exists, but is not our token's", 400, "foreign-webhook")

    def set_webhook_active(self, webhook_id: str, active: bool) -> Json:
        """Switch a webhook on again after Trello gave up on it, or off."""
        return self._write("PUT", path("webhooks", webhook_id), {"active": active})

    def delete_webhook(self, webhook_id: str) -> None:
        """Remove a webhook; no error if it is gone already."""
        self._remove(path("webhooks", webhook_id))

    # Below the verbs

    def _on(self, card_id: str) -> Any:
        """Return py-trello's card, for its own verbs; made without a call."""
        return Card(Board(self._client, ""), path(card_id))

    def _write(self, method: str, where: str, body: Mapping[str, Any]) -> Json:
        answer = self._client.fetch_json(where, http_method=method, post_args=body)
        return answer if isinstance(answer, dict) else {}

    def _remove(self, where: str) -> None:
        """Send a DELETE; what is not there need not be removed."""
        try:
            _done_already(lambda: self._client.fetch_json(where, http_method="DELETE"))
        except Gone:
            return


def _made(answer: Any) -> Json:
    """Return the object just made; without its id nobody can know whether it was."""
    if isinstance(answer, dict) and answer.get("id"):
        return answer
    raise Unsure("POST: Trello accepted, but the answer does not name what was made", None, "no-id")


def _done_already(write: Callable[[], Any]) -> None:
    """Do it; "already on the card" and "not on the card" mean that it is as wished."""
    try:
        write()
    except Refused as error:
        if not any(words in error.text for words in ("already", "not on the card")):
            raise

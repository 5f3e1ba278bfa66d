"""What of a card is checked, in one short text: it differs exactly when a checked field changes."""

from __future__ import annotations

import json
from hashlib import blake2b

from rules.card import Card


def fingerprint(card: Card) -> str:
    """Return a stable hash over name, description, due date, labels, members, attachments and fields.

    The order in which Trello gives the last four does not matter; list, position and activity do
    not count.
    """
    checked = (
        card.name,
        card.desc,
        card.due.isoformat() if card.due else card.due_written or None,
        sorted((label.id, label.name) for label in card.labels),
        sorted(member.id for member in card.members),
        sorted((each.id, each.url) for each in card.attachments),
        sorted((each.field, each.value) for each in card.fields),
    )
    return blake2b(json.dumps(checked).encode(), digest_size=16).hexdigest()

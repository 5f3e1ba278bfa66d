"""Labels that were deleted since: Trello tells the label's id alone, and the cards lose it in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.mirror.forms import text
from sync.simulation.rewind import Told
from sync.storage.tables import DeliveryRow

_PUT, _TAKEN = "addLabelToCard", "removeLabelFromCard"
_NAMED: Final = ("createLabel", "updateLabel", _PUT)


@dataclass(slots=True)
class DeletedLabels:
    """The labels that were there then and are no more: name and colour by id, and those on each card, as far
    as the deliveries that are kept tell.
    """

    labels: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    on_cards: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def deleted_labels(
    session: Session, board_id: str, at: datetime, of_board: Sequence[Told]
) -> DeletedLabels:
    """Return the labels of the board that were deleted after `at`. `of_board`: deliveries since then."""
    found = DeletedLabels()
    gone = {each.id_of("label") for each in of_board if each.type == "deleteLabel"}
    if not gone:
        return found
    row = DeliveryRow
    query = (
        sa.select(row.card_id, row.type, row.action)
        .where(row.board_id == board_id, row.date <= at, row.type.in_((*_NAMED, _TAKEN)))
        .order_by(row.date, row.action_id)
    )
    for card_id, kind, action in session.execute(query):
        label = _label(action)
        key = str(label.get("id") or "")
        if key not in gone:
            continue
        if kind in _NAMED:
            found.labels[key] = (text(label.get("name")), text(label.get("color")) or None)
        if kind == _PUT:
            found.on_cards[card_id or ""].add(key)
        elif kind == _TAKEN:
            found.on_cards[card_id or ""].discard(key)
    return found


def _label(action: Mapping[str, object]) -> Mapping[str, object]:
    data = action.get("data")
    label = data.get("label") if isinstance(data, Mapping) else None
    return label if isinstance(label, Mapping) else {}

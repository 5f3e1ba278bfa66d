"""Who may undo an effect: whoever may do it now, on the board where it took place.

What the clerk does of itself anybody may undo who takes part in the board; what a person decided, only
who may decide it. An effect that nobody speaks for is the managers' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.orm import Session

from rules.rulebook.values import InForce, Rulebook
from sync.effects.kinds import own
from sync.effects.kinds.card import CREATE
from sync.effects.kinds.comment import EDIT, WRITE
from sync.effects.kinds.move import MOVE
from sync.effects.receipts import CLERK
from sync.rights.permissions import Person
from sync.rights.request import Why
from sync.storage.tables import CaseRow, ReceiptRow

OF_THE_CLERK: Final = frozenset({MOVE.name, WRITE.name, EDIT.name})
"""What the clerk does of itself, without anybody's asking."""

Right = Callable[[Session, Rulebook, ReceiptRow, Person], Why | None]
"""Why this person may not undo this effect, None where they may; a manager is not asked about."""


def _who_did(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return None for whoever did it, known by their member id: people may change what they are called."""
    case = session.get(CaseRow, str(row.after.get("card")))
    mine = case is not None and case.put_forward_by == person.id
    return None if mine else "managers-only"


def _anybody(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return None: whoever takes part in the board may fill it in, and so take it back."""
    return None


_OURS: Final[Mapping[str, Right]] = {
    CREATE.name: _who_did,
    **{each.name: _anybody for each in own.KINDS},
}
"""Acts that are taken back by whoever did them, or may do them."""


@dataclass(frozen=True, slots=True)
class UndoRights:
    """`further`: who may undo the effects that are decided above, by command."""

    rules: InForce
    further: Mapping[str, Right] = field(default_factory=dict)

    def __call__(self, session: Session, receipt: ReceiptRow, person: Person) -> Why | None:
        """Return why this person of the receipt's board may not undo it, None where they may."""
        if person.manager:
            return None
        right = self.further.get(receipt.command) or _OURS.get(receipt.command, _clerks_own)
        return right(session, self.rules(), receipt, person)


def _clerks_own(
    session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person
) -> Why | None:
    clerks = row.command in OF_THE_CLERK and row.by == CLERK
    return None if clerks else "managers-only"

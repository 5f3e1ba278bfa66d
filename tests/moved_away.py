"""A card that the clerk moved away, and the receipts of all that it did."""

from __future__ import annotations

from harness import INCOMPLETE, School

from sync.storage.tables import ReceiptRow

TITLE = "Marie Dupont - DA Python"


def moved_away(the_school: School, *missing: str) -> str:
    card = the_school.card("zoe", TITLE, *(missing or ("due",)))
    the_school.work()
    assert the_school.list_of(card) == INCOMPLETE
    return card


def receipts(the_school: School) -> list[ReceiptRow]:
    with the_school.parts.database.transaction() as session:
        return list(session.query(ReceiptRow).filter(ReceiptRow.state == "done"))

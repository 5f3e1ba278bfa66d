"""What each run asks of who wants a run, built once: building a statement costs as much as running it."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from sync.storage.database import insert_for
from sync.storage.tables import DeliveryRow, WakeRow


@cache
def want(dialect: str) -> Any:
    """Return the statement that notes one more want of a target."""
    table = WakeRow.__table__.c
    names = ("id", "board_id", "scope", "wanted_at", "fresh_at", "backlog")
    statement = insert_for(dialect, WakeRow).values(
        {name: sa.bindparam(name, type_=table[name].type) for name in names}
        | {"wanted": 1, "done": 0, "queued": False, "failures": 0, "error": ""}
    )
    new, waits = statement.excluded, table.done < table.wanted
    # Who wants the target read gets it, though a snapshot wants a run as well.
    to_be_read = sa.and_(waits, table.fresh_at.is_(None))
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "wanted": table.wanted + 1,
            "wanted_at": sa.case((waits, table.wanted_at), else_=new.wanted_at),
            "board_id": new.board_id,
            "fresh_at": sa.case((to_be_read, sa.null()), else_=new.fresh_at),
            "backlog": sa.case((waits, sa.and_(table.backlog, new.backlog)), else_=new.backlog),
        },
    ).returning(table.id, table.queued, table.backlog)


QUEUED: Final = sa.update(WakeRow).where(WakeRow.id == sa.bindparam("target")).values(queued=True)
BEGIN: Final = (
    sa.update(WakeRow)
    .where(WakeRow.id == sa.bindparam("target"))
    .values(queued=False)
    .returning(WakeRow)
    .execution_options(synchronize_session=False)
)


def _waiting_for(scope: str, column: Any) -> sa.Select[str]:
    table = DeliveryRow
    query = sa.select(table.action_id).where(column == sa.bindparam("target"))
    return query.where(table.scope == scope, table.settled_at.is_(None)).order_by(table.date)


WAITING: Final = {
    "card": _waiting_for("card", DeliveryRow.card_id),
    "board": _waiting_for("board", DeliveryRow.board_id),
}


_DELIVERIES: Any = DeliveryRow.__table__
_WAKES: Any = WakeRow.__table__
SETTLED: Final = (
    sa.update(_DELIVERIES)
    .where(_DELIVERIES.c.action_id == sa.bindparam("of_action"))
    .values(settled_at=sa.bindparam("at"))
)


def _serve() -> sa.Update:
    table = _WAKES.c
    upto = sa.bindparam("upto", type_=table.wanted.type)
    served = {
        "done": sa.case((table.done < upto, upto), else_=table.done),
        "backlog": sa.and_(table.backlog, table.wanted > upto),
    }
    calm = {"handed_at": None, "failures": 0, "error": "", "parked_at": None}
    return sa.update(_WAKES).where(table.id == sa.bindparam("target")).values(served | calm)


SERVED: Final = _serve()
DONE: Final = sa.select(WakeRow.done).where(WakeRow.id == sa.bindparam("target"))

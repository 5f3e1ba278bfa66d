"""Where a defence is held and where its recording lies: addresses that those who take part write and read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.model import Defence
from mentoring.school.outcome_tables import DefenceLinksRow
from sync.clock import now
from sync.rights.permissions import Person

Which = Literal["video", "recording"]
WHICH: Final[tuple[Which, ...]] = ("video", "recording")
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Links:
    """The two addresses, "" for none."""

    video: str = ""
    recording: str = ""


NONE: Final = Links()


def links_of(session: Session, card_ids: Collection[str]) -> Mapping[str, Links]:
    """Return the addresses of these defences that have any, by card id."""
    row = DefenceLinksRow
    found = session.scalars(sa.select(row).where(row.card_id.in_(card_ids)))
    return {x.card_id: Links(x.video, x.recording) for x in found if x.video or x.recording}


def set_link(session: Session, card: Defence, which: Which, url: str, person: Person) -> None:
    """Write an address; "" takes it away. The caller checks that the address is one (`is_address`), and
    that the person may.
    """
    row = session.get(DefenceLinksRow, card.card_id)
    if row is None:
        row = DefenceLinksRow(card_id=card.card_id, board_id=card.board_id)
        session.add(row)
    setattr(row, which, url)
    row.at, row.by = now(), person.name[:64]
    session.flush()


def is_address(text: str) -> bool:
    """Return whether this is an https address, of at most `LONGEST` characters, without a password in it."""
    try:
        url = urlsplit(text)
        host = url.hostname
    except ValueError:
        return False
    return (
        url.scheme == "https"
        and bool(host)
        and "@" not in url.netloc
        and len(text) <= LONGEST
        and not any(each.isspace() for each in text)
    )

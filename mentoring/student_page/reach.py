"""How a student is reached: their address and zone, set by whoever follows them; their funding, set by
managers; and giving them their link by another way than mail.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from mentoring.mail.address import is_address
from mentoring.mail.outbox import send_again
from mentoring.mail.student_links import Addresses, page_of
from mentoring.mail.tables import MailRow
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.attribute import is_zone
from mentoring.students.tables import StudentRow
from rules.rulebook.pay import FUNDINGS
from rules.rulebook.values import Rulebook


@dataclass(frozen=True, slots=True)
class Reach:
    """The student's address and zone, and who pays ("" where it is not known). `funding` None: it is not
    theirs to know who asks, or is left as it is.
    """

    email: str
    zone: str
    funding: str | None = None


def fundings(rulebook: Rulebook) -> tuple[str, ...]:
    """Return the names of fundings that the rulebook knows."""
    return tuple(dict.fromkeys((*FUNDINGS, *rulebook.sessions.length)))


def reach_of(act: Act, student_id: str) -> Reach:
    """Return how the student is reached, for who may write about them; their funding for managers. Raises
    `Unknown`, `Refused`.
    """
    student = act.own_student(student_id)
    _, rights = act.student(student_id)
    return Reach(student.email, student.zone, student.funding if "manager" in rights else None)


def set_reach(act: Act, student_id: str, reach: Reach) -> None:
    """Write down how the student is reached. Where the address is new, mails that were put aside go again.
    Raises `Unknown`, `Refused`.
    """
    student = act.own_student(student_id)
    if reach.email and not is_address(reach.email):
        raise Refused("bad-email")
    if reach.zone and not is_zone(reach.zone):
        raise Refused("bad-zone")
    row = act.session.get_one(StudentRow, student.id)
    row.email, row.zone = reach.email, reach.zone
    _fund(act, row, reach.funding)
    if reach.email != student.email:
        mail = MailRow
        parked = sa.select(mail.id).where(
            mail.student_id == student.id, mail.member_id == "", mail.parked_at.is_not(None)
        )
        for each in list(act.session.scalars(parked)):
            send_again(act.session, each, act.now)
    act.session.flush()


def _fund(act: Act, row: StudentRow, funding: str | None) -> None:
    """Write down who pays: sessions that have their status already keep what it was then."""
    if funding is None or funding == row.funding:
        return
    _, rights = act.student(row.id)
    if "manager" not in rights:
        raise Refused("managers-only")
    if funding and funding not in fundings(act.rulebook):
        raise Refused("bad-funding")
    row.funding = funding


def give_link(act: Act, student_id: str, addresses: Addresses) -> str:
    """Return the address of the student's page, to be given to them alone. It stays open as after a mail.
    Raises `Unknown`, `Refused`.
    """
    student = act.own_student(student_id)
    page = page_of(act.session, addresses, student.id, act.now)
    if page is None:
        raise Refused("no-mentor")
    page.mailed_at = act.now
    return addresses.page(page)

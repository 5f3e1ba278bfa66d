"""Mails to somebody who is asked to take a card, and that this is over. Wanted by comparing asks with what
was sent; written from how things are when they are sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail import texts
from mentoring.mail.asks.ask_links import OPEN_FOR, address_of
from mentoring.mail.known import mentor_address
from mentoring.mail.letter import Letter, Link, Section
from mentoring.mail.outbox import Wish, want
from mentoring.mail.postman import Written
from mentoring.mail.student_links import Addresses
from mentoring.mail.tables import MailRow
from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import CALLED_OFF, ending_of, value_of
from mentoring.school.contact_tables import MentorContactRow
from mentoring.school.model import Defence, Transfer
from mentoring.school.person_names import short_name
from mentoring.school.read import defences, transfers
from rules.formatting import fill, moment
from rules.rulebook.values import Rulebook
from rules.verdict import Language

SETTLE: Final = timedelta(minutes=3)
"""So long a manager may take it back before it is told."""

LATELY: Final = timedelta(days=2)


def ask_wishes(session: Session, at: datetime) -> int:
    """Want a mail for each ask that waits, and for each that was told and is over. Returns how many are
    new.
    """
    row, contact, mail = AskRow, MentorContactRow, MailRow
    reached = sa.select(row.id, row.member_id).join(contact, contact.member_id == row.member_id)
    open_ = reached.where(row.closed_at.is_(None), contact.email != "")
    count = sum(want(session, _wish("ask", each, SETTLE), at) for each in session.execute(open_))
    told = sa.select(mail.what).where(
        mail.kind == "ask", mail.sent_at > at - OPEN_FOR, mail.error == ""
    )
    sent = {each.get("ask") for each in session.scalars(told)}
    over = reached.where(row.closed_at > at - LATELY, row.ending.in_(CALLED_OFF))
    gone = [each for each in session.execute(over) if each.id in sent]
    return count + sum(want(session, _wish("ask-over", each), at) for each in gone)


def _wish(kind: str, ask: Any, wait: timedelta = timedelta()) -> Wish:
    what = {"ask": ask.id}
    return Wish(kind, f"{kind}:{ask.id}", member_id=ask.member_id, what=what, wait=wait)


def write_ask(
    session: Session,
    rulebook: Rulebook,
    addresses: Addresses,
    language: Language,
    mail: MailRow,
    at: datetime,
) -> Written | None:
    """Ask, with the address to answer at; nothing where the ask is over."""
    row, to = session.get(AskRow, mail.what.get("ask", 0)), mentor_address(session, mail.member_id)
    card = _card(session, rulebook, row, at)
    if row is None or row.closed_at is not None or to is None or card is None:
        return None
    if ending_of(value_of(row), card, at) is not None:
        return None
    told = _told(row, card, rulebook, language)
    subject, body = _sentences(card)
    link = Link(texts.ANSWER.in_(language), address_of(session, addresses, row))
    lines = [fill(body, language, told), texts.ANSWER_HOW.in_(language)]
    foot = [texts.MENTOR_FOOT.in_(language)]
    letter = Letter(language, fill(subject, language, told), [Section("", lines)], [link], foot)
    return Written(to, letter)


def write_ask_over(
    session: Session,
    rulebook: Rulebook,
    addresses: Addresses,
    language: Language,
    mail: MailRow,
    at: datetime,
) -> Written | None:
    """Tell that there is nothing to answer any more."""
    row, to = session.get(AskRow, mail.what.get("ask", 0)), mentor_address(session, mail.member_id)
    if row is None or row.closed_at is None or to is None:
        return None
    told = {"by": row.by}
    foot = [texts.MENTOR_FOOT.in_(language)]
    body = Section("", [fill(texts.ASK_OVER_BODY, language, told)])
    return Written(to, Letter(language, texts.ASK_OVER.in_(language), [body], foot=foot))


def _card(
    session: Session, rulebook: Rulebook, row: AskRow | None, at: datetime
) -> Defence | Transfer | None:
    if row is None:
        return None
    found = defences(session, rulebook, at, row.card_id) or transfers(
        session, rulebook, at, row.card_id
    )
    return found[0] if found else None


def _sentences(card: Defence | Transfer) -> tuple[Any, Any]:
    if isinstance(card, Transfer):
        return texts.ASK_TAKE, texts.ASK_TAKE_BODY
    dated = texts.ASK_HOLD_BODY if card.at is not None else texts.ASK_HOLD_UNDATED_BODY
    return texts.ASK_HOLD, dated


def _told(
    row: AskRow, card: Defence | Transfer, rulebook: Rulebook, language: Language
) -> dict[str, str]:
    zone = rulebook.timezone
    return {
        "by": row.by,
        "student": short_name(card.student) or texts.A_STUDENT.in_(language),
        "at": moment(card.due, language, zone) if card.due is not None else "",
        "until": moment(row.until, language, zone),
    }

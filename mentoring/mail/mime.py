"""A letter as a mail, by the standard library: text, HTML and the calendar's own part in one alternative,
the calendar once more as a file. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from mentoring.mail.address import Person, one_line, plain_address
from mentoring.mail.letter import Letter


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom. `message_id` without its angle brackets; it stays when a mail is sent again."""

    sender: Person
    to: Person
    message_id: str
    at: datetime
    reply_to: Person | None = None


def compose(envelope: Envelope, letter: Letter, calendar: bytes = b"") -> EmailMessage:
    """Return the mail. `calendar`: an invitation or its cancellation. Raises `BadAddress`."""
    made = EmailMessage(policy=SMTP)
    made["From"] = _address(envelope.sender)
    made["To"] = _address(envelope.to)
    if envelope.reply_to is not None:
        made["Reply-To"] = _address(envelope.reply_to)
    made["Subject"] = one_line(letter.subject)
    made["Date"] = format_datetime(envelope.at)
    made["Message-ID"] = f"<{envelope.message_id}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made["Content-Language"] = letter.language
    made.set_content(letter.text, cte="quoted-printable")
    made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if calendar:
        method = "CANCEL" if b"METHOD:CANCEL" in calendar else "REQUEST"
        text = calendar.decode("utf-8")
        params = {"method": method}
        made.add_alternative(text, subtype="calendar", cte="base64", params=params)
        made.add_attachment(calendar, maintype="application", subtype="ics", filename="session.ics")
    return made


def method_of(message: EmailMessage) -> str:
    """Return the calendar's method, "REQUEST" or "CANCEL"; "" for a mail without a calendar."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            return str(part.get_param("method"))
    return ""


def _address(person: Person) -> Address:
    local, _, domain = plain_address(person.address).rpartition("@")
    return Address(display_name=one_line(person.name), username=local, domain=domain)

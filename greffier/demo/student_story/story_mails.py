"""The mails of the demonstration: none leaves this machine, each can be read."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from greffier.demo.play import Play
from greffier.demo.power_up_presses import at_desk, later
from greffier.demo.scene import Scene
from greffier.demo.student_story.story_weeks import NAME, given, next_session
from mentoring.mail.outbox import MORNING, is_quiet
from mentoring.mail.wishes import AHEAD, SETTLE
from rules.bilingual import Sentence
from rules.calendar import local_time
from sandbox.page.mailbox import Mail, mails_in
from sync.clock import now

LINES: Final = 6
"""So many lines of a mail are shown on the terminal."""
PATIENCE: Final = 30.0

_WAITED: Final = Sentence("un courriel à {to}", "a mail to {to}")
_WOULD_GO: Final = Sentence("à {to} : « {subject} »", "to {to}: “{subject}”")
_INVITES: Final = Sentence(
    "avec l'invitation pour l'agenda", "with the invitation for the calendar"
)
_READ_IT: Final = Sentence("à lire dans un navigateur : {url}", "to be read in a browser: {url}")
_CONTACT: Final = Sentence(
    "donne dans « Mon profil » une adresse où l'on peut lui répondre, et sa salle",
    "gives under “My profile” an address for answers, and a room",
)
_LINK: Final = re.compile(r"https?://\S+/etudiant/[^\s<>\"]+")


def introduced(play: Play) -> None:
    """Play a mentor who can be answered, and a student who is given to them."""
    zoe = {"email": "zoe@ecole.example", "video": "https://visio.example.org/zoe"}
    at_desk(play, "zoe", "contact", _CONTACT, **zoe)
    given(play)


def told(play: Play) -> None:
    """Play the mails that the student gets: the welcome, and the reminder of a session within two days."""
    soon(play)
    quote(play, arrived(play, NAME, 1)[-1])
    soon(play, next_session(play) - AHEAD)
    quote(play, arrived(play, NAME, 2)[-1])


def welcomed(play: Play) -> None:
    """Play a student who is given to a mentor, and what comes by mail."""
    introduced(play)
    told(play)


def soon(play: Play, at: datetime | None = None) -> None:
    """Let the few minutes pass in which a mentor may still correct what they did, or wait until `at`, if
    that is later; at night, until mails go again.
    """
    chores, zone = play.parts.mail_chores, play.parts.rulebook.timezone
    if chores is not None:
        chores.note()
    instant = max(now() + SETTLE, at or now()) + timedelta(minutes=1)
    local = local_time(instant, zone)
    if is_quiet(instant, zone):
        day = local.date() + timedelta(days=1 if local.hour >= MORNING else 0)
        instant = datetime(day.year, day.month, day.day, MORNING, 1, tzinfo=zone)
    later(play, instant)


def arrived(play: Play, to: str, count: int) -> list[Mail]:
    """Wait until there are so many mails to this person, and return them, the oldest first."""
    found: list[Mail] = []

    def there() -> bool:
        found[:] = [each for each in mails_in(play.sandbox.mails) if to in each.to][::-1]
        return len(found) >= count

    if play.parts.mail_chores is not None:
        play.parts.mail_chores.post()  # the service does the same each minute of this machine
    play.wait(PATIENCE, there, play.teller.words(_WAITED, to=to))
    return found


def quote(play: Play, mail: Mail) -> None:
    """Show where the mail would have gone, how it begins, and where it is to be read."""
    teller = play.teller
    words = [teller.words(_WOULD_GO, to=mail.to, subject=mail.subject)]
    if mail.invitation:
        words.append(teller.words(_INVITES))
    teller.line("mail", ", ".join(words))
    lines = [x for x in mail.text.splitlines() if x.strip() and x != mail.subject]
    teller.quote("\n".join(lines[:LINES]))
    url = f"{play.root}/mails/{mail.name}?lang={teller.language}"
    teller.line("said", teller.words(_READ_IT, url=url))


def link_in(mail: Mail) -> str:
    """Return the address of the student's page in a mail."""
    found = [each for each in _LINK.findall(mail.text) if not each.endswith(".ics")]
    return found[0] if found else ""


GIVEN: Final = Scene("given", Sentence("Un étudiant est confié", "A student is given"), introduced)
WELCOME: Final = Scene("welcome", Sentence("Les premiers courriels", "The first mails"), told)
MAIL: Final = Scene(
    "mail", Sentence("Ce que l'étudiant reçoit", "What the student receives"), welcomed
)

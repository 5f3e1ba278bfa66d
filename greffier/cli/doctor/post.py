"""What `greffier doctor` looks at where mail is sent: whether the server lets us in, and what it refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.composition import Greffier
from mentoring.mail.outbox import standing
from mentoring.mail.smtp import Outage, Post
from rules.bilingual import Sentence
from rules.formatting import plural

S = Sentence
FOUND: Final[Found] = {
    "mail-off": (
        S("courriel : aucun envoi (SMTP_URL est vide)", "mail: none is sent (SMTP_URL is empty)"),
        None,
    ),
    "mail-right": (
        S(
            "courriel : le serveur {host} répond, {count} en attente",
            "mail: the server {host} answers, {count} waiting",
        ),
        None,
    ),
    "mail-away": (
        S(
            "courriel : le serveur {host} ne nous laisse pas entrer ({why})",
            "mail: the server {host} does not let us in ({why})",
        ),
        S(
            "vérifiez SMTP_URL : le serveur, son port, le nom et le mot de passe ; rien n'est perdu, tout "
            "partira ensuite",
            "check SMTP_URL: the server, its port, user and password; nothing is lost, everything goes then",
        ),
    ),
    "mail-parked": (
        S(
            "courriel : {count} que le serveur refuse pour de bon",
            "mail: {count} that the server refuses for good",
        ),
        S(
            "`greffier queue` dit lesquels ; corrigez l'adresse, puis `greffier queue replay ID`",
            "`greffier queue` tells which; correct the address, then `greffier queue replay ID`",
        ),
    ),
    "mail-no-url": (
        S(
            "courriel : PUBLIC_URL manque, les liens ne mèneraient nulle part",
            "mail: PUBLIC_URL is missing, links would lead nowhere",
        ),
        S("donnez PUBLIC_URL", "give PUBLIC_URL"),
    ),
}


def mail(parts: Greffier) -> Iterator[Check]:
    """Ask the server, and count what lies in the outbox."""
    voice, settings = Voice(parts.settings.language, FOUND), parts.settings.mail
    if settings is None:
        yield voice.ok("mail", "mail-off")
        return
    if not parts.settings.public_url:
        yield voice.fail("mail", "mail-no-url")
    host = f"{settings.server.host}:{settings.server.port}"
    with parts.database.transaction() as session:
        found = standing(session)
    words = ("courriel", "courriels") if voice.language == "fr" else ("mail", "mails")
    try:
        Post(settings.server).check()
        count = plural(found.waiting, *words, voice.language)
        yield voice.ok("mail", "mail-right", host=host, count=count)
    except Outage as error:
        yield voice.fail("mail", "mail-away", host=host, why=error)
    if found.parked:
        count = plural(found.parked, *words, voice.language)
        yield voice.warn("mail", "mail-parked", count=count)

"""`SMTP_URL` and `MAIL_FROM`: both or neither; without them Greffier sends no mail and says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import getaddresses
from typing import Final

from mentoring.mail.address import Person, is_address, plain_address
from mentoring.mail.smtp import BadServer, Server, read_server
from rules.bilingual import Sentence
from rules.verdict import Language

NAME: Final = "Greffier"

_ALONE: Final = Sentence(
    "{there} est là sans {missing} : {what}. Donnez les deux pour envoyer des courriels, ou aucun.",
    "{there} is there without {missing}: {what}. Give both to send mail, or neither.",
)
_WHAT: Final[Mapping[str, Sentence]] = {
    "SMTP_URL": Sentence(
        "le serveur d'envoi, par exemple starttls://nom:motdepasse@smtp.ecole.fr",
        "the server that sends, such as starttls://user:password@smtp.school.org",
    ),
    "MAIL_FROM": Sentence(
        "l'adresse d'où partent les courriels, par exemple Greffe <greffe@ecole.fr>",
        "the address that mail comes from, such as Clerk <clerk@school.org>",
    ),
}
_NOT_FROM: Final = Sentence(
    "MAIL_FROM n'est pas une adresse de courriel : écrivez greffe@ecole.fr, ou Greffe <greffe@ecole.fr>.",
    "MAIL_FROM is not an e-mail address: write clerk@school.org, or Clerk <clerk@school.org>.",
)
_NOT_SERVER: Final[Mapping[str, Sentence]] = {
    "no-scheme": Sentence(
        "SMTP_URL commence par starttls://, smtps:// ou smtp://, par exemple "
        "starttls://nom:motdepasse@smtp.ecole.fr:587.",
        "SMTP_URL begins with starttls://, smtps:// or smtp://, such as "
        "starttls://user:password@smtp.school.org:587.",
    ),
    "no-host": Sentence(
        "SMTP_URL ne nomme pas de serveur, ou contient une espace : starttls://nom:motdepasse@smtp.ecole.fr. "
        "Un signe comme @ ou / dans le mot de passe s'écrit %40, %2F.",
        "SMTP_URL names no server, or holds a space: starttls://user:password@smtp.school.org. A sign such "
        "as @ or / in the password is written %40, %2F.",
    ),
    "bad-port": Sentence(
        "SMTP_URL finit par un port qui n'en est pas un : un nombre de 1 à 65535, ou rien. Un signe comme "
        "@ ou / dans le mot de passe s'écrit %40, %2F.",
        "SMTP_URL ends with a port that is none: a number from 1 to 65535, or nothing. A sign such as @ or "
        "/ in the password is written %40, %2F.",
    ),
    "half-login": Sentence(
        "SMTP_URL donne un nom sans mot de passe, ou l'inverse : donnez les deux, ou aucun.",
        "SMTP_URL gives a user without a password, or the other way round: give both, or neither.",
    ),
    "readable": Sentence(
        "SMTP_URL enverrait le mot de passe en clair : prenez starttls:// (port 587) ou smtps:// (port 465).",
        "SMTP_URL would send the password for all to read: take starttls:// (port 587) or smtps:// (465).",
    ),
    "not-ascii": Sentence(
        "SMTP_URL contient un nom ou un mot de passe avec des accents ou d'autres signes hors de l'ASCII : "
        "choisissez-en un autre, ils ne passent pas chez tous les serveurs.",
        "SMTP_URL holds a user or a password with accents or other signs beyond ASCII: choose another one, "
        "not every server takes them.",
    ),
    "more": Sentence(
        "SMTP_URL s'arrête après le serveur et son port. Un signe comme @ ou / dans le mot de passe s'écrit "
        "%40, %2F.",
        "SMTP_URL ends after the server and its port. A sign such as @ or / in the password is written %40, "
        "%2F.",
    ),
}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail is sent."""

    server: Server = field(repr=False)
    sender: Person


def mail_settings(texts: Mapping[str, str]) -> MailSettings | None:
    """Return how mail is sent; None where it is not, or where the settings cannot be used."""
    url, sender = texts.get("SMTP_URL", ""), _sender(texts.get("MAIL_FROM", ""))
    if not url or sender is None:
        return None
    try:
        return MailSettings(read_server(url), sender)
    except BadServer:
        return None


def wrong_mail(texts: Mapping[str, str], language: Language) -> Iterator[str]:
    """Yield each thing that is wrong with the two, without showing them."""
    url, sender = texts.get("SMTP_URL", ""), texts.get("MAIL_FROM", "")
    if bool(url) != bool(sender):
        there, missing = ("SMTP_URL", "MAIL_FROM") if url else ("MAIL_FROM", "SMTP_URL")
        what = _WHAT[missing].in_(language)
        yield _ALONE.in_(language).format(there=there, missing=missing, what=what)
    if sender and _sender(sender) is None:
        yield _NOT_FROM.in_(language)
    try:
        if url:
            read_server(url)
    except BadServer as error:
        yield _NOT_SERVER[error.why].in_(language)


def _sender(text: str) -> Person | None:
    found = getaddresses([text]) or [("", "")]
    name, address = found[0]
    if len(found) > 1 or not is_address(address) or "\n" in text or "," in address:
        return None
    return Person(name or NAME, plain_address(address))

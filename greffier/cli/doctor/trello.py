"""What `greffier doctor` asks Trello: whether it answers, and what it thinks of key and token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.cli.receipts.texts import short
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.rulebook.values import PARIS
from sync.trello.credentials import Way
from sync.trello.errors import TrelloError, Unauthorized
from sync.trello.gateway import Gateway
from sync.trello.rate_limit import Budget, Usage

SOON: Final = timedelta(days=14)
SKEW, MUCH_SKEW = 5.0, 60.0
"""Seconds between our clock and Trello's: its header has whole seconds, and the way takes some."""

S = Sentence
FOUND: Final[Found] = {
    "trello-right": (S("Trello répond ({url})", "Trello answers ({url})"), None),
    "trello-away": (
        S("Trello ne répond pas ({url}) : {why}", "Trello does not answer ({url}): {why}"),
        S(
            "vérifiez le réseau et TRELLO_API_URL ; Greffier reprendra de lui-même",
            "check the network and TRELLO_API_URL; Greffier goes on by itself",
        ),
    ),
    "way-key-token": (S("accès : clé et jeton", "access: key and token"), None),
    "way-oauth2": (
        S(
            "accès : OAuth 2.0, qui n'a pas encore été essayé sur Trello lui-même",
            "access: OAuth 2.0, which was not tried on Trello itself yet",
        ),
        S(
            "surveillez les webhooks et ce point quelques jours ; pour revenir à la clé et au jeton, ôtez "
            "TRELLO_OAUTH_CLIENT_ID",
            "watch webhooks and this line for some days; to go back to key and token, take "
            "TRELLO_OAUTH_CLIENT_ID out",
        ),
    ),
    "token-right": (S("jeton : accepté, au nom de @{bot}", "token: accepted, as @{bot}"), None),
    "token-refused": (
        S("jeton ou clé refusés : {why}", "token or key refused: {why}"),
        S(
            "refaites-les sur trello.com/apps/admin, onglet « Clé API », et changez "
            "TRELLO_API_KEY et TRELLO_API_TOKEN",
            "make them anew at trello.com/apps/admin, tab “API key”, and change "
            "TRELLO_API_KEY and TRELLO_API_TOKEN",
        ),
    ),
    "token-lasts": (S("jeton : sans date de fin", "token: never expires"), None),
    "token-until": (S("jeton : valable jusqu'au {when}", "token: valid until {when}"), None),
    "token-soon": (
        S("jeton : expire le {when}", "token: expires on {when}"),
        S(
            "faites-en un sans date de fin (expiration=never) et changez TRELLO_API_TOKEN",
            "make one without end (expiration=never) and change TRELLO_API_TOKEN",
        ),
    ),
    "token-read-only": (
        S("jeton : il n'a pas le droit d'écrire", "token: it may not write"),
        S("refaites-le avec scope=read,write", "make it anew with scope=read,write"),
    ),
    "clock-right": (S("horloge : d'accord avec Trello", "clock: agrees with Trello"), None),
    "clock-wrong": (
        S("horloge : {seconds} s d'écart avec Trello", "clock: {seconds} s away from Trello’s"),
        S("réglez l'heure de cette machine (NTP)", "set this machine’s time (NTP)"),
    ),
    "rate-right": (
        S("appels : {left} sur {most} encore permis", "calls: {left} of {most} left"),
        None,
    ),
    "rate-low": (
        S("appels : {left} sur {most} encore permis", "calls: {left} of {most} left"),
        S(
            "un autre programme se sert-il du même jeton ? Donnez-lui le sien",
            "does another program use the same token? Give it its own",
        ),
    ),
}


@dataclass
class Listening:
    """The budget of calls, which also keeps the headers of the last answer."""

    budget: Budget
    headers: dict[str, str] = field(default_factory=dict)
    at: datetime | None = None

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        """Wait for our turn."""
        self.budget.acquire(weight, interactive=interactive)

    def refused(self, seconds: float) -> None:
        """Note that Trello answered 429."""
        self.budget.refused(seconds)

    def observe(self, headers: Mapping[str, str]) -> None:
        """Keep what the answer said beside its body."""
        self.headers, self.at = dict(headers), datetime.now(UTC)
        self.budget.observe(headers)

    def usage(self) -> Usage | None:
        """Return what the budget counts."""
        return self.budget.usage()

    def close(self) -> None:
        """Give everything back."""
        self.budget.close()


@dataclass(frozen=True, slots=True)
class Line:
    """The way to Trello for these looks; `bot` is the member that Greffier writes as."""

    gateway: Gateway
    bot: Mapping[str, Any]


def trello(parts: Greffier, lines: list[Line]) -> Iterator[Check]:
    """Look at Trello itself; the way to it is put into `lines` where it is open."""
    voice = Voice(parts.settings.language, FOUND)
    url = parts.settings.api_url
    heard = Listening(parts.budget)
    gateway = Gateway(parts.access, heard)
    yield _way(voice, parts.access.credentials.way)
    try:
        bot = gateway.me()
    except Unauthorized as error:
        yield voice.ok("trello", "trello-right", url=url)
        yield voice.fail("token", "token-refused", why=error)
        return
    except TrelloError as error:
        yield voice.fail("trello", "trello-away", url=url, why=error)
        return
    yield voice.ok("trello", "trello-right", url=url)
    yield voice.ok("token", "token-right", bot=bot.get("username"))
    lines.append(Line(gateway, bot))
    yield from _clock(voice, heard)
    yield from _rate(voice, heard)
    yield from _token(voice, gateway.token())


def _way(voice: Voice, way: Way) -> Check:
    if way == "oauth2":
        return voice.warn("credentials", "way-oauth2")
    return voice.ok("credentials", "way-key-token")


def _clock(voice: Voice, heard: Listening) -> Iterator[Check]:
    try:
        told = parsedate_to_datetime(heard.headers["date"])
    except (KeyError, ValueError):
        return
    assert heard.at is not None
    seconds = abs((heard.at - told.astimezone(UTC)).total_seconds())
    if seconds <= SKEW:
        yield voice.ok("clock", "clock-right")
        return
    status = voice.fail if seconds > MUCH_SKEW else voice.warn
    yield status("clock", "clock-wrong", seconds=round(seconds))


def _rate(voice: Voice, heard: Listening) -> Iterator[Check]:
    prefix = "x-rate-limit-api-token-"
    try:
        most, left = (int(heard.headers[prefix + each]) for each in ("max", "remaining"))
    except (KeyError, ValueError):
        return
    if left * 10 < most:
        yield voice.warn("rate", "rate-low", left=left, most=most)
    else:
        yield voice.ok("rate", "rate-right", left=left, most=most)


def _token(voice: Voice, token: Mapping[str, Any]) -> Iterator[Check]:
    yield _expiry(voice, token.get("dateExpires"))
    rights = token.get("permissions")
    if isinstance(rights, list) and not any(each.get("write") for each in rights):
        yield voice.fail("token", "token-read-only")


def _expiry(voice: Voice, text: object) -> Check:
    if not text:
        return voice.ok("token", "token-lasts")
    try:
        end = datetime.fromisoformat(str(text))
    except ValueError:
        return voice.warn("token", "token-soon", when=text)
    when = short(end, PARIS)
    if end - datetime.now(UTC) < SOON:
        return voice.warn("token", "token-soon", when=when)
    return voice.ok("token", "token-until", when=when)

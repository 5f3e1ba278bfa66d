"""What `greffier doctor` looks at on the way from Trello to us: the public address, webhooks."""

from __future__ import annotations

import http.client
import ipaddress
import ssl
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.cli.doctor.trello import Line
from greffier.composition import Greffier
from greffier.settings import TRELLO, WEBHOOKS
from rules.bilingual import Sentence
from sync.trello.webhooks import Hook, survey

TIMEOUT: Final = 10.0

S = Sentence
FOUND: Final[Found] = {
    "url-right": (S("adresse publique : {url} répond", "public address: {url} answers"), None),
    "url-wrong": (
        S("adresse publique : {url} : {why}", "public address: {url}: {why}"),
        S(
            "`greffier serve` tourne-t-il ? PUBLIC_URL mène-t-il à lui (DNS, pare-feu, reverse proxy) ?",
            "is `greffier serve` running? Does PUBLIC_URL lead to it (DNS, firewall, reverse proxy)?",
        ),
    ),
    "url-certificate": (
        S(
            "adresse publique : le certificat de {url} est refusé ({why})",
            "public address: the certificate of {url} is refused ({why})",
        ),
        S(
            "installez un certificat reconnu : Trello n'en accepte pas d'autre",
            "install a recognised certificate: Trello takes no other",
        ),
    ),
    "url-private": (
        S(
            "adresse publique : {url} n'est joignable que d'ici",
            "public address: {url} can only be reached from here",
        ),
        S(
            "mettez dans PUBLIC_URL une adresse que Trello peut joindre",
            "put an address into PUBLIC_URL that Trello can reach",
        ),
    ),
    "hook-active": (S("{board} : webhook actif", "{board}: webhook active"), None),
    "hook-missing": (
        S("{board} : pas de webhook", "{board}: no webhook"),
        S(
            "`greffier webhooks register` (le service doit tourner)",
            "`greffier webhooks register` (the service must run)",
        ),
    ),
    "hook-inactive": (
        S("{board} : webhook désactivé par Trello", "{board}: webhook switched off by Trello"),
        S("`greffier webhooks repair`", "`greffier webhooks repair`"),
    ),
    "hook-failing": (
        S(
            "{board} : webhook en échec, {failures} fois de suite",
            "{board}: webhook failing, {failures} times in a row",
        ),
        S(
            "PUBLIC_URL répond-il de l'extérieur ? S'il répond, TRELLO_API_SECRET n'est pas celui de "
            "cette clé : le journal du service montre « delivery refused »",
            "does PUBLIC_URL answer from outside? If it does, TRELLO_API_SECRET is not this key’s: the "
            "service’s log shows “delivery refused”",
        ),
    ),
    "hook-doubled": (
        S("{board} : webhook en double", "{board}: webhook doubled"),
        S("`greffier webhooks repair`", "`greffier webhooks repair`"),
    ),
    "hook-left-over": (
        S(
            "{board} : un webhook reste, mais le règlement ne nomme plus ce tableau",
            "{board}: a webhook is left, but the rulebook does not name this board any more",
        ),
        S(
            "`greffier serve` le retire de lui-même en une minute ; sinon `greffier webhooks repair`",
            "`greffier serve` removes it by itself within a minute; else `greffier webhooks repair`",
        ),
    ),
    "hook-old": (
        S(
            "{board} : webhook à une ancienne adresse : {url}",
            "{board}: webhook at an old address: {url}",
        ),
        S(
            "si plus rien n'y répond : `PUBLIC_URL={site} greffier webhooks remove`",
            "if nothing answers there any more: `PUBLIC_URL={site} greffier webhooks remove`",
        ),
    ),
}


def public_url(parts: Greffier) -> Iterator[Check]:
    """Look whether our address answers Trello's HEAD with 200, without a redirect."""
    voice = Voice(parts.settings.language, FOUND)
    url = parts.settings.callback_url
    if parts.settings.api_url == TRELLO and _is_private(url):
        yield voice.fail("public-url", "url-private", url=url)
        return
    try:
        status = head(url)
    except ssl.SSLCertVerificationError as error:
        yield voice.fail("public-url", "url-certificate", url=url, why=error.verify_message)
        return
    except (OSError, http.client.HTTPException) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        yield voice.fail("public-url", "url-wrong", url=url, why=why)
        return
    if status == 200:
        yield voice.ok("public-url", "url-right", url=url)
    else:
        yield voice.fail("public-url", "url-wrong", url=url, why=f"HTTP {status}")


def head(url: str, timeout: float = TIMEOUT) -> int:
    """Return the status of a HEAD request, redirects not followed, as Trello asks."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request("HEAD", parts.path or "/")
        return connection.getresponse().status
    finally:
        connection.close()


def _is_private(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith((".local", ".localhost")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def webhooks(parts: Greffier, line: Line) -> Iterator[Check]:
    """Look at each webhook of our boards. Raises `TrelloError` for an outage."""
    voice = Voice(parts.settings.language, FOUND)
    found = line.gateway.webhooks()
    for hook in survey(found, parts.boards, parts.settings.callback_url):
        if hook.state != "foreign":
            yield _hook(parts, voice, hook)


def _hook(parts: Greffier, voice: Voice, hook: Hook) -> Check:
    rules = parts.rulebook.board(hook.board_id)
    told = {"board": rules.name if rules else hook.board_id}
    if hook.state == "active":
        return voice.ok("webhooks", "hook-active", **told)
    if hook.state == "failing":
        return voice.fail("webhooks", "hook-failing", failures=hook.failures, **told)
    if hook.state == "old-address":
        site = hook.callback_url.removesuffix(WEBHOOKS)
        return voice.warn("webhooks", "hook-old", url=hook.callback_url, site=site, **told)
    status = voice.warn if hook.state == "left-over" else voice.fail
    return status("webhooks", f"hook-{hook.state}", **told)

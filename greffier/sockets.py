"""Where the web server listens: whether that can be, and how it is written."""

from __future__ import annotations

import errno
import socket
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language

_TAKEN: Final = Sentence(
    "le port {port} est déjà pris : arrêtez l'autre programme ou choisissez un autre port avec PORT=…",
    "port {port} is taken: stop the other program, or choose another port with PORT=…",
)
_NOT_ALLOWED: Final = Sentence(
    "cet utilisateur n'a pas le droit d'écouter sur le port {port} : choisissez-en un au-dessus de 1023 "
    "avec PORT=…, derrière votre serveur frontal.",
    "this user may not listen on port {port}: choose one above 1023 with PORT=…, behind your front server.",
)
_NOT_HERE: Final = Sentence(
    "--host {host} n'est pas une adresse de cette machine : 127.0.0.1 pour elle seule, 0.0.0.0 ou :: pour "
    "toutes ses adresses.",
    "--host {host} is no address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 or :: for all of its "
    "addresses.",
)
_ANY: Final = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


def reached_at(host: str) -> str:
    """Return how this machine reaches what listens on `host`, as it stands in an address."""
    there = _ANY.get(host, host)
    return f"[{there}]" if ":" in there else there


def address(host: str, port: int) -> str:
    """Return host and port as one address; that of IPv6 has brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def why_not(host: str, port: int, language: Language) -> str:
    """Return why nobody can listen there just now, in one sentence; "" where one can."""
    try:
        bound(host, port).close()
    except OSError as error:
        return refused(error, host, port, language)
    return ""


def bound(host: str, port: int) -> socket.socket:
    """Return a socket with that address, which does not listen yet. Raises `OSError` where it cannot have
    it; names that nobody knows are one too.
    """
    family, kind, proto, _, place = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, proto)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
    except OSError:
        made.close()
        raise
    return made


def refused(error: OSError, host: str, port: int, language: Language) -> str:
    """Return in one sentence why `bound` raised that."""
    sentence = {errno.EADDRINUSE: _TAKEN, errno.EACCES: _NOT_ALLOWED}.get(error.errno or 0)
    return fill(sentence or _NOT_HERE, language, {"host": host, "port": port})

"""What may be wrong with a setting, each in one sentence that shows no secret."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import sqlalchemy as sa

from rules.bilingual import Sentence
from rules.verdict import LANGUAGES, Language
from sync.storage.database import is_database_url

_NOT_URL = Sentence(
    "{key} n'est pas une adresse : « {value} » ; elle commence par https:// ou http://.",
    "{key} is not an address: “{value}”; it begins with https:// or http://.",
)
_URL_PASSWORD = Sentence(
    "PUBLIC_URL contient un nom ou un mot de passe : ôtez-les, Trello et les navigateurs les montreraient.",
    "PUBLIC_URL holds a name or a password: take them out, Trello and browsers would show them.",
)
_URL_MORE = Sentence(
    "PUBLIC_URL finit par « ? » ou « # » et ce qui suit : ne gardez que l'adresse, {value}.",
    "PUBLIC_URL ends with “?” or “#” and what follows: keep the address alone, {value}.",
)
_NOT_DATABASE = Sentence(
    "DATABASE_URL n'est pas une adresse de base de données : sqlite:///chemin.db ou "
    "postgresql://utilisateur:motdepasse@machine/base ; vide, c'est un fichier dans GREFFIER_DATA.",
    "DATABASE_URL is not the address of a database: sqlite:///path.db or "
    "postgresql://user:password@host/database; empty, it is a file in GREFFIER_DATA.",
)
_NO_FILE = Sentence(
    "DATABASE_URL ne nomme aucun fichier, rien ne serait gardé : sqlite:///chemin.db, ou vide pour un "
    "fichier dans GREFFIER_DATA.",
    "DATABASE_URL names no file, nothing would be kept: sqlite:///path.db, or empty for a file in "
    "GREFFIER_DATA.",
)
_FOLDER = Sentence(
    "DATABASE_URL nomme un dossier, {path} : ajoutez le nom d'un fichier, sqlite:///{path}/greffier.db.",
    "DATABASE_URL names a folder, {path}: add the name of a file, sqlite:///{path}/greffier.db.",
)
_NO_PLACE = Sentence(
    "on ne peut pas écrire dans {path}, où la base se tient : donnez ce droit à l'utilisateur du service, "
    "ou changez de dossier (GREFFIER_DATA, ou DATABASE_URL).",
    "{path}, where the database lives, cannot be written to: let the service's user write there, or take "
    "another folder (GREFFIER_DATA, or DATABASE_URL).",
)
_NOT_LANGUAGE = Sentence(
    "GREFFIER_LANGUAGE vaut « {value} » : fr ou en sont possibles.",
    "GREFFIER_LANGUAGE is “{value}”: it may be fr or en.",
)
_NOT_PORT = Sentence(
    "PORT vaut « {value} » : c'est un nombre de 1 à 65535.",
    "PORT is “{value}”: it is a number from 1 to 65535.",
)
_NOT_COUNT = Sentence(
    "WEB_CONCURRENCY vaut « {value} » : c'est un nombre de processus, de 1 à 64.",
    "WEB_CONCURRENCY is “{value}”: it is a number of processes, from 1 to 64.",
)
_ODD = Sentence(
    "{key} contient un espace ou un caractère qui n'y a pas sa place : recopiez-le.",
    "{key} holds a space or a character that has no place there: copy it again.",
)
_NOT_POWERUP = Sentence(
    "TRELLO_POWERUP_ID vaut « {value} » : c'est l'identifiant du Power-Up, 24 chiffres et lettres de a à f, "
    "dans l'adresse de sa page d'administration (trello.com/apps/admin).",
    "TRELLO_POWERUP_ID is “{value}”: it is the Power-Up's id, 24 digits and letters from a to f, in the "
    "address of its admin page (trello.com/apps/admin).",
)
_NO_CLIENT_SECRET = Sentence(
    "TRELLO_OAUTH_CLIENT_SECRET manque : il est à côté de TRELLO_OAUTH_CLIENT_ID (trello.com/apps/admin).",
    "TRELLO_OAUTH_CLIENT_SECRET is missing: it is beside TRELLO_OAUTH_CLIENT_ID (trello.com/apps/admin).",
)
_NO_CLIENT_ID = Sentence(
    "TRELLO_OAUTH_CLIENT_SECRET est là sans TRELLO_OAUTH_CLIENT_ID : donnez les deux, ou aucun.",
    "TRELLO_OAUTH_CLIENT_SECRET is there without TRELLO_OAUTH_CLIENT_ID: give both, or neither.",
)
SECRETS: Final = (
    *("TRELLO_API_KEY", "TRELLO_API_TOKEN", "TRELLO_API_SECRET"),
    *("TRELLO_OAUTH_CLIENT_ID", "TRELLO_OAUTH_CLIENT_SECRET"),
)
_NOT_DSN = Sentence(
    "SENTRY_DSN n'est pas une adresse de ce service : https://clé@machine/numéro ; ôtez-le pour ne rien "
    "envoyer.",
    "SENTRY_DSN is not an address of that service: https://key@host/number; take it out to send nothing.",
)
_DSN: Final = re.compile(r"https?://[0-9A-Za-z]+(:[0-9A-Za-z]+)?@[^/\s@]+(/[^\s]*)?/\d+")
OAUTH_URLS: Final = ("TRELLO_OAUTH_TOKEN_URL", "TRELLO_OAUTH_AUTHORIZE_URL")


def wrong(texts: Mapping[str, str], database: str, language: Language) -> Iterator[str]:
    """Yield each thing that is wrong with these settings, missing ones apart. `database`: as it is opened."""
    spoken = texts.get("GREFFIER_LANGUAGE", "").lower()
    if spoken and spoken not in LANGUAGES:
        yield _NOT_LANGUAGE.in_(language).format(value=spoken)
    for key in SECRETS:
        if not all(re.fullmatch(r"[!-~]*", each.strip()) for each in texts.get(key, "").split(",")):
            yield _ODD.in_(language).format(key=key)
    dsn = texts.get("SENTRY_DSN", "")
    if dsn and not _DSN.fullmatch(dsn):
        yield _NOT_DSN.in_(language)
    if texts.get("TRELLO_OAUTH_CLIENT_ID") and not texts.get("TRELLO_OAUTH_CLIENT_SECRET"):
        yield _NO_CLIENT_SECRET.in_(language)
    if texts.get("TRELLO_OAUTH_CLIENT_SECRET") and not texts.get("TRELLO_OAUTH_CLIENT_ID"):
        yield _NO_CLIENT_ID.in_(language)
    power_up = texts.get("TRELLO_POWERUP_ID", "")
    if power_up and not re.fullmatch(r"[0-9a-f]{24}", power_up):
        yield _NOT_POWERUP.in_(language).format(value=power_up[:40])
    yield from _numbers(texts, language)
    yield from _addresses(texts, language)
    yield from _database(database, language)


def _numbers(texts: Mapping[str, str], language: Language) -> Iterator[str]:
    for key, most, sentence in (("PORT", 65535, _NOT_PORT), ("WEB_CONCURRENCY", 64, _NOT_COUNT)):
        text = texts.get(key)
        if text and number(text, most) is None:
            yield sentence.in_(language).format(value=text)


def number(text: str, most: int) -> int | None:
    """Return the number that stands there, from 1 to `most`; else None."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return int(text) if 0 < int(text) <= most else None


def _addresses(texts: Mapping[str, str], language: Language) -> Iterator[str]:
    for key in ("TRELLO_API_URL", "PUBLIC_URL", "TRELLO_POWERUP_LIBRARY", *OAUTH_URLS):
        url = texts.get(key, "").rstrip("/") or ""
        if texts.get(key) and not _is_url(url):
            yield _NOT_URL.in_(language).format(key=key, value=_shown(url))
        elif key == "PUBLIC_URL" and url:
            yield from _public(url, language)


def _public(url: str, language: Language) -> Iterator[str]:
    parts = urlsplit(url)
    if "@" in parts.netloc:
        yield _URL_PASSWORD.in_(language)
    elif "?" in url or "#" in url:
        bare = f"{parts.scheme}://{parts.netloc}{parts.path}"
        yield _URL_MORE.in_(language).format(value=bare)


def _database(address: str, language: Language) -> Iterator[str]:
    if not is_database_url(address):
        yield _NOT_DATABASE.in_(language)
        return
    if not address.startswith("sqlite"):
        return
    file = sa.make_url(address).database or ""
    if file in ("", ":memory:") or file.startswith("file:"):
        yield _NO_FILE.in_(language)
    elif file.endswith("/") or Path(file).is_dir():
        yield _FOLDER.in_(language).format(path=file.rstrip("/"))


def no_place(database: str, language: Language) -> Iterator[str]:
    """Yield why SQLite's file cannot be made and written where it is to be; the folder is not made."""
    if not database.startswith("sqlite"):
        return
    path = Path(sa.make_url(database).database or "").resolve()
    nearest = next(each for each in (path, *path.parents) if os.path.lexists(each))
    if not (nearest.is_dir() or nearest == path) or not os.access(nearest, os.W_OK):
        yield _NO_PLACE.in_(language).format(path=path.parent)


def _shown(url: str) -> str:
    """Return the address as an error may show it: without a name and password before the host."""
    scheme, there, rest = url.rpartition("//")
    return scheme + there + rest.rpartition("@")[2]


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        in_range = parts.port is None or parts.port > 0  # raises where it is no number
        whole = bool(parts.hostname) and not re.search(r"[\s\x00-\x1f\x7f\"<>\\]", text)
        return parts.scheme in ("http", "https") and in_range and whole
    except ValueError:
        return False

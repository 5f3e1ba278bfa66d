"""The settings: from the environment or a `.env` file, read once, all mistakes told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from greffier.env_file import SettingsError, environment
from greffier.mail_settings import MailSettings, mail_settings, wrong_mail
from greffier.settings_checks import no_place, number, wrong
from rules.bilingual import Sentence
from rules.verdict import Language
from sync.storage.database import database_url
from sync.trello.gateway import Access
from sync.trello.oauth_client import AUTHORIZE_URL, SCOPES, TOKEN_URL, Client

TRELLO: Final = "https://api.trello.com/1"
LIBRARY: Final = "https://p.trellocdn.com/power-up.min.js"
WEBHOOKS: Final = "/webhooks/trello"

__all__ = ["SettingsError", "environment"]

WANTED: Final[Mapping[str, Sentence]] = {
    "TRELLO_API_KEY": Sentence(
        "la clé de votre Power-Up (trello.com/apps/admin, onglet « Clé API »)",
        "the key of your Power-Up (trello.com/apps/admin, tab “API key”)",
    ),
    "TRELLO_API_TOKEN": Sentence(
        "le jeton du membre au nom duquel Greffier écrit (la même page le fabrique)",
        "the token of the member that Greffier writes as (the same page makes one)",
    ),
    "TRELLO_API_SECRET": Sentence(
        "le secret, à côté de la clé : il prouve que les messages viennent de Trello",
        "the secret beside the key: it proves that deliveries come from Trello",
    ),
    "PUBLIC_URL": Sentence(
        "l'adresse où Trello joint ce service, par exemple https://greffier.ecole.fr",
        "the address at which Trello reaches this service, such as https://greffier.school.org",
    ),
    "GREFFIER_RULEBOOK": Sentence(
        "le chemin du règlement ; `greffier init` en écrit un",
        "the path of the rulebook; `greffier init` writes one",
    ),
}
BY_OAUTH: Final = ("TRELLO_API_KEY", "TRELLO_API_TOKEN", "TRELLO_API_SECRET")
"""What is not needed where OAuth 2.0 says who we are."""

_MISSING = Sentence("{key} manque : {what}.", "{key} is missing: {what}.")
_NO_DEMO = Sentence(
    "{key} n'existe que pour `greffier demo` : ôtez ce réglage. Une horloge avancée, ou des courriels qui ne "
    "partent pas, ne vont qu'avec un Trello simulé sur cette machine.",
    "{key} is for `greffier demo` alone: remove this setting. A clock that is turned, or mail that goes "
    "nowhere, goes with a simulated Trello on this machine only.",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. What is secret is left out of the representation."""

    api_url: str
    key: str = field(repr=False)
    token: str = field(repr=False)
    secret: str = field(repr=False)
    public_url: str
    database: str = field(repr=False)
    rulebook: Path
    data: Path
    language: Language = "fr"
    port: int = 8000
    web_processes: int = 1
    powerup_id: str = ""
    library: str = LIBRARY
    demo_clock: Path | None = None
    demo_mail: Path | None = None
    former_secrets: tuple[str, ...] = field(default=(), repr=False)
    mail: MailSettings | None = None
    oauth: Client | None = None
    error_reports: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret that may have signed what arrives; the first one, `secret`, signs what is ours."""
        return (self.secret, *self.former_secrets) if self.secret else ()

    @property
    def callback_url(self) -> str:
        """The address that is registered with Trello, and that its signatures cover."""
        return self.public_url + WEBHOOKS

    @property
    def client_identifier(self) -> str:
        """What our writes are marked with, to know their echoes: one value an installation."""
        mark = hashlib.sha256(f"{self._who}|{self.public_url}".encode()).hexdigest()
        return f"greffier-{mark[:12]}"

    @property
    def access(self) -> Access:
        """What the gateway needs, with key and token."""
        return Access(self.api_url, self.key, self.token, self.client_identifier)

    @property
    def may_ask(self) -> bool:
        """Whether there are a key and a token, or OAuth 2.0, to ask Trello with."""
        return self.oauth is not None or bool(self.key and self.token)

    @property
    def key_hash(self) -> str:
        """What names the budget of calls of this token, without telling the token."""
        who = f"{self.key}|{self.token}" if self.oauth is None else self._who
        return hashlib.sha256(who.encode()).hexdigest()[:16]

    @property
    def _who(self) -> str:
        return self.key if self.oauth is None else self.oauth.id


def read_settings(values: Mapping[str, str], wanted: tuple[str, ...] = tuple(WANTED)) -> Settings:
    """Return the settings in these values. Raises `SettingsError` with every problem at once.

    `wanted` names those that must be there: most commands do without some.
    """
    texts = {key: (value or "").strip() for key, value in values.items()}
    spoken = texts.get("GREFFIER_LANGUAGE", "").lower() or "fr"
    language: Language = "en" if spoken == "en" else "fr"
    problems = [
        _MISSING.in_(language).format(key=key, what=WANTED[key].in_(language))
        for key in wanted
        if not texts.get(key, "").strip(" ,")
        if not (texts.get("TRELLO_OAUTH_CLIENT_ID") and key in BY_OAUTH)
    ]
    settings = _settings(texts, language)
    problems += wrong(texts, settings.database, language)
    problems += wrong_mail(texts, language)
    demo = [key for key in ("GREFFIER_DEMO_CLOCK", "GREFFIER_DEMO_MAIL") if texts.get(key)]
    if demo and not _is_here(settings.api_url):
        problems += [_NO_DEMO.in_(language).format(key=key) for key in demo]
    if problems:
        raise SettingsError(problems)
    return settings


def _settings(texts: Mapping[str, str], language: Language) -> Settings:
    data = Path(texts.get("GREFFIER_DATA") or "var")
    oauth = _oauth(texts)
    secret, *former = _listed(texts.get("TRELLO_API_SECRET", "")) or [""]
    if oauth is not None and oauth.secret not in (secret, *former):
        secret, former = (
            oauth.secret,
            [*filter(None, (secret, *former))],
        )  # it signs what it registers
    return Settings(
        api_url=(texts.get("TRELLO_API_URL") or TRELLO).rstrip("/"),
        key=texts.get("TRELLO_API_KEY", ""),
        token=texts.get("TRELLO_API_TOKEN", ""),
        secret=secret,
        former_secrets=tuple(former),
        oauth=oauth,
        error_reports=texts.get("SENTRY_DSN", ""),
        public_url=texts.get("PUBLIC_URL", "").rstrip("/"),
        database=database_url(texts.get("DATABASE_URL"), data),
        rulebook=Path(texts.get("GREFFIER_RULEBOOK") or "rulebook.toml"),
        data=data,
        language=language,
        port=number(texts.get("PORT", ""), 65535) or 8000,
        web_processes=number(texts.get("WEB_CONCURRENCY", ""), 64) or 1,
        powerup_id=texts.get("TRELLO_POWERUP_ID", ""),
        library=texts.get("TRELLO_POWERUP_LIBRARY") or LIBRARY,
        mail=mail_settings(texts),
        demo_clock=Path(clock) if (clock := texts.get("GREFFIER_DEMO_CLOCK")) else None,
        demo_mail=Path(box) if (box := texts.get("GREFFIER_DEMO_MAIL")) else None,
    )


def _oauth(texts: Mapping[str, str]) -> Client | None:
    """Return who we are by OAuth 2.0, None where it is not asked for."""
    if not texts.get("TRELLO_OAUTH_CLIENT_ID"):
        return None
    return Client(
        id=texts["TRELLO_OAUTH_CLIENT_ID"],
        secret=texts.get("TRELLO_OAUTH_CLIENT_SECRET", ""),
        token_url=texts.get("TRELLO_OAUTH_TOKEN_URL") or TOKEN_URL,
        authorize_url=texts.get("TRELLO_OAUTH_AUTHORIZE_URL") or AUTHORIZE_URL,
        scopes=texts.get("TRELLO_OAUTH_SCOPES") or SCOPES,
    )


def _listed(text: str) -> list[str]:
    """Return what stands between commas: the new secret and the old one, while it is being changed."""
    return [each for part in text.split(",") if (each := part.strip())]


def _is_here(url: str) -> bool:
    """Return whether this address is on this machine."""
    try:
        return urlsplit(url).hostname in ("127.0.0.1", "::1", "localhost")
    except ValueError:
        return False


def check_place(settings: Settings) -> None:
    """Raise `SettingsError` where the database has no place to be written to."""
    problems = list(no_place(settings.database, settings.language))
    if problems:
        raise SettingsError(problems)

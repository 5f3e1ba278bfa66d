"""Sending by Apprise, which knows Slack, Teams, e-mail and a hundred other places.

Apprise is imported at the first message: it costs memory that most processes never need.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.bilingual import Sentence
from rules.rulebook.channels import Channel

_UNSET: Final = Sentence(
    "{place} n'est pas définie dans l'environnement", "{place} is not set in the environment"
)
_UNKNOWN: Final = Sentence(
    "Apprise ne comprend pas cette adresse {place}",
    "Apprise does not understand this {place} address",
)
_REFUSED: Final = Sentence("{place} n'a pas pris le message", "{place} did not take the message")


@dataclass(frozen=True, slots=True)
class Place:
    """One address, understood; `client` is None where it cannot be used. `service` says what stands
    behind it ("Slack", "E-Mail"), and is all of it that may be shown. `trouble`: why it cannot be used.
    """

    service: str
    client: Any = None
    trouble: Sentence | None = None

    def send(self, title: str, text: str) -> Sentence | None:
        """Send. Returns why it failed, or None; no part of the address is in it."""
        if self.client is None:
            return self.trouble
        from apprise.exception import AppriseException

        try:
            sent = self.client.notify(body=text, title=title, body_format="text")
        except (AppriseException, OSError, TypeError, ValueError):
            sent = False
        return None if sent else _about(_REFUSED, self.service)


@dataclass(frozen=True, slots=True)
class Notifier:
    """Sends to the addresses of a channel. `environment` gives those that are named by `$NAME`."""

    environment: Mapping[str, str]

    def __call__(self, channel: Channel, title: str, text: str) -> str:
        """Send. Returns "" or why it failed, in English, as for a log; no address is in it."""
        troubles = self.each(channel, title, text, lambda _service, _trouble: None)
        return next((each.en for each in troubles), "")

    def each(
        self,
        channel: Channel,
        title: str,
        text: str,
        told: Callable[[str, Sentence | None], None],
    ) -> list[Sentence]:
        """Send it to each address of the channel, telling for each its service and what went wrong.
        Returns the troubles.
        """
        troubles = []
        for place in self.places(channel):
            trouble = place.send(title, text)
            told(place.service, trouble)
            troubles += [trouble] if trouble is not None else []
        return troubles

    def places(self, channel: Channel) -> list[Place]:
        """Return every address of the channel, also those that cannot be used."""
        return [place for each in channel.addresses for place in self._of(each)]

    def _of(self, address: str) -> list[Place]:
        if not address.startswith("$"):
            return [_place(address)]
        value = self.environment.get(address[1:], "")
        if not value.strip():
            return [Place(address, trouble=_about(_UNSET, address))]
        return [_place(each) for each in value.split()]


def _place(address: str) -> Place:
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its warnings hold addresses
    client = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if client is None:
        scheme = address.partition(":")[0] + "://…"
        return Place(scheme, trouble=_about(_UNKNOWN, scheme))
    return Place(str(client.service_name), client)


def _about(sentence: Sentence, place: str) -> Sentence:
    return Sentence(sentence.fr.format(place=place), sentence.en.format(place=place))

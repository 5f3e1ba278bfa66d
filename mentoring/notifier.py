"""Sending by Apprise, which knows Slack, Teams, e-mail and a hundred other places.

Apprise is imported at the first message: it costs memory that most processes never need.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.rulebook_channels import Channel


@dataclass(frozen=True, slots=True)
class Notifier:
    """Sends to the addresses of a channel. `environment` gives those that are named by `$NAME`."""

    environment: Mapping[str, str]

    def __call__(self, channel: Channel, title: str, text: str) -> str:
        """Send. Returns "" or why it failed; no address, and no part of one, is in it."""
        return self.each(channel, title, text, lambda _service, _error: None)

    def each(
        self, channel: Channel, title: str, text: str, told: Callable[[str, str], None]
    ) -> str:
        """The same, telling of each address its service's name and what went wrong ("" nothing)."""
        errors = []
        for place in self.places(channel):
            error = place.send(title, text)
            told(place.service, error)
            errors.append(error)
        return next((each for each in errors if each), "" if errors else "no address")

    def places(self, channel: Channel) -> list[Place]:
        """Every address of the channel, also those that cannot be used."""
        return [place for each in channel.addresses for place in self._of(each)]

    def _of(self, address: str) -> list[Place]:
        if not address.startswith("$"):
            return [_place(address)]
        value = self.environment.get(address[1:], "")
        if not value.strip():
            return [Place(address, None, f"{address} is not set in the environment")]
        return [_place(each) for each in value.split()]


@dataclass(frozen=True, slots=True)
class Place:
    """One address, understood; `client` is None where it cannot be used. `service` says what stands
    behind it ("Slack", "E-Mail"), and is all of it that may be shown.
    """

    service: str
    client: Any
    error: str = ""

    def send(self, title: str, text: str) -> str:
        """Send to this one."""
        if self.client is None:
            return self.error
        from apprise.exception import AppriseException

        try:
            sent = self.client.notify(body=text, title=title, body_format="text")
        except (AppriseException, OSError, TypeError, ValueError) as error:
            return f"{self.service}: {type(error).__name__}"
        return "" if sent else f"{self.service}: not delivered"


def _place(address: str) -> Place:
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its warnings hold addresses
    client = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if client is None:
        scheme = address.partition(":")[0]
        return Place(f"{scheme}://…", None, f"Apprise does not understand this {scheme}:// address")
    return Place(str(client.service_name), client)

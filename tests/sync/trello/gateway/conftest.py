"""The fixtures of these tests, from `faked_trello`."""

from faked_trello import budget, gateway, http  # noqa: F401 - fixtures

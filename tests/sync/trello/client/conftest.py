"""The fixtures of these tests, from `faked_transport`."""

from faked_transport import budget, client, http  # noqa: F401 - fixtures

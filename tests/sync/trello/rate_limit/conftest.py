"""The fixtures of these tests, from `small_budget`."""

from small_budget import budget_on, open_store  # noqa: F401 - fixtures

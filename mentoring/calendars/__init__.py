"""Calendars that people subscribe to: events, addresses, time zones, clashes."""

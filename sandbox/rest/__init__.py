"""Trello's REST API under `/1`."""

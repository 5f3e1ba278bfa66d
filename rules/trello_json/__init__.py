"""Trello's JSON as the rules' values."""

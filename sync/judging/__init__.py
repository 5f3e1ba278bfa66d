"""Judging a card or a whole board."""
